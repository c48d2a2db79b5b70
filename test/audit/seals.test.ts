import { freshShop } from "../matching/fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import {
  audit,
  GENESIS,
  newestEntry,
  sealOf,
  AUDIT_ENTRY_ROW,
  type AuditEntryRow,
} from "../../src/books/audit.ts";
import { change, openBooks, rows, type Books } from "../../src/books/database.ts";
import { digestOf, newestPositions, positionsIn, SEALED, versionIn } from "../../src/books/seals.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { decide } from "../../src/decisions/decide.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { Scenario } from "../matching/scenario.ts";
import { checkReceivables } from "../../src/audit/verify/receivables.ts";
import { askDatabase, type FreshDatabase } from "../setup/database.ts";

const AT = new Date("2026-03-05T09:00:00Z");
const ANNA = { actor: "anna" };
let database: FreshDatabase;
let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop, database } = fresh));

function entries(): Promise<AuditEntryRow[]> {
  return rows(books, AUDIT_ENTRY_ROW, "select * from audit order by id");
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
      const found = await digestOf(books, table, {
        after: from[table],
        last: to[table],
        version: versionIn(after) ?? 1,
        asOf: to.receivable_change,
      });
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
  const [told] = await rows(books, { id: "bigint" }, "select id from deviation");
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
    await select(
      books,
      "select was ->> 'open_amount' as was, became ->> 'open_amount' as became from receivable_change",
    ),
  ).toEqual([{ was: "10000", became: "5000" }]);
  expect(await wrongSeals()).toEqual([]);
});

test("books that version 0.1.0 wrote are verified by the columns it sealed, and by changes as it wrote them", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  const to = await newestPositions(books);
  const made = {
    receivable: await digestOf(books, "receivable", { after: 0n, last: to.receivable, version: 1 }),
  };
  const text = Object.fromEntries(Object.entries(to).map(([table, id]) => [table, String(id)]));
  const entry = {
    id: "1",
    at: AT.toISOString(),
    actor: "kvitt",
    action: "receivables",
    subject: "old.csv",
    cause: null,
    before: null,
    after: { seal: { to: text, made } },
  };
  await change(
    books,
    `insert into audit (id, at, actor, action, subject, after, previous, hash)
     values (1, :at, 'kvitt', 'receivables', 'old.csv', :after, :previous, :hash)`,
    { at: AT, after: JSON.stringify(entry.after), previous: GENESIS, hash: sealOf(entry, GENESIS) },
  );
  await change(books, "update receivable set open_amount = 5000");
  // as it was written then: with the keys, without the merchant
  const old = `(receivable_content(r) || '{"number_key": "f1", "capture_key": null}') - array['merchant_id', 'received_before', 'disputed']`;
  await tamper(
    `update receivable_change c set was = ${old} || '{"open_amount": 10000}', became = ${old} from receivable r`,
  );
  await shop.night();
  expect(await wrongSeals()).toEqual([]);
  expect(await findings()).toEqual([]);
  await tamper("update receivable set merchant_id = 'K9'");
  expect(await findings()).toEqual([
    expect.stringMatching(/^receivables invoice F1: merchant_id is "K9", but was set to ""/),
  ]);
});

test("what is sealed of a receivable is also whose it is, and what it had received before", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.night();
  expect(await wrongSeals()).toEqual([]);
  for (const sql of [
    "update receivable set merchant_id = 'K9'",
    "update receivable set merchant_id = '', received_before = 1",
    "update receivable set received_before = 0, disputed = true",
  ]) {
    await tamper(sql);
    expect(await wrongSeals()).toEqual([["receivable", expect.anything(), expect.anything()]]);
  }
});

test("an order that had received more or less than it came in with is found", async () => {
  await shop.receivables([{ kind: "order", number: "1", amount: 10_000 }]);
  await tamper("update receivable set received_before = 300");
  expect(await findings()).toEqual([
    "receivables order 1: received_before is 3.00, but 0.00 had been paid when the order was first imported",
  ]);
});

/** As a superuser whom no trigger stops. */
async function tamper(sql: string): Promise<void> {
  await askDatabase(database.url, `set session_replication_role = replica; ${sql}`);
}

/** "receivables order 1: ..." */
function findings(): Promise<string[]> {
  return books.transaction(async (trx) => {
    const found: string[] = [];
    for await (const { check, subject, problem } of checkReceivables({
      trx,
      limit: 10,
      count: () => undefined,
    }))
      found.push(`${check} ${subject}: ${problem.en}`);
    return found;
  });
}

test("a deviation's states are all kept", async () => {
  await nightAndDecisions();
  const states = await rows(books, { state: "text" }, "select state from deviation_change order by id");
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
