import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { audit, GENESIS, newestEntry, sealOf, type SealedEntry } from "../../src/books/audit.ts";
import { change, openBooks, rows, type Books } from "../../src/books/database.ts";
import { digestOf, newestPositions, positionsIn, SEALED } from "../../src/books/seals.ts";
import { DEFAULT_SETTINGS } from "../../src/config.ts";
import { decide } from "../../src/night/decide.ts";
import { undo } from "../../src/night/undo.ts";
import { Scenario } from "../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

const AT = new Date("2026-03-05T09:00:00Z");
const ANNA = { actor: "anna" };
let database: FreshDatabase;
let books: Books;
let shop: Scenario;

beforeEach(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
  shop = new Scenario(books);
});
afterEach(async () => {
  await books.destroy();
  await database.drop();
});

interface Entry extends Omit<SealedEntry, "id" | "at"> {
  readonly id: bigint;
  readonly at: Date;
  readonly previous: string;
  readonly hash: string;
}

function entries(): Promise<Entry[]> {
  return rows<Entry>(books, "select * from audit order by id");
}

/** What each entry says it sealed, recomputed from the rows of its range: [said, found] where they differ. */
async function wrongSeals(): Promise<unknown[]> {
  const wrong: unknown[] = [];
  let from = positionsIn({ seal: { to: Object.fromEntries(SEALED.map((table) => [table, "0"])) } });
  for (const { after } of await entries()) {
    const to = positionsIn(after);
    if (from === null || to === null) continue;
    const { made } = (after as { seal: { made: Record<string, unknown> } }).seal;
    for (const table of SEALED) {
      const found = await digestOf(books, table, from[table], to[table], to.receivable_change);
      const said = made[table] ?? { count: 0, sha256: "" };
      if (
        found.count > 0 &&
        JSON.stringify(Object.entries(found).sort()) !== JSON.stringify(Object.entries(said).sort())
      )
        wrong.push([table, said, found]);
    }
    from = to;
  }
  return wrong;
}

async function nightAndDecisions(): Promise<void> {
  await shop.receivables([
    { number: "F1", amount: 10_000 },
    { number: "F2", amount: 300 },
  ]);
  await shop.payout([
    { amount: 10_000, reference1: "F1" },
    { amount: 300, reference1: "lost" },
  ]);
  await shop.night();
  const [told] = await rows<{ id: bigint }>(books, "select id from deviation");
  const id = told?.id ?? 0n;
  await decide(books, id, { ...ANNA, match: [{ kind: "invoice", number: "F2" }] }, DEFAULT_SETTINGS, AT);
  await undo(books, id, { ...ANNA, why: "wrong invoice" }, DEFAULT_SETTINGS, AT);
}

test("each entry's hash covers its content and the entry before it", async () => {
  await nightAndDecisions();
  let previous = GENESIS;
  const all = await entries();
  expect(all.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
    "kvitt matched",
    "anna decided:match",
    "anna undone",
  ]);
  for (const { id, at, previous: said, hash, ...content } of all) {
    expect(said).toBe(previous);
    expect(sealOf({ id: String(id), at: at.toISOString(), ...content }, previous)).toBe(hash);
    previous = hash;
  }
});

test("what a night, a decision and an undoing write is sealed in their own transaction, nothing left over", async () => {
  await nightAndDecisions();
  expect((await newestEntry(books)).sealed).toEqual(await newestPositions(books));
  const [night, decision, undoing] = await entries();
  expect(night?.after).toMatchObject({
    matched: 1,
    seal: {
      made: {
        receivable: { count: 2 },
        allocation: { count: 1 },
        voucher: { count: 1 },
        deviation_change: { count: 1 },
      },
    },
  });
  const own = {
    decision: { count: 1 },
    allocation: { count: 1 },
    voucher: { count: 1 },
    deviation_change: { count: 1 },
  };
  expect(decision?.after).toMatchObject({ seal: { made: own } });
  expect(undoing?.after).toMatchObject({ seal: { made: own } });
  expect(await wrongSeals()).toEqual([]);
});

test("a receivable that comes again is sealed as it was and as it became", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.night();
  await change(books, "update receivable set open_amount = 5000 where number = 'F1'");
  await change(books, "update receivable set open_amount = 5000 where number = 'F1'");
  await shop.night();
  expect(
    await rows(
      books,
      "select was ->> 'open_amount' as was, became ->> 'open_amount' as became from receivable_change",
    ),
  ).toEqual([{ was: "10000", became: "5000" }]);
  expect(await wrongSeals()).toEqual([]);
});

test("a deviation's states are all kept", async () => {
  await nightAndDecisions();
  const states = await rows<{ state: string }>(books, "select state from deviation_change order by id");
  expect(states.map(({ state }) => state)).toEqual(["open", "resolved", "open"]);
});

test("the application cannot rewrite, remove or empty what is sealed, nor can a slip of the owner", async () => {
  await nightAndDecisions();
  const columns = {
    audit: "actor",
    deviation_change: "state",
    receivable_change: "was",
    allocation: "rule",
    voucher: "text",
    decision: "actor",
  };
  const owner = openBooks({ url: database.url, asOwner: true, max: 1 });
  try {
    for (const [table, column] of Object.entries(columns)) {
      const ways = [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ];
      for (const sql of ways) {
        await expect(change(books, sql)).rejects.toThrow("permission denied");
        await expect(change(owner, sql)).rejects.toThrow("append-only");
      }
    }
  } finally {
    await owner.destroy();
  }
});

test("entries written at the same time form one chain", async () => {
  const say = (n: number) =>
    books.transaction((trx) => audit(trx, AT, [{ actor: "anna", action: "said", subject: String(n) }]));
  await Promise.all(Array.from({ length: 8 }, (_, n) => say(n)));
  const all = await entries();
  expect(all.map(({ id }) => id)).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]);
  expect(all.map(({ previous }) => previous)).toEqual([GENESIS, ...all.slice(0, -1).map(({ hash }) => hash)]);
});

test("a receivable cannot be lowered while a night that settles it is under way", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([{ amount: 10_000, reference1: "F1" }]);
  const lowered = books.transaction(async (trx) => {
    await trx.raw("update receivable set open_amount = 1 where number = 'F1'");
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all([lowered, shop.night()]);
  expect(await shop.allocations()).toEqual([]);
  expect(await shop.deviations()).toEqual(["P1:4 overpaid"]);
});
