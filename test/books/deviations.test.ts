/** The one writer of deviations: what each of its functions changes, and that nothing else in `src` writes to the table. */
import { select } from "../setup/select.ts";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import {
  closeDeviations,
  noneOpenOrResolved,
  openDeviations,
  refreshDeviations,
  reopenDeviations,
  resolveDeviation,
} from "../../src/books/deviations.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

const AT = new Date("2026-03-05T03:15:00.000Z");
const LATER = new Date("2026-03-06T03:15:00.000Z");

let database: FreshDatabase;
let books: Books;
let runId: bigint;

beforeEach(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
  const [run] = await rows(
    books,
    { id: "bigint" },
    "insert into run (kind, started_at) values ('import', :at) returning id",
    { at: AT },
  );
  runId = run?.id ?? 0n;
});
afterEach(async () => {
  await books.destroy();
  await database.drop();
});

const TWO = {
  columns: {
    code: "'payout_missing'",
    subject: "'missing ' || t.name",
    found: "t.found",
  },
  from: "from (values ('b', 'two'), ('a', 'one')) t(name, found) order by t.name",
} as const;

async function all() {
  return select(
    books,
    `select subject, found, state, candidates, opened_at as "openedAt", opened_run as "openedRun", closed_at as "closedAt",
            closed_run as "closedRun", decision_id as "decisionId" from deviation order by id`,
  );
}

async function addDecision(): Promise<bigint> {
  const [added] = await rows(
    books,
    { id: "bigint" },
    `insert into decision (deviation_id, action, actor, at) values (1, 'accept', 'Eva', :at) returning id`,
    { at: LATER },
  );
  return added?.id ?? 0n;
}

test("a query's rows are opened in its order, by the run", async () => {
  expect(await openDeviations(books, TWO, { runId, at: AT })).toBe(2);
  expect(await all()).toEqual(
    [
      ["missing a", "one"],
      ["missing b", "two"],
    ].map(([subject, found]) => ({
      subject,
      found,
      state: "open",
      candidates: [],
      openedAt: AT,
      openedRun: runId,
      closedAt: null,
      closedRun: null,
      decisionId: null,
    })),
  );
});

test("what is open already is an error, is kept, or is overwritten in the columns that are named", async () => {
  await openDeviations(books, TWO, { runId, at: AT });
  const again = { ...TWO, columns: { ...TWO.columns, found: "'new'" } };
  const by = { runId: null, at: LATER };
  await expect(openDeviations(books, again, by)).rejects.toThrow(/deviation_open_once/);
  expect(await openDeviations(books, { ...again, whenOpen: "keep" }, by)).toBe(0);
  expect(await all()).toMatchObject([{ found: "one" }, { found: "two" }]);
  expect(await openDeviations(books, { ...again, whenOpen: ["found"] }, by)).toBe(2);
  expect(await all()).toMatchObject([
    { found: "new", openedAt: AT, openedRun: runId },
    { found: "new", openedAt: AT, openedRun: runId },
  ]);
});

test("only open ones are refreshed and closed, and a closed one is reopened as it was", async () => {
  await openDeviations(books, TWO, { runId, at: AT });
  const b = { where: "d.subject = t.s", from: "(select 'missing b' as s) t" };
  expect(await closeDeviations(books, b, { runId, at: LATER })).toBe(1);
  expect(await closeDeviations(books, b, { runId, at: LATER })).toBe(0);
  expect(await refreshDeviations(books, { found: "'fresh'" }, { where: "true or false" })).toBe(1);
  expect(await all()).toMatchObject([
    { found: "fresh", state: "open", closedAt: null },
    { found: "two", state: "closed", closedAt: LATER, closedRun: runId },
  ]);
  expect(await reopenDeviations(books, { where: "true" })).toEqual([2n]);
  expect(await all()).toMatchObject([
    { state: "open" },
    { found: "two", state: "open", openedAt: AT, closedAt: null, closedRun: null },
  ]);
});

test("a decision resolves one; what ended is closed anew only where that is asked for", async () => {
  await openDeviations(books, TWO, { runId, at: AT });
  const decisionId = await addDecision();
  await resolveDeviation(books, 1n, { decisionId, at: LATER });
  expect(await all()).toMatchObject([
    { state: "resolved", closedAt: LATER, closedRun: null, decisionId },
    { state: "open" },
  ]);
  const undoing = await addDecision();
  const resolved = { where: "d.decision_id = :decided" };
  const by = { decisionId: undoing, at: LATER };
  expect(await closeDeviations(books, resolved, by, { decided: decisionId })).toBe(0);
  expect(await closeDeviations(books, { ...resolved, endedToo: true }, by, { decided: decisionId })).toBe(1);
  expect(await all()).toMatchObject([{ state: "closed", decisionId: undoing }, { state: "open" }]);
});

test("what a person has accepted is not opened again, what was closed is", async () => {
  await openDeviations(books, TWO, { runId, at: AT });
  await resolveDeviation(books, 1n, { decisionId: await addDecision(), at: LATER });
  await closeDeviations(books, { where: "true" }, { runId, at: LATER });
  const unlessKnown = {
    ...TWO,
    from: `from (values ('b', 'two'), ('a', 'one')) t(name, found)
           where ${noneOpenOrResolved("d.subject = 'missing ' || t.name")}`,
  };
  expect(await openDeviations(books, unlessKnown, { runId, at: LATER })).toBe(1);
  expect(await all()).toMatchObject([
    { subject: "missing a", state: "resolved" },
    { subject: "missing b", state: "closed" },
    { subject: "missing b", state: "open" },
  ]);
});

test("nothing else writes to the table, but for the restoring of books that are replayed", () => {
  const src = fileURLToPath(new URL("../../src", import.meta.url));
  const writers = readdirSync(src, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts"))
    .filter((name) => /\b(?:insert into|update) deviation\b/.test(readFileSync(join(src, name), "utf8")));
  expect(writers.sort()).toEqual([
    posix.join("audit", "replay", "restore.ts"),
    posix.join("books", "deviations.ts"),
  ]);
});
