/** What a receivable says itself forbids to settle it, however well it agrees otherwise (CONTRACT §5, version 2). */
import { freshShop } from "./fresh-shop.ts";
import { describe, expect, test } from "@jest/globals";
import { rows, type Books } from "../../src/books/database.ts";
import type { Settings } from "../../src/config/settings.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { Scenario } from "./scenario.ts";

let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

/** "P1:4 uncertain invoice:1003 order_number 1003/1001" for each open deviation with its candidates. */
async function told(): Promise<string[]> {
  const found = await rows(
    books,
    { said: "text" },
    `select d.payment_reference || ':' || l.row || ' ' || d.code
            || coalesce((select string_agg(' ' || (c ->> 'kind') || ':' || (c ->> 'number')
                 || coalesce((select string_agg(' ' || (x ->> 'what') || ' ' || (x ->> 'line') || '/' || (x ->> 'receivable'), '')
                                from jsonb_array_elements(c -> 'contradictions') x), ''), '')
                 from jsonb_array_elements(d.candidates) c), '') as said
       from deviation d join line l on l.id = d.line_id where d.state = 'open' order by 1`,
  );
  return found.map(({ said }) => said);
}

function settingsWith(references: Record<string, string>): Settings {
  const read = readSettings("test", { merchants: { K1: { references } } });
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

describe("contradictions", () => {
  test("an invoice of another order is not settled by its number", async () => {
    await shop.receivables([{ number: "1003", orderNumber: "1001", amount: 299 }]);
    await shop.payout([{ amount: 299, orderId: "oid-3", captureId: "c3", reference1: "1003" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual([]);
    expect(await told()).toEqual(["P1:4 uncertain invoice:1003 order_number 1003/1001"]);
  });

  test("the invoice of the order is settled in part although another's number agrees to the öre", async () => {
    await shop.receivables([
      { number: "1003", orderNumber: "1001", amount: 500 },
      { number: "1005", orderNumber: "1003", amount: 800 },
    ]);
    await shop.payout([{ amount: 500, orderId: "oid-3", reference1: "1003" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> 1005 500 part@3"]);
  });

  test("two order ids that differ contradict on every rung", async () => {
    await shop.receivables([{ number: "F77", orderNumber: "1001", orderId: "o1", amount: 299 }]);
    await shop.payout([{ amount: 299, orderId: "o2", reference1: "1001" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual([]);
    expect(await told()).toEqual(["P1:4 uncertain invoice:F77 order_id o2/o1"]);
  });

  test("another merchant's receivable is not settled, and one that says no merchant is", async () => {
    await shop.receivables([
      { kind: "order", number: "1001", amount: 299, merchantId: "K2" },
      { kind: "order", number: "1002", amount: 100 },
    ]);
    await shop.payout([
      { amount: 299, reference1: "1001" },
      { amount: 100, reference1: "1002" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:5 -> 1002 100 exact@3"]);
    expect(await told()).toEqual(["P1:4 uncertain order:1001 merchant_id K1/K2"]);
  });

  test("a capture id of an invoice that differs contradicts, one of an order does not", async () => {
    await shop.receivables([
      { number: "F1", orderNumber: "1001", captureId: "c1", amount: 299 },
      { kind: "order", number: "1002", captureId: "c1", amount: 299 },
    ]);
    await shop.payout([
      { amount: 299, captureId: "c9", reference1: "1001" },
      { amount: 299, captureId: "c9", reference1: "1002" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:5 -> 1002 299 exact@3"]);
    expect(await told()).toEqual(["P1:4 uncertain invoice:F1 capture_id c9/c1"]);
  });

  test("an id that agrees settles although the numbers differ", async () => {
    await shop.receivables([{ number: "F1", orderNumber: "1001", orderId: "o1", amount: 299 }]);
    await shop.payout([{ amount: 299, orderId: "o1", reference1: "WEB-77" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> F1 299 exact@2"]);
  });

  test("numbers that differ in leading zeros alone do not contradict", async () => {
    await shop.receivables([{ number: "1003", orderNumber: "001003", amount: 299 }]);
    await shop.payout([{ amount: 299, reference1: "1003" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> 1003 299 exact@3"]);
  });
});

describe("references", () => {
  test("a refund reference that is another credit note's number does not settle it", async () => {
    await shop.receivables([
      { kind: "credit_note", number: "4712", orderNumber: "900", amount: 200 },
      { kind: "credit_note", number: "5001", orderNumber: "1001", orderId: "o1", amount: 200 },
    ]);
    await shop.payout([
      { amount: 900, reference1: "x" },
      {
        type: "RETURN",
        amount: 200,
        orderId: "o1",
        reference1: "1001",
        refundId: "r1",
        refundReference: "4712",
      },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:5 -> 5001 200 exact@2"]);
  });

  test("the part of a refund reference after its last bar is a number too", async () => {
    await shop.receivables([{ kind: "credit_note", number: "4712", orderNumber: "1001", amount: 200 }]);
    await shop.payout([{ type: "RETURN", amount: 200, refundReference: "A|1001|4712" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> 4712 200 exact@3"]);
  });

  test("by the second reference alone only an equal amount is taken", async () => {
    await shop.receivables([
      { kind: "order", number: "4711", amount: 899 },
      { number: "F9", amount: 100 },
    ]);
    await shop.payout([
      { amount: 299, reference2: "4711" },
      { amount: 100, reference2: "F9" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:5 -> F9 100 exact@4"]);
    expect(await told()).toEqual(["P1:4 uncertain order:4711"]);
  });

  test("the second reference contradicted by the first does not settle, unless it is said to be the order number", async () => {
    await shop.receivables([{ kind: "order", number: "4711", amount: 899 }]);
    await shop.payout([{ amount: 299, reference1: "1001", reference2: "4711" }]);
    await shop.night();
    expect(await told()).toEqual(["P1:4 uncertain order:4711 order_number 1001/4711"]);
    await shop.night(settingsWith({ second: "order_number" }));
    expect(await shop.allocations()).toEqual(["P1:4 -> 4711 299 part@4"]);
  });

  test("a second reference that is to be ignored agrees with nothing", async () => {
    await shop.receivables([{ kind: "order", number: "4711", amount: 299 }]);
    await shop.payout([{ amount: 299, reference2: "4711" }]);
    await shop.night(settingsWith({ second: "ignore" }));
    expect(await told()).toEqual(["P1:4 no_receivable"]);
  });

  test("a shop that sends its invoice number is not contradicted by order numbers", async () => {
    await shop.receivables([
      { number: "1003", orderNumber: "1001", amount: 299 },
      { number: "1005", orderNumber: "1004", amount: 299 },
    ]);
    await shop.payout([
      { amount: 299, reference1: "1003" },
      { amount: 299, reference1: "1004" },
    ]);
    await shop.night(settingsWith({ first: "number" }));
    expect(await shop.allocations()).toEqual(["P1:4 -> 1003 299 exact@3"]);
    expect(await told()).toEqual(["P1:5 uncertain invoice:1005 number 1004/1005"]);
  });

  test("what looks alike on the screen is equal", async () => {
    const shown = [
      "A\u030Asa-1",
      "10\u200B02",
      "\uFEFF1003",
      "10\u00AD04",
      "WEB\u20111005",
      "\uFF11\uFF10\uFF10\uFF16",
    ];
    const meant = ["Åsa-1", "1002", "1003", "1004", "WEB-1005", "1006"];
    await shop.receivables(meant.map((number, index) => ({ kind: "order", number, amount: 100 + index })));
    await shop.payout(shown.map((reference1, index) => ({ reference1, amount: 100 + index })));
    await shop.night();
    expect((await shop.allocations()).length).toBe(6);
  });

  test("a line without a reference has that of its Klarna order, also from an earlier payout", async () => {
    await shop.receivables([
      { number: "F1", orderNumber: "1001", amount: 900 },
      { kind: "credit_note", number: "K1", orderNumber: "1001", amount: 200 },
    ]);
    await shop.payout([{ amount: 900, orderId: "o1", reference1: "1001" }]);
    await shop.night();
    await shop.payout([{ type: "RETURN", amount: 200, orderId: "o1" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> F1 900 exact@3", "P2:4 -> K1 200 exact@3"]);
  });

  test("lines of one Klarna order that name different references share none", async () => {
    await shop.receivables([{ kind: "credit_note", number: "K1", orderNumber: "1001", amount: 200 }]);
    await shop.payout([
      { amount: 900, orderId: "o1", reference1: "1001" },
      { amount: 900, orderId: "o1", reference1: "1002" },
      { type: "RETURN", amount: 200, orderId: "o1" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual([]);
  });
});

describe("credit notes that know only their invoice", () => {
  test("have its order number and ids", async () => {
    await shop.receivables([
      { number: "F1", orderNumber: "1001", orderId: "o1", amount: 900 },
      { kind: "credit_note", number: "K1", credits: "F1", amount: 200 },
    ]);
    await shop.payout([
      { amount: 900, orderId: "o1", reference1: "1001" },
      { type: "RETURN", amount: 200, orderId: "o1", reference1: "1001" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> F1 900 exact@2", "P1:5 -> K1 200 exact@2"]);
  });

  test("are contradicted by them", async () => {
    await shop.receivables([
      { number: "F9", orderNumber: "900", amount: 900 },
      { kind: "credit_note", number: "4712", credits: "F9", amount: 200 },
    ]);
    await shop.payout([{ type: "RETURN", amount: 200, reference1: "1001", refundReference: "4712" }]);
    await shop.night();
    expect(await told()).toEqual(["P1:4 uncertain credit_note:4712 order_number 1001/900"]);
  });

  test("have nothing of two invoices with one number", async () => {
    await shop.receivables([
      { number: "F1", orderNumber: "1001", amount: 900, merchantId: "K1" },
      { number: "F1", orderNumber: "1002", amount: 900, merchantId: "K2" },
      { kind: "credit_note", number: "4713", credits: "F1", amount: 200 },
      { kind: "credit_note", number: "4714", credits: "F1", amount: 30_000, merchantId: "K1" },
    ]);
    await shop.payout([
      { type: "RETURN", amount: 200, reference1: "1002" },
      { type: "RETURN", amount: 30_000, reference1: "1001" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:5 -> 4714 30000 exact@3"]);
  });
});

describe("one order", () => {
  test("among twins the one that agrees in more ways goes first", async () => {
    await shop.receivables([
      { kind: "order", number: "1001", orderId: "kl-1", amount: 299, date: "2026-03-01" },
      { kind: "order", number: "1002", orderId: "kl-1", amount: 299, date: "2026-03-01" },
    ]);
    await shop.payout([{ amount: 299, orderId: "kl-1", reference1: "1002" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> 1002 299 twin@2"]);
  });

  test("two orders with different numbers are not one by a shared order number", async () => {
    await shop.receivables([
      { kind: "order", number: "A1", orderNumber: "1001", amount: 299 },
      { kind: "order", number: "A2", orderNumber: "1001", amount: 299 },
    ]);
    await shop.payout([{ amount: 299, reference1: "1001" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual([]);
    expect(await told()).toEqual(["P1:4 ambiguous order:A1 order:A2"]);
  });
});

describe("credit notes and orders of one order together", () => {
  test("a credit note that is paid in part is told, whatever orders there are beside it", async () => {
    await shop.receivables([
      { kind: "credit_note", number: "K1", orderId: "o1", amount: 3_000 },
      { kind: "order", number: "1001", orderId: "o1", amount: 500, open: 0, currency: "EUR" },
    ]);
    await shop.payout([{ type: "RETURN", amount: 1_000, orderId: "o1" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> K1 1000 part@2"]);
    expect(await shop.deviations()).toEqual(["P1:4 partly_paid"]);
  });

  test("a credit note that is settled is told as that, though an order in another currency agrees", async () => {
    await shop.receivables([
      { kind: "credit_note", number: "K1", orderId: "o1", amount: 3_000, open: 0 },
      { kind: "order", number: "1001", orderId: "o1", amount: 500, open: 0, currency: "EUR" },
    ]);
    await shop.payout([{ type: "RETURN", amount: 1_000, orderId: "o1" }]);
    await shop.night();
    expect(await shop.deviations()).toEqual(["P1:4 already_settled"]);
  });

  test("one return settles all that is open of its order, credit note and order alike", async () => {
    await shop.receivables([
      { kind: "credit_note", number: "K1", orderId: "o1", amount: 1_000 },
      { kind: "order", number: "1001", orderId: "o1", amount: 1_000, open: 0 },
    ]);
    await shop.payout([{ type: "RETURN", amount: 2_000, orderId: "o1" }]);
    await shop.night();
    expect(await shop.allocations()).toEqual([
      "P1:4 -> 1001 1000 pay_back@2",
      "P1:4 -> K1 1000 whole_order@2",
    ]);
  });
});

describe("orders and what they have received", () => {
  test("an order that was paid before Kvitt knew it can be paid back, and no more than that", async () => {
    await shop.receivables([{ kind: "order", number: "1001", amount: 100_000, open: 0 }]);
    await shop.payout([
      { type: "RETURN", amount: 40_000, reference1: "1001" },
      { type: "RETURN", amount: 70_000, reference1: "1001" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual(["P1:4 -> 1001 40000 pay_back@3"]);
    expect(await shop.deviations()).toEqual(["P1:5 overpaid"]);
  });

  test("what an order was rounded by comes back with a refund in full", async () => {
    await shop.receivables([{ kind: "order", number: "1001", amount: 29_900 }]);
    await shop.payout([
      { amount: 29_860, reference1: "1001" },
      { type: "RETURN", amount: 10_000, reference1: "1001" },
      { type: "RETURN", amount: 19_860, reference1: "1001" },
    ]);
    await shop.night();
    expect(await shop.allocations()).toEqual([
      "P1:4 -> 1001 29900 tolerance@3",
      "P1:5 -> 1001 10000 pay_back@3",
      "P1:6 -> 1001 19900 pay_back@3",
    ]);
    expect(await shop.balances()).toEqual({});
  });

  test("a refund beyond what was received by no more than the tolerance is rounding", async () => {
    await shop.receivables([{ kind: "order", number: "1001", amount: 29_900 }]);
    await shop.payout([
      { amount: 29_940, reference1: "1001" },
      { type: "RETURN", amount: 29_940, reference1: "1001" },
    ]);
    await shop.night();
    expect(await shop.deviations()).toEqual([]);
    expect(await shop.balances()).toEqual({});
  });
});
