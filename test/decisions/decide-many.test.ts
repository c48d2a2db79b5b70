import { freshShop } from "../matching/fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import { column, type Books } from "../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { minor } from "../../src/money.ts";
import { decide } from "../../src/decisions/decide.ts";
import { decideMany, MANY_MAX, previewMany, type DecisionOfMany } from "../../src/decisions/decide-many.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { vouchers } from "../../src/books/views.ts";
import { Scenario } from "../matching/scenario.ts";

const AT = new Date("2026-03-05T09:00:00Z");
const ON_3990 = { account: 3990, vat: 25, why: "gift", actor: "anna" } as const satisfies DecisionOfMany;
const BY_CANDIDATE = { onlyCandidate: true, actor: "anna" } as const satisfies DecisionOfMany;
let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

function open(code: string): Promise<bigint[]> {
  return column(
    books,
    "bigint",
    "select id from deviation where code = :code and state = 'open' order by id",
    { code },
  );
}

const preview = (ids: readonly bigint[], decision: DecisionOfMany, settings = DEFAULT_SETTINGS) =>
  previewMany(books, ids, decision, settings, AT);
const decideAll = (ids: readonly bigint[], decision: DecisionOfMany, shown: string, at = AT) =>
  decideMany(books, ids, { decision, shown }, DEFAULT_SETTINGS, at);
const count = async () => (await vouchers(books)).length;

async function threeUnknown(): Promise<bigint[]> {
  await shop.payout([
    { amount: 500, reference1: "a" },
    { amount: 700, reference1: "b" },
    { amount: 900, reference1: "c" },
  ]);
  await shop.night();
  return open("no_receivable");
}

test("many are decided as each would be alone: a decision, a voucher and an entry each, as the preview showed them", async () => {
  const ids = await threeUnknown();
  const before = await count();
  const shown = await preview(ids, ON_3990);
  expect(await count()).toBe(before);
  expect(await open("no_receivable")).toEqual(ids);
  expect(shown.refused).toEqual([]);
  expect(shown.decidable.map(({ amount }) => amount)).toEqual(
    [500n, 700n, 900n].map((amount) => ({ amount, currency: "SEK" })),
  );

  // decided alone in a transaction of its own, the voucher of the last one is the same
  const done = await decideAll(ids, ON_3990, shown.shown);
  expect(done.map(({ deviationId }) => deviationId)).toEqual(ids);
  const booked = (await vouchers(books)).slice(before);
  expect(booked.map(({ date, text, currency, rows }) => ({ date, text, currency, rows }))).toEqual(
    shown.decidable.flatMap((one) => one.vouchers),
  );
  expect(done.map(({ voucher }) => voucher)).toEqual(booked.map((one) => `${one.series} ${one.number}`));
  expect(await shop.balances()).toEqual({ "1930": 2_100, "2611": -420, "3990": -1_680 });
  const entries = await select(
    books,
    "select subject, cause, actor from audit where action = 'decided:account' order by id",
  );
  expect(entries).toEqual(ids.map((id) => ({ subject: `deviation ${id}`, cause: "gift", actor: "anna" })));

  const [first = 0n] = ids;
  await undo(books, first, { actor: "anna" }, DEFAULT_SETTINGS, AT);
  expect(await open("no_receivable")).toEqual([first]);
  const alone = await decide(books, first, ON_3990, DEFAULT_SETTINGS, AT);
  const [again] = (await vouchers(books)).filter((one) => `${one.series} ${one.number}` === alone.voucher);
  expect(again?.rows).toEqual(booked[0]?.rows);
});

test("asked twice at once, each is decided once", async () => {
  const ids = await threeUnknown();
  const before = await count();
  const { shown } = await preview(ids, ON_3990);
  const twice = await Promise.allSettled([
    decideAll(ids, ON_3990, shown),
    decideAll(ids.toReversed(), ON_3990, shown),
  ]);
  expect(twice.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(twice.map((one) => (one.status === "rejected" ? String(one.reason) : "")).join("")).toContain(
    "is resolved already",
  );
  expect(await count()).toBe(before + 3);
});

test("all or nothing: one that was decided meanwhile leaves the others as they were", async () => {
  const ids = await threeUnknown();
  const { shown } = await preview(ids, ON_3990);
  const [, middle = 0n] = ids;
  await decide(books, middle, { accept: true, why: "known", actor: "bo" }, DEFAULT_SETTINGS, AT);
  const before = await count();
  await expect(decideAll(ids, ON_3990, shown)).rejects.toThrow("is resolved already");
  expect(await count()).toBe(before);
  expect(await open("no_receivable")).toEqual(ids.filter((id) => id !== middle));
  const { decidable, refused } = await preview(ids, ON_3990);
  expect(decidable.length).toBe(2);
  expect(refused.map(({ deviation, problem }) => [deviation.id, problem.problem.sv])).toEqual([
    [Number(middle), expect.stringContaining("är redan åtgärdad")],
  ]);
});

test("what would be booked otherwise than it was shown is not booked", async () => {
  const ids = await threeUnknown();
  const { shown } = await preview(ids, ON_3990);
  const before = await count();
  const nextDay = new Date("2026-03-06T09:00:00Z");
  await expect(decideAll(ids, ON_3990, shown, nextDay)).rejects.toThrow("have changed since the preview");
  await expect(decideAll(ids, { ...ON_3990, account: 3991 }, shown)).rejects.toThrow("have changed");
  await expect(decideAll(ids.slice(1), ON_3990, shown)).rejects.toThrow("have changed");
  expect(await count()).toBe(before);
  expect(await open("no_receivable")).toEqual(ids);
});

test("each is matched with its only candidate, and none is guessed", async () => {
  await shop.receivables([
    { number: "F1", amount: 2_000, orderId: "o2" },
    { number: "F2", amount: 3_000, orderId: "o2" },
    { number: "F3", amount: 3_000, orderId: "o2" },
  ]);
  await shop.payout([
    { amount: 5_000, orderId: "o2" },
    { amount: 900, reference1: "c" },
  ]);
  await shop.night();
  const all = await column(books, "bigint", "select id from deviation where state = 'open' order by id");
  const known = await select(
    books,
    "select code, jsonb_array_length(candidates) as count from deviation order by id",
  );
  expect(known).toEqual([
    { code: "ambiguous", count: 5 },
    { code: "no_receivable", count: 0 },
  ]);
  const none = await preview(all, BY_CANDIDATE);
  expect(none.decidable).toEqual([]);
  expect(none.refused.map(({ problem }) => problem.problem.en)).toEqual([
    expect.stringContaining("has 5 candidates"),
    expect.stringContaining("has no candidate"),
  ]);
});

test("a line that is more than its only candidate is refused, as it is alone", async () => {
  await shop.receivables([{ number: "F1", amount: 4_000, orderId: "o1" }]);
  await shop.payout([{ amount: 9_000, orderId: "o1" }]);
  await shop.night();
  const [id = 0n] = await open("overpaid");
  const { refused } = await preview([id], BY_CANDIDATE);
  expect(refused[0]?.problem.problem.en).toContain("50.00 SEK more than the open amount");
});

test("the only candidate of each pays it", async () => {
  await shop.receivables([
    { number: "F1", amount: 4_000, orderId: "o1" },
    { number: "F2", amount: 5_000, orderId: "o2" },
  ]);
  await shop.payout([
    { amount: 4_200, orderId: "o1" },
    { amount: 5_200, orderId: "o2" },
  ]);
  await shop.night();
  const ids = await open("overpaid");
  expect(ids.length).toBe(2);
  // the shop has corrected them since, and the next night is far away
  await select(
    books,
    "update receivable set open_amount = open_amount + 200, amount = amount + 200 returning id",
  );
  const shown = await preview(ids, BY_CANDIDATE);
  expect(shown.refused).toEqual([]);
  await decideAll(ids, BY_CANDIDATE, shown.shown);
  expect(await open("overpaid")).toEqual([]);
  expect(await shop.balances()).toMatchObject({ "1510": -9_400 });
});

test("remaining amounts are written off within the person's limit, and the others are said", async () => {
  await shop.receivables([
    { number: "F1", amount: 10_000 },
    { number: "F2", amount: 10_000 },
  ]);
  await shop.payout([
    { amount: 9_000, reference1: "F1" },
    { amount: 4_000, reference1: "F2" },
  ]);
  await shop.night();
  const ids = await open("partly_paid");
  const settings = { ...DEFAULT_SETTINGS, people: { anna: { writeOffLimit: minor(2_000n) } } };
  const decision = { writeOff: true, why: "discount", actor: "anna" } as const;
  const { decidable, refused } = await preview(ids, decision, settings);
  expect(decidable.map(({ deviation, amount }) => [BigInt(deviation.id), amount.amount])).toEqual([
    [ids[0], 1_000n],
  ]);
  expect(refused[0]?.problem.problem.en).toContain("the limit of anna is 20.00 SEK");
});

test("there is a bound on how many, and something must be chosen", async () => {
  const many = Array.from({ length: MANY_MAX + 1 }, (_, index) => BigInt(index + 1));
  await expect(preview(many, ON_3990)).rejects.toThrow(`at most ${MANY_MAX} are decided at once`);
  await expect(preview([], ON_3990)).rejects.toThrow("No deviation is chosen");
  await expect(preview([999n], ON_3990)).rejects.toThrow("no deviation 999");
});
