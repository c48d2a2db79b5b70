import { freshShop } from "../matching/fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import { rows, type Books } from "../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { minor } from "../../src/money.ts";
import { decide } from "../../src/decisions/decide.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { Scenario } from "../matching/scenario.ts";

const AT = new Date("2026-03-05T09:00:00Z");
const ANNA = { actor: "anna" };
let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

async function idOf(code: string): Promise<bigint> {
  const [found] = await rows(
    books,
    { id: "bigint" },
    "select id from deviation where code = :code order by id desc",
    { code },
  );
  return found?.id ?? -1n;
}

test("a line is put on the invoice a person names, and taken off again by a mirrored voucher", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([{ amount: 10_000, reference1: "lost" }]);
  await shop.night();
  const id = await idOf("no_receivable");
  await decide(books, id, { ...ANNA, match: [{ kind: "invoice", number: "F1" }] }, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual([]);
  expect(await shop.balances()).toEqual({ "1510": -10_000, "1930": 10_000 });

  await undo(books, id, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable"]);
  expect(await shop.balances()).toEqual({ "1686": -10_000, "1930": 10_000 });
  await shop.night();
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable"]);
});

test("several invoices and an account share a line", async () => {
  await shop.receivables([
    { number: "F1", amount: 4_000 },
    { number: "F2", amount: 5_000 },
  ]);
  await shop.payout([{ amount: 10_000, reference1: "lost" }]);
  await shop.night();
  const match = [
    { kind: "invoice", number: "F1" },
    { kind: "invoice", number: "F2" },
  ];
  const id = await idOf("no_receivable");
  await expect(decide(books, id, { ...ANNA, match }, DEFAULT_SETTINGS, AT)).rejects.toThrow(
    "10.00 SEK more than the open amount",
  );
  await decide(books, id, { ...ANNA, match, account: 3999 }, DEFAULT_SETTINGS, AT);
  expect(await shop.balances()).toEqual({ "1510": -9_000, "1930": 10_000, "3999": -1_000 });
});

test("a line is put on an account, a return on the other side", async () => {
  await shop.payout([
    { amount: 500, reference1: "a" },
    { type: "RETURN", amount: 200, reference1: "b" },
  ]);
  await shop.night();
  await decide(
    books,
    await idOf("no_receivable"),
    { ...ANNA, account: 3990, why: "gift" },
    DEFAULT_SETTINGS,
    AT,
  );
  await decide(
    books,
    await idOf("no_credit_note"),
    { ...ANNA, account: 3991, why: "loss" },
    DEFAULT_SETTINGS,
    AT,
  );
  expect(await shop.balances()).toEqual({ "1930": 300, "3990": -500, "3991": 200 });
});

test("a difference beyond the tolerance needs a limit of the person's own", async () => {
  await shop.receivables([{ number: "F1", amount: 9_000, orderId: "o1" }]);
  await shop.payout([{ amount: 10_000, orderId: "o1" }]);
  await shop.night();
  const id = await idOf("overpaid");
  const decision = { ...ANNA, match: [{ kind: "invoice", number: "F1" }], accept: true, why: "agreed" };
  await expect(decide(books, id, decision, DEFAULT_SETTINGS, AT)).rejects.toThrow(
    "more than the open amount",
  );
  const settings = { ...DEFAULT_SETTINGS, people: { anna: { writeOffLimit: minor(1_000n) } } };
  await decide(books, id, decision, settings, AT);
  expect(await shop.balances()).toEqual({ "1510": -9_000, "1930": 10_000, "3740": -1_000 });
});

test("undo opens the part payment again that the decision had closed", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([
    { amount: 4_000, reference1: "F1" },
    { amount: 6_000, reference1: "lost" },
  ]);
  await shop.night();
  const id = await idOf("no_receivable");
  await decide(books, id, { ...ANNA, match: [{ kind: "invoice", number: "F1" }] }, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual([]);
  await undo(books, id, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 partly_paid", "P1:5 no_receivable"]);
});

test("a chargeback is moved from the disputed account to the one a person names", async () => {
  await shop.payout([
    { type: "CREDIT", amount: 500 },
    { type: "REVERSAL", amount: 200 },
  ]);
  await shop.night();
  await decide(
    books,
    await idOf("chargeback"),
    { ...ANNA, account: 6351, why: "lost" },
    DEFAULT_SETTINGS,
    AT,
  );
  await decide(
    books,
    await idOf("needs_account"),
    { ...ANNA, account: 2890, why: "advance" },
    DEFAULT_SETTINGS,
    AT,
  );
  expect(await shop.balances()).toEqual({ "1930": 300, "2890": -500, "6351": 200 });
});

test("what was decided cannot be decided again, and what was not cannot be taken back", async () => {
  await shop.payout([{ amount: 500, reference1: "a" }]);
  await shop.night();
  const id = await idOf("no_receivable");
  await expect(undo(books, id, ANNA, DEFAULT_SETTINGS, AT)).rejects.toThrow("nothing to undo");
  await decide(books, id, { ...ANNA, accept: true, why: "known" }, DEFAULT_SETTINGS, AT);
  await expect(decide(books, id, { ...ANNA, account: 3990 }, DEFAULT_SETTINGS, AT)).rejects.toThrow(
    "is resolved already",
  );
});

test("a receivable that is named twice is refused", async () => {
  await shop.receivables([{ number: "F1", amount: 4_000 }]);
  await shop.payout([{ amount: 10_000, reference1: "lost" }]);
  await shop.night();
  const match = [
    { kind: "invoice", number: "F1" },
    { kind: "invoice", number: "#f1" },
  ];
  const decision = { ...ANNA, match, account: 3999 };
  await expect(decide(books, await idOf("no_receivable"), decision, DEFAULT_SETTINGS, AT)).rejects.toThrow(
    "named twice",
  );
});

test("an accepted deviation that is taken back stays closed when its line has been settled meanwhile", async () => {
  await shop.payout([{ amount: 10_000, reference1: "F1" }]);
  await shop.night();
  const id = await idOf("no_receivable");
  await decide(books, id, { ...ANNA, accept: true, why: "it will come" }, DEFAULT_SETTINGS, AT);
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.night();
  await undo(books, id, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual([]);
  expect(await shop.deviations("closed")).toEqual(["P1:4 no_receivable"]);
});

test("a line that is settled by one of its deviations leaves no other open, and undo opens both again", async () => {
  await shop.receivables([{ number: "F1", amount: 9_000 }]);
  await shop.payout([{ amount: 10_000, reference1: "F2" }]);
  await shop.night();
  const first = await idOf("no_receivable");
  await decide(books, first, { ...ANNA, accept: true, why: "it will come" }, DEFAULT_SETTINGS, AT);
  await shop.receivables([{ number: "F2", amount: 5_000 }]);
  await shop.night();
  await undo(books, first, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable", "P1:4 overpaid"]);
  await decide(books, first, { ...ANNA, account: 3999 }, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual([]);
  await undo(books, first, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable", "P1:4 overpaid"]);
});

test("a part payment is told again when what a person added to it is taken back after a night paid the rest", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([
    { amount: 4_000, reference1: "F1" },
    { amount: 3_000, reference1: "lost" },
  ]);
  await shop.night();
  const id = await idOf("no_receivable");
  await decide(books, id, { ...ANNA, match: [{ kind: "invoice", number: "F1" }] }, DEFAULT_SETTINGS, AT);
  await shop.payout([{ amount: 3_000, reference1: "F1" }]);
  await shop.night();
  expect(await shop.deviations()).toEqual([]);
  await undo(books, id, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 partly_paid", "P1:5 no_receivable"]);
});

test("a part payment is told again when an earlier of two decisions that completed it is taken back", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([
    { amount: 4_000, reference1: "F1" },
    { amount: 3_000, reference1: "lost" },
    { amount: 3_000, reference1: "lost too" },
  ]);
  await shop.night();
  const later = await idOf("no_receivable");
  const match = [{ kind: "invoice", number: "F1" }];
  await decide(books, later - 1n, { ...ANNA, match }, DEFAULT_SETTINGS, AT);
  await decide(books, later, { ...ANNA, match }, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual([]);
  await undo(books, later - 1n, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 partly_paid", "P1:5 no_receivable"]);
});

test("a part payment that stands alone when an earlier decision is taken back is told, and goes with its own decision", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([
    { amount: 4_000, reference1: "lost" },
    { amount: 6_000, reference1: "lost too" },
  ]);
  await shop.night();
  const later = await idOf("no_receivable");
  const match = [{ kind: "invoice", number: "F1" }];
  await decide(books, later - 1n, { ...ANNA, match }, DEFAULT_SETTINGS, AT);
  await decide(books, later, { ...ANNA, match }, DEFAULT_SETTINGS, AT);
  await undo(books, later - 1n, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable", "P1:5 partly_paid"]);
  const [told] = await select(
    books,
    "select expected, found, amount from deviation where code = 'partly_paid' and state = 'open'",
  );
  expect(told).toEqual({ expected: "100.00", found: "60.00", amount: 6_000n });
  await undo(books, later, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable", "P1:5 no_receivable"]);
});

test("a part payment that was taken back is not told again when its line has paid the rest and that of another is gone", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([
    { amount: 7_000, reference1: "lost" },
    { amount: 4_000, reference1: "lost too" },
  ]);
  await shop.night();
  const other = await idOf("no_receivable");
  const first = other - 1n;
  const match = [{ kind: "invoice", number: "F1" }];
  await decide(books, first, { ...ANNA, match }, DEFAULT_SETTINGS, AT);
  await undo(books, first, ANNA, DEFAULT_SETTINGS, AT);
  await decide(books, other, { ...ANNA, match }, DEFAULT_SETTINGS, AT);
  await decide(books, first, { ...ANNA, match, account: 3990 }, DEFAULT_SETTINGS, AT);
  await undo(books, other, ANNA, DEFAULT_SETTINGS, AT);
  const [told] = await select(
    books,
    "select found from deviation where code = 'partly_paid' and state = 'open'",
  );
  expect(told).toEqual({ found: "60.00" });
  await undo(books, first, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable", "P1:5 no_receivable"]);
});

test("a part payment that was completed, taken back and made elsewhere is told where it is now when the completion is taken back", async () => {
  await shop.receivables([
    { number: "F1", amount: 10_000 },
    { number: "F2", amount: 9_000 },
  ]);
  await shop.payout([
    { amount: 4_000, reference1: "lost" },
    { amount: 6_000, reference1: "lost too" },
  ]);
  await shop.night();
  const second = await idOf("no_receivable");
  const first = second - 1n;
  const on = (number: string) => ({ ...ANNA, match: [{ kind: "invoice", number }] });
  await decide(books, first, on("F1"), DEFAULT_SETTINGS, AT);
  await decide(books, second, on("F1"), DEFAULT_SETTINGS, AT);
  await undo(books, first, ANNA, DEFAULT_SETTINGS, AT);
  await decide(books, first, on("F2"), DEFAULT_SETTINGS, AT);
  await undo(books, second, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 partly_paid", "P1:5 no_receivable"]);
  const told = await select(
    books,
    "select candidates -> 0 ->> 'number' as number from deviation where code = 'partly_paid' and state = 'open'",
  );
  expect(told).toEqual([{ number: "F2" }]);
});

test("an accepted part payment whose own decision was taken back is closed when the accepting is taken back", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([{ amount: 4_000, reference1: "lost" }]);
  await shop.night();
  const first = await idOf("no_receivable");
  await decide(books, first, { ...ANNA, match: [{ kind: "invoice", number: "F1" }] }, DEFAULT_SETTINGS, AT);
  const part = await idOf("partly_paid");
  await decide(books, part, { ...ANNA, accept: true, why: "known" }, DEFAULT_SETTINGS, AT);
  await undo(books, first, ANNA, DEFAULT_SETTINGS, AT);
  await undo(books, part, ANNA, DEFAULT_SETTINGS, AT);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable"]);
});
