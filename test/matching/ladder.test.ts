import { freshShop } from "./fresh-shop.ts";
import { describe, expect, test } from "@jest/globals";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import type { Books } from "../../src/books/database.ts";
import { Scenario } from "./scenario.ts";

let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

describe("which rung decides", () => {
  test("a capture id settles before the order and the references are asked", async () => {
    await shop.receivables([
      { number: "F1", amount: 100, captureId: "c1", orderId: "o1" },
      { number: "F2", amount: 100, orderId: "o1", orderNumber: "1001" },
    ]);
    await shop.payout([{ amount: 100, captureId: "C1 ", orderId: "o1", reference1: "F2" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> F1 100 exact@1"]);
  });

  test("the merchant's own capture reference is a reference, and weaker than Klarna's order id", async () => {
    await shop.receivables([
      { number: "F1", amount: 100 },
      { number: "F2", amount: 100, orderId: "o1" },
    ]);
    await shop.payout([
      { amount: 100, captureReference: "#f1", orderId: "o1" },
      { amount: 100, captureReference: "#f1", orderId: "o2" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> F2 100 exact@2", "P1:5 -> F1 100 exact@3"]);
  });

  test("references are tried in their order, number or order number", async () => {
    await shop.receivables([
      { number: "F1", amount: 100, orderNumber: "1001" },
      { number: "F2", amount: 200 },
    ]);
    await shop.payout([
      { amount: 100, reference1: " #1001" },
      { amount: 200, reference1: "unknown", reference2: "f2" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> F1 100 exact@3", "P1:5 -> F2 200 exact@4"]);
  });

  test("a weaker rung never overrules a stronger one that has a candidate", async () => {
    await shop.receivables([
      { number: "F1", amount: 500, orderId: "o1" },
      { number: "F2", amount: 900, orderNumber: "1001" },
    ]);
    await shop.payout([{ amount: 900, orderId: "o1", reference1: "1001" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual([]);
    expect(await shop.deviations()).toEqual(["P1:4 overpaid"]);
  });

  test("leading zeros count unless nothing else is found", async () => {
    await shop.receivables([
      { number: "0042", amount: 100 },
      { number: "42", amount: 100 },
      { number: "0007", amount: 70 },
    ]);
    await shop.payout([
      { amount: 100, reference1: "0042" },
      { amount: 70, reference1: "7" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> 0042 100 exact@3", "P1:5 -> 0007 70 exact@3"]);
  });

  test("the stronger rung's answers come before a weaker one's, whatever the order of rows", async () => {
    await shop.receivables([{ number: "F1", amount: 100, captureId: "c1", orderNumber: "1001" }]);
    await shop.payout([
      { amount: 100, reference1: "1001" },
      { amount: 100, captureId: "c1" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:5 -> F1 100 exact@1"]);
    expect(await shop.deviations()).toEqual(["P1:4 already_settled"]);
  });
});

describe("what a rung answers", () => {
  test("twins of one order are paired in order of date and number", async () => {
    await shop.receivables([
      { number: "F2", amount: 100, orderId: "o1", date: "2026-01-02" },
      { number: "F1", amount: 100, orderId: "o1", date: "2026-01-02" },
      { number: "F3", amount: 100, orderId: "o1", date: "2026-01-01" },
    ]);
    await shop.payout([
      { amount: 100, orderId: "o1" },
      { amount: 100, orderId: "o1" },
      { amount: 100, orderId: "o1" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual([
      "P1:4 -> F3 100 twin@2",
      "P1:5 -> F1 100 twin@2",
      "P1:6 -> F2 100 exact@2",
    ]);
  });

  test("one order number with two order ids is two possible answers", async () => {
    await shop.receivables([
      { number: "F1", amount: 100, orderId: "o1", orderNumber: "1001" },
      { number: "F2", amount: 100, orderId: "o2", orderNumber: "1001" },
    ]);
    await shop.payout([{ amount: 100, reference1: "1001" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual([]);
    expect(await shop.deviations()).toEqual(["P1:4 ambiguous"]);
  });

  test("one line settles all that is open of its order", async () => {
    await shop.receivables([
      { number: "F1", amount: 100, orderId: "o1" },
      { number: "F2", amount: 250, orderId: "o1" },
    ]);
    await shop.payout([{ amount: 350, orderId: "o1" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual([
      "P1:4 -> F1 100 whole_order@2",
      "P1:4 -> F2 250 whole_order@2",
    ]);
    expect(await shop.balances()).toEqual({ "1510": -350, "1930": 350 });
  });

  test("each line sees what the earlier ones left open", async () => {
    await shop.receivables([
      { number: "F1", amount: 100, orderId: "o1" },
      { number: "F2", amount: 250, orderId: "o1" },
    ]);
    await shop.payout([
      { amount: 250, orderId: "o1" },
      { amount: 99, orderId: "o1" },
      { amount: 1, orderId: "o1" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> F2 250 exact@2", "P1:5 -> F1 100 tolerance@2"]);
    expect(await shop.deviations()).toEqual(["P1:6 already_settled"]);
    expect(await shop.balances()).toEqual({ "1510": -350, "1686": -1, "1930": 350, "3740": 1 });
  });

  test("a difference within the tolerance goes to rounding, both ways", async () => {
    await shop.receivables([
      { number: "F1", amount: 10_000 },
      { number: "F2", amount: 10_000 },
    ]);
    await shop.payout([
      { amount: 9_900, reference1: "F1" },
      { amount: 10_100, reference1: "F2" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual([
      "P1:4 -> F1 10000 tolerance@3",
      "P1:5 -> F2 10000 tolerance@3",
    ]);
    expect(await shop.balances()).toEqual({ "1510": -20_000, "1930": 20_000 });
  });

  test("a part payment settles in part and closes by itself when the rest arrives", async () => {
    await shop.receivables([{ number: "F1", amount: 10_000 }]);
    await shop.payout([{ amount: 4_000, reference1: "F1" }]);
    await shop.night();
    expect(await shop.deviations()).toEqual(["P1:4 partly_paid"]);
    await shop.payout([
      { amount: 2_000, reference1: "F1" },
      { amount: 4_000, reference1: "F1" },
    ]);
    await shop.night();
    expect(await shop.deviations()).toEqual([]);
    expect(await shop.deviations("closed")).toEqual(["P1:4 partly_paid", "P2:4 partly_paid"]);
    expect(await shop.balances()).toEqual({ "1510": -10_000, "1930": 10_000 });
  });

  test("another currency and a receivable without a rest are named as such", async () => {
    await shop.receivables([
      { number: "F1", amount: 100, currency: "EUR" },
      { number: "F2", amount: 100, open: 0 },
    ]);
    await shop.payout([
      { amount: 100, reference1: "F1" },
      { amount: 100, reference1: "F2" },
      { amount: 5, reference1: "F9" },
    ]);
    await shop.night();
    expect(await shop.deviations()).toEqual([
      "P1:4 currency_differs",
      "P1:5 already_settled",
      "P1:6 no_receivable",
    ]);
  });
});

describe("returns", () => {
  test("a credit note is settled, also in a payout of its own", async () => {
    await shop.receivables([{ kind: "credit_note", number: "K1", amount: 80, refundId: "r1" }]);
    await shop.payout([{ type: "RETURN", amount: 80, refundId: "r1" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> K1 80 exact@1"]);
    expect(await shop.balances()).toEqual({ "1510": 80, "2890": -80 });
  });

  test("a settled order pays back any part, and no more than it received", async () => {
    await shop.receivables([{ kind: "order", number: "1001", amount: 1_000 }]);
    await shop.payout([
      { type: "RETURN", amount: 300, reference1: "1001" },
      { amount: 1_000, reference1: "1001" },
      { type: "RETURN", amount: 700, reference1: "1001" },
      { type: "RETURN", amount: 1, reference1: "1001" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual([
      "P1:4 -> 1001 300 pay_back@3",
      "P1:5 -> 1001 1000 exact@3",
      "P1:6 -> 1001 700 pay_back@3",
    ]);
    expect(await shop.deviations()).toEqual(["P1:7 overpaid"]);
  });

  test("a return before its sale waits, and is settled in the night of the sale", async () => {
    await shop.receivables([{ kind: "order", number: "1001", amount: 1_000 }]);
    await shop.payout([{ type: "RETURN", amount: 300, reference1: "1001" }]);
    await shop.night();
    expect(await shop.deviations()).toEqual(["P1:4 no_credit_note"]);
    expect(await shop.balances()).toEqual({ "1686": 300, "2890": -300 });
    await shop.payout([{ amount: 1_000, reference1: "1001" }]);
    await shop.night();
    expect(await shop.deviations()).toEqual([]);
    expect(await shop.balances()).toEqual({ "1510": -700, "1930": 1_000, "2890": -300 });
  });
});

test("what is settled can be booked an order at a time, and the books are the same", async () => {
  await shop.receivables([
    { number: "F1", amount: 100, orderId: "o1" },
    { number: "F2", amount: 250, orderId: "o2" },
  ]);
  await shop.payout([
    { amount: 100, orderId: "o1" },
    { amount: 250, orderId: "o2" },
    { amount: 7, orderId: "o3" },
  ]);
  const voucher = { ...DEFAULT_SETTINGS.voucher, per: "order" as const };
  expect((await shop.night({ ...DEFAULT_SETTINGS, voucher })).vouchers).toBe(3);
  expect(await shop.balances()).toEqual({ "1510": -350, "1686": -7, "1930": 357 });
});

test("one return pays back all that the parts of its order have received", async () => {
  await shop.receivables([
    { kind: "order", number: "1001", amount: 1_000, orderId: "o1" },
    { kind: "order", number: "1002", amount: 500, orderId: "o1" },
  ]);
  await shop.payout([
    { amount: 1_500, orderId: "o1" },
    { type: "RETURN", amount: 1_500, orderId: "o1" },
  ]);
  await shop.night();
  expect(await shop.allocations()).toEqual([
    "P1:4 -> 1001 1000 whole_order@2",
    "P1:4 -> 1002 500 whole_order@2",
    "P1:5 -> 1001 1000 pay_back@2",
    "P1:5 -> 1002 500 pay_back@2",
  ]);
});

test("a return of the whole amount is not taken for the sale of its order", async () => {
  await shop.receivables([{ kind: "order", number: "1001", amount: 1_000 }]);
  await shop.payout([{ type: "RETURN", amount: 1_000, reference1: "1001" }]);
  await shop.night();
  expect(await shop.allocations()).toEqual([]);
  expect(await shop.deviations()).toEqual(["P1:4 no_credit_note"]);
});

test("receivables that arrive later settle what waited, in a voucher of their own", async () => {
  await shop.payout([{ amount: 100, reference1: "F1" }]);
  await shop.night();
  expect(await shop.balances()).toEqual({ "1686": -100, "1930": 100 });
  await shop.receivables([{ number: "F1", amount: 100 }]);
  await shop.night();
  expect(await shop.balances()).toEqual({ "1510": -100, "1930": 100 });
  const again = await shop.night();
  expect(again).toEqual({ payouts: 0, matched: 0, vouchers: 0 });
});

test("chargebacks and lines without an account are booked, and a person is told", async () => {
  await shop.payout([
    { type: "CREDIT", amount: 500, detailedType: "MANUAL_ENTRY" },
    { type: "REVERSAL", amount: 200 },
  ]);
  await shop.night();
  expect(await shop.balances()).toEqual({ "1516": 200, "1930": 300, "2999": -500 });
  expect(await shop.deviations()).toEqual(["P1:4 needs_account", "P1:5 chargeback"]);
});

test("the database refuses to settle a receivable beyond what is open", async () => {
  await shop.receivables([{ number: "F1", amount: 100 }]);
  await shop.payout([
    { amount: 100, reference1: "F1" },
    { amount: 100, reference1: "F9" },
  ]);
  await shop.night();
  const over = books.raw(
    `insert into allocation (line_id, receivable_id, effect, line_amount, receivable_amount, rule, rules)
     select l.id, r.id, 'settles', 1, 1, 'by_hand', 1 from line l, receivable r where l.row = 5`,
  );
  await expect(over).rejects.toThrow("beyond the open amount");
});
