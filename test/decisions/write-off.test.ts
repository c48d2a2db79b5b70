import { freshShop } from "../matching/fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import { rows, type Books } from "../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { minor } from "../../src/money.ts";
import { decide } from "../../src/decisions/decide.ts";
import type { Decision } from "../../src/decisions/decision.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { Scenario } from "../matching/scenario.ts";

const AT = new Date("2026-03-05T09:00:00Z");
const SETTINGS = { ...DEFAULT_SETTINGS, people: { anna: { writeOffLimit: minor(5_000n) } } };
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

const resolve = (id: bigint, decision: Omit<Decision, "actor">, actor = "anna") =>
  decide(books, id, { actor, ...decision }, SETTINGS, AT);
const takeBack = (id: bigint) => undo(books, id, { actor: "anna" }, SETTINGS, AT);

/** An invoice of 100.00 of which 60.00 was paid. */
async function partlyPaid(kind: "invoice" | "order" = "invoice"): Promise<bigint> {
  await shop.receivables([{ kind, number: "F1", amount: 10_000 }]);
  await shop.payout([{ amount: 6_000, reference1: "F1" }]);
  await shop.night();
  return idOf("partly_paid");
}

test("what is left of a partly paid invoice is written off on the account a person names, and comes back", async () => {
  const id = await partlyPaid();
  await resolve(id, { account: 6351, why: "konkurs" });
  expect(await shop.deviations()).toEqual([]);
  expect(await shop.balances()).toEqual({ "1510": -10_000, "1930": 6_000, "6351": 4_000 });
  expect(await shop.rows(2)).toEqual([
    "6351 40.00 Avskriven rest av faktura F1: konkurs",
    "1510 -40.00 Faktura F1, avskriven rest",
  ]);
  expect((await shop.vouchers())[1]).toBe("K2 2026-03-05 Rättar K 1, P1: anna 2026-03-05, konkurs");
  await takeBack(id);
  expect(await shop.deviations()).toEqual(["P1:4 partly_paid"]);
  expect(await shop.balances()).toEqual({ "1510": -6_000, "1930": 6_000 });
});

test("without an account it is a bad debt, and its VAT is taken back", async () => {
  const id = await partlyPaid();
  await resolve(id, { writeOff: true, vat: 25, why: "konkurs" });
  expect(await shop.balances()).toEqual({ "1510": -10_000, "1930": 6_000, "2611": 800, "6351": 3_200 });
});

test("it may be split", async () => {
  const id = await partlyPaid();
  const split = [{ account: 3740, amount: "1.50" }];
  await expect(resolve(id, { split, why: "rabatt" })).rejects.toThrow("38.50 SEK too little");
  await resolve(id, { split, account: 3730, why: "rabatt" });
  expect(await shop.balances()).toEqual({ "1510": -10_000, "1930": 6_000, "3730": 3_850, "3740": 150 });
});

test("more than the person's limit is refused", async () => {
  const id = await partlyPaid();
  await expect(resolve(id, { writeOff: true, why: "?" }, "bo")).rejects.toThrow(
    "The open amount is 40.00 SEK, and the limit of bo is 1.00 SEK",
  );
  expect(await shop.deviations()).toEqual(["P1:4 partly_paid"]);
});

test("the limit is in the book currency: euros are held to it by their rate, and without one to the tolerance", async () => {
  await shop.receivables([{ number: "E1", amount: 2_000, currency: "EUR" }]);
  await shop.payout([{ amount: 1_500, reference1: "E1" }], { currency: "EUR" });
  await shop.night();
  const id = await idOf("partly_paid");
  // 5.00 EUR of at most 50.00 SEK
  const at = (rate: string) => ({ ...SETTINGS, rates: { EUR: { "2026-02-28": rate } } });
  const write = (settings: typeof SETTINGS) =>
    decide(books, id, { writeOff: true, why: "konkurs", actor: "anna" }, settings, AT);
  await expect(write(SETTINGS)).rejects.toThrow(
    "The open amount is 5.00 EUR, and the limit of anna is 0.05 EUR",
  );
  await expect(write(at("11.4523"))).rejects.toThrow("the limit of anna is 4.36 EUR");
  await write(at("10.00"));
  expect(await shop.deviations()).toEqual(["P1 needs_rate"]);
});

test("a later payment is already settled, and settles again when the write-off is taken back", async () => {
  const id = await partlyPaid();
  await resolve(id, { writeOff: true, why: "konkurs" });
  await shop.payout([{ amount: 4_000, reference1: "F1" }]);
  await shop.night();
  expect(await shop.deviations()).toEqual(["P2:4 already_settled"]);
  await takeBack(id);
  await shop.night();
  expect(await shop.deviations()).toEqual([]);
  expect(await shop.balances()).toEqual({ "1510": -10_000, "1930": 10_000 });
});

test("what is left of a credit note is written off on the other side", async () => {
  await shop.receivables([{ kind: "credit_note", number: "C1", amount: 5_000 }]);
  await shop.payout([
    { type: "CREDIT", amount: 9_000 },
    { type: "RETURN", amount: 3_000, reference1: "C1" },
  ]);
  await shop.night();
  await resolve(await idOf("partly_paid"), { account: 3990, why: "aldrig utbetald" });
  expect(await shop.balances()).toEqual({ "1510": 5_000, "1930": 6_000, "2999": -9_000, "3990": -2_000 });
});

test("of an order, what was written off cannot be paid back", async () => {
  const id = await partlyPaid("order");
  await resolve(id, { writeOff: true, why: "konkurs" });
  await shop.payout([
    { type: "CREDIT", amount: 20_000 },
    { type: "RETURN", amount: 10_000, reference1: "F1" },
  ]);
  await shop.night();
  expect(await shop.deviations()).toContain("P2:5 overpaid");
  await shop.payout([
    { type: "CREDIT", amount: 20_000 },
    { type: "RETURN", amount: 6_000, reference1: "F1" },
  ]);
  await shop.night();
  expect(await shop.deviations()).not.toContain("P3:5 overpaid");
});

test("all part payments of the invoice are answered by it, and open again with it", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([
    { amount: 4_000, reference1: "F1" },
    { amount: 3_000, reference1: "F1" },
  ]);
  await shop.night();
  expect(await shop.deviations()).toEqual(["P1:4 partly_paid", "P1:5 partly_paid"]);
  const id = await idOf("partly_paid");
  await resolve(id, { writeOff: true, why: "konkurs" });
  expect(await shop.deviations()).toEqual([]);
  await takeBack(id);
  expect(await shop.deviations()).toEqual(["P1:4 partly_paid", "P1:5 partly_paid"]);
});

test("a payment under a write-off is taken back after it, not before", async () => {
  await shop.receivables([{ number: "F1", amount: 10_000 }]);
  await shop.payout([{ amount: 6_000, reference1: "lost" }]);
  await shop.night();
  const line = await idOf("no_receivable");
  await resolve(line, { match: [{ kind: "invoice", number: "F1" }] });
  const part = await idOf("partly_paid");
  await resolve(part, { writeOff: true, why: "konkurs" });
  await expect(takeBack(line)).rejects.toThrow("the rest of F1 is written off");
  await takeBack(part);
  await takeBack(line);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable"]);
  expect(await shop.balances()).toEqual({ "1686": -6_000, "1930": 6_000 });
});

test("only what is left of a receivable is written off", async () => {
  await shop.payout([{ amount: 6_000, reference1: "lost" }]);
  await shop.night();
  await expect(resolve(await idOf("no_receivable"), { writeOff: true, why: "?" })).rejects.toThrow(
    "has no open amount to write off",
  );
});

test("the database refuses more than what is open, and a write-off that nobody decided", async () => {
  const id = await partlyPaid();
  await resolve(id, { writeOff: true, why: "konkurs" });
  const [written] = await rows(
    books,
    { decision: "bigint", line: "bigint", receivable: "bigint" },
    `select decision_id as decision, line_id as line, receivable_id as receivable from allocation where rule = 'written_off'`,
  );
  const insert = (decision: bigint | null) =>
    select(
      books,
      `insert into allocation (line_id, receivable_id, effect, line_amount, receivable_amount, rule, rules, decision_id)
       values (:line, :receivable, 'settles', 0, 1, 'written_off', 2, :decision)`,
      { line: written?.line, receivable: written?.receivable, decision },
    );
  await expect(insert(written?.decision ?? null)).rejects.toThrow("beyond the open amount");
  await expect(insert(null)).rejects.toThrow("allocation_direction");
});

test("a line that is split with VAT has a row for each account, and a chargeback too", async () => {
  await shop.payout([
    { amount: 12_500, reference1: "lost" },
    { type: "REVERSAL", amount: 1_000, reference1: "1001" },
  ]);
  await shop.night();
  const line = await idOf("no_receivable");
  const split = [{ account: 3001, amount: "100.00" }];
  await resolve(line, { split, account: 2420, vat: 25, why: "presentkort" });
  expect(await shop.rows(2)).toEqual([
    "2420 -25.00 Order lost: presentkort",
    "2611 -20.00 Order lost: presentkort",
    "3001 -80.00 Order lost: presentkort",
    "1686 125.00 Matchad, order lost",
  ]);
  const dispute = await idOf("chargeback");
  await resolve(dispute, { split: [{ account: 6351, amount: "4.00" }], account: 6352, why: "förlorad" });
  expect((await shop.rows(3)).slice(0, 2)).toEqual([
    "6351 4.00 Återkrav (chargeback) order 1001: förlorad",
    "6352 6.00 Återkrav (chargeback) order 1001: förlorad",
  ]);
  await takeBack(line);
  await takeBack(dispute);
  expect(await shop.balances()).toEqual({ "1516": 1_000, "1686": -12_500, "1930": 11_500 });
});
