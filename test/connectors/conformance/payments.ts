/** What every customer ledger in which invoices are paid must keep to. Called by each connector's test, with its stand-in. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { change, column, rows } from "../../../src/books/database.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { undo } from "../../../src/decisions/reverse.ts";
import type { ReceivableOf } from "../../matching/scenario.ts";
import { ConnectedShop } from "./connected-shop.ts";
import type { OpenTarget, TargetUnderTest } from "./system-under-test.ts";

/** May write off what the tests write off. */
const PEOPLE = { people: { anna: { writeOffLimit: "50.00" } } };

export interface PaymentHabits {
  /** A payment is booked by the call that makes it, and not by one of its own. */
  readonly booksAtOnce?: boolean;
}

export function paymentConformance(
  open: OpenTarget,
  paying: object,
  { booksAtOnce = false }: PaymentHabits = {},
): void {
  let shop: ConnectedShop;
  let system: TargetUnderTest;
  let sold = 0n;

  beforeAll(async () => {
    shop = await ConnectedShop.open();
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    await shop.begin(open);
    system = shop.system;
    shop.configure({ payments: "book", ...paying }, PEOPLE);
    sold = 0n;
  });
  afterEach(() => {
    expect(system.server.violations).toEqual([]);
  });

  /** Invoices and credit notes (below zero) that both the ledger and Kvitt know. */
  const sell = async (invoices: Readonly<Record<number, number>>, inLedger = true) => {
    const known: ReceivableOf[] = [];
    for (const [number, amount] of Object.entries(invoices)) {
      if (inLedger) system.sell(Number(number), BigInt(amount));
      if (inLedger) sold += BigInt(amount);
      known.push({
        number,
        amount: Math.abs(amount),
        kind: amount < 0 ? "credit_note" : "invoice",
        orderNumber: `O${number}`,
      });
    }
    await shop.shop.receivables(known);
  };
  const payout = async (lines: Readonly<Record<number, number>>, reference = "P1") => {
    const all = Object.entries(lines).map(([number, amount]) => ({
      type: amount < 0 ? "RETURN" : "SALE",
      amount: Math.abs(amount),
      reference1: `O${number}`,
    }));
    await shop.shop.payout(all, { reference });
    await shop.night();
  };
  /** The call that books; "-" where there is none. */
  const booking = () => system.operations.book ?? "-";
  const paid = (number: number) => system.payments(number).map(({ amount }) => Number(amount));
  const [payments, vouchers] = [() => `${system.system.name}-payments`, () => system.system.name];

  /** Every account in the system is as in Kvitt's books; the receivables' less what was sold there, which is what is open there. */
  const expectSameBooks = async (accounts = [1930, 1686, 3740, 6351, 1510]) => {
    const own = await shop.shop.balances();
    const theirs = Object.fromEntries(
      accounts.map((account) => [account, Number(system.balance(account) - (account === 1510 ? sold : 0n))]),
    );
    expect(theirs).toEqual(Object.fromEntries(accounts.map((account) => [account, own[account] ?? 0])));
  };
  const deviation = async (code: string) => {
    const [id = 0n] = await column(shop.books, "bigint", "select id from deviation where code = :code", {
      code,
    });
    return id;
  };

  describe("the ledger comes to the books, to the öre,", () => {
    test("where invoices and credit notes are settled, one with rounding, and a line waits", async () => {
      await sell({ 1001: 10_000, 1002: 20_000, 2001: -3_000 });
      await payout({ 1001: 10_000, 1002: 19_950, 2001: -3_000, 9999: 5_000 });
      expect(await shop.deliver()).toEqual([]);
      expect([paid(1001), paid(1002), paid(2001)]).toEqual([[10_000], [20_000], [-3_000]]);
      expect([1001, 1002, 2001].map((number) => system.openOf(number))).toEqual([0n, 0n, 0n]);
      expect(system.balance(1510)).toBe(0n);
      expect(system.balance(1686)).toBe(-5_000n);
      await expectSameBooks();
      expect(await shop.states()).toEqual([`${payments()} posted`, `${vouchers()} posted`]);
    });

    test("where an invoice is known late: the payment books it, and no voucher that moves nothing", async () => {
      system.sell(1001, 10_000n);
      sold = 10_000n;
      await payout({ 1001: 10_000 });
      await shop.deliver();
      await sell({ 1001: 10_000 }, false);
      await shop.night();
      expect(await shop.deliver()).toEqual([]);
      expect(paid(1001)).toEqual([10_000]);
      expect(system.vouchers()).toHaveLength(1);
      await expectSameBooks();
      expect(system.balance(1686)).toBe(0n);
    });

    test("where an invoice is paid in parts", async () => {
      await sell({ 1001: 10_000 });
      await payout({ 1001: 4_000 }, "P1");
      await shop.deliver();
      await payout({ 1001: 6_000 }, "P2");
      expect(await shop.deliver()).toEqual([]);
      expect(paid(1001)).toEqual([4_000, 6_000]);
      await expectSameBooks();
      expect(system.balance(1510)).toBe(0n);
    });

    test("where what is left is written off, and where that is taken back", async () => {
      await sell({ 1001: 10_000 });
      await payout({ 1001: 9_000 });
      await shop.deliver();
      const settings = shop.app().workspace.settings;
      const id = await deviation("partly_paid");
      await decide(
        shop.books,
        id,
        { writeOff: true, why: "gave up", actor: "anna" },
        settings,
        shop.clock.now(),
      );
      expect(await shop.deliver()).toEqual([]);
      expect(paid(1001)).toEqual([9_000, 1_000]);
      expect(system.openOf(1001)).toBe(0n);
      await expectSameBooks();
      await undo(shop.books, id, { actor: "anna", why: "paid after all" }, settings, shop.clock.now());
      const [told] = await shop.deliver();
      // the system does not give a booked payment back: a person cancels it there
      expect(told).toContain("is booked");
      system.cancelPayments(1001);
      expect(await shop.retry()).toEqual([]);
    });

    test("where orders are settled beside invoices", async () => {
      await sell({ 1001: 10_000 });
      await shop.shop.receivables([{ number: "O7", amount: 2_500, kind: "order" }]);
      await payout({ 1001: 10_000, 7: 2_500 });
      expect(await shop.deliver()).toEqual([]);
      expect(paid(1001)).toEqual([10_000]);
      await expectSameBooks();
    });

    test("where the voucher has one sum per account", async () => {
      shop.configure({ payments: "book", ...paying }, { voucher: { rows: "account" } });
      await sell({ 1001: 10_000, 1002: 20_000, 2001: -3_000 });
      await payout({ 1001: 10_000, 1002: 20_000, 2001: -3_000 });
      expect(await shop.deliver()).toEqual([]);
      await expectSameBooks();
      expect(system.balance(1510)).toBe(0n);
    });
  });

  test("left to be booked by a person, payments are made and not booked", async () => {
    shop.configure({ payments: "leave", ...paying }, PEOPLE);
    await sell({ 1001: 10_000 });
    await payout({ 1001: 10_000 });
    expect(await shop.deliver()).toEqual([]);
    expect(system.payments(1001)).toMatchObject([{ amount: 10_000n, booked: false }]);
    expect(system.server.count(booking())).toBe(0);
  });

  test("a payment that is not booked yet is taken away with the decision that it came of", async () => {
    shop.configure({ payments: "leave", ...paying }, PEOPLE);
    await sell({ 1001: 10_000 });
    await payout({ 1001: 9_000 });
    await shop.deliver();
    const settings = shop.app().workspace.settings;
    const id = await deviation("partly_paid");
    const decision = { writeOff: true, why: "gave up", actor: "anna" };
    await decide(shop.books, id, decision, settings, shop.clock.now());
    await shop.deliver();
    expect(paid(1001)).toEqual([9_000, 1_000]);
    await undo(shop.books, id, { actor: "anna" }, settings, shop.clock.now());
    expect(await shop.deliver()).toEqual([]);
    expect(paid(1001)).toEqual([9_000]);
  });

  test("a decision that is taken back before it was paid is never paid", async () => {
    await sell({ 1001: 10_000 });
    await payout({ 1001: 9_000 });
    await shop.deliver();
    const settings = shop.app().workspace.settings;
    const id = await deviation("partly_paid");
    system.server.fail(system.operations.pay, { kind: "status", status: 400, body: {} });
    const decision = { writeOff: true, why: "gave up", actor: "anna" };
    await decide(shop.books, id, decision, settings, shop.clock.now());
    await shop.deliver();
    await undo(shop.books, id, { actor: "anna" }, settings, shop.clock.now());
    expect(await shop.deliver()).toEqual([]);
    expect(await shop.retry()).toEqual([]);
    expect(paid(1001)).toEqual([9_000]);
    await expectSameBooks();
  });

  describe("an invoice that somebody else has paid", () => {
    test.each([
      ["booked", true],
      ["not booked", false],
    ])("(%s) is told and not paid again; the voucher goes", async (_name, booked) => {
      await sell({ 1001: 10_000, 1002: 20_000 });
      await payout({ 1001: 10_000, 1002: 20_000 });
      system.payElsewhere(1001, 10_000n, booked);
      const [told = "", ...others] = await shop.deliver();
      expect(others).toEqual([]);
      expect(told).toContain("1 of 2 payments");
      expect(told).toContain("1001");
      expect([paid(1001), paid(1002)]).toEqual([[10_000], [20_000]]);
      expect(await shop.states()).toEqual([`${payments()} failed`, `${vouchers()} posted`]);
      expect(system.vouchers()).toHaveLength(1);
    });

    test("is paid when that was wrong and is gone", async () => {
      await sell({ 1001: 10_000 });
      await payout({ 1001: 10_000 });
      system.payElsewhere(1001, 10_000n, true);
      expect(await shop.deliver()).toHaveLength(1);
      system.cancelPayments(1001);
      expect(await shop.retry()).toEqual([]);
      expect(paid(1001)).toEqual([10_000]);
      expect(system.balance(1510)).toBe(0n);
    });

    test("has a number with ours as a part of it, and is another's", async () => {
      await sell({ 1001: 10_000 });
      system.sell(11001, 10_000n);
      system.payElsewhere(11001, 10_000n, false);
      await payout({ 1001: 10_000 });
      expect(await shop.deliver()).toEqual([]);
      expect(paid(1001)).toEqual([10_000]);
    });
  });

  test("an invoice that is not there stops no other, and is paid when it is", async () => {
    await sell({ 1001: 10_000, 1002: 20_000 });
    await sell({ 1003: 30_000 }, false);
    await payout({ 1001: 10_000, 1003: 30_000, 1002: 20_000 });
    const [told] = await shop.deliver();
    expect(told).toContain("1003");
    expect([paid(1001), paid(1002), paid(1003)]).toEqual([[10_000], [20_000], []]);
    system.sell(1003, 30_000n);
    expect(await shop.retry()).toEqual([]);
    expect([paid(1001), paid(1002), paid(1003)]).toEqual([[10_000], [20_000], [30_000]]);
    expect(system.balance(1510)).toBe(0n);
  });

  describe("an answer that is lost", () => {
    test.each([
      ["after it was paid, by a cut connection", "pay", { kind: "done_then_reset" }],
      ["after it was paid, by silence", "pay", { kind: "done_then_silent" }],
      ["after it was paid, by an error", "pay", { kind: "done_then_status", status: 503 }],
      [
        "after it was paid, by an answer that says something else",
        "pay",
        { kind: "done_then_body", body: {} },
      ],
      ["before it was paid", "pay", { kind: "reset" }],
      ...(booksAtOnce
        ? []
        : ([
            ["after it was booked", "book", { kind: "done_then_reset" }],
            ["before it was booked", "book", { kind: "reset" }],
          ] as const)),
    ] as const)("%s: nothing is paid twice, and nothing is lost", async (_name, operation, fault) => {
      await sell({ 1001: 10_000, 1002: 10_000 });
      await payout({ 1001: 10_000, 1002: 10_000 });
      system.server.fail(operation === "pay" ? system.operations.pay : booking(), fault);
      expect(await shop.deliver()).toHaveLength(1);
      expect(await shop.states()).toEqual([`${payments()} pending`, `${vouchers()} posted`]);
      await shop.deliver();
      shop.clock.pass(300_000);
      await shop.deliver();
      expect([paid(1001), paid(1002)]).toEqual([[10_000], [10_000]]);
      expect(await shop.states()).toEqual([`${payments()} posted`, `${vouchers()} posted`]);
      await expectSameBooks();
    });

    test("is not found in an equal payment that was there before", async () => {
      await sell({ 1001: 20_000 });
      system.payElsewhere(1001, 10_000n, true);
      await payout({ 1001: 10_000 });
      system.server.fail(system.operations.pay, { kind: "reset" });
      await shop.deliver();
      shop.clock.pass(300_000);
      expect(await shop.deliver()).toEqual([]);
      expect(paid(1001)).toEqual([10_000, 10_000]);
      expect(system.openOf(1001)).toBe(0n);
    });

    test("is waited for before it is paid again", async () => {
      await sell({ 1001: 10_000 });
      await payout({ 1001: 10_000 });
      system.server.fail(system.operations.pay, { kind: "reset" });
      await shop.deliver();
      shop.clock.pass(30_000);
      await shop.deliver();
      expect([system.server.count(system.operations.pay), paid(1001)]).toEqual([1, []]);
    });
  });

  test("too many calls are waited for, and each invoice is paid once", async () => {
    await sell({ 1001: 10_000 });
    await payout({ 1001: 10_000 });
    system.server.fail(system.operations.pay, { kind: "status", status: 429, body: {} }, { times: 2 });
    system.server.fail(booking(), { kind: "status", status: 429, body: {} }, { times: 2 });
    expect(await shop.deliver()).toEqual([]);
    expect(paid(1001)).toEqual([10_000]);
    await expectSameBooks();
  });

  test("each payment is a row, marked as sent with what the ledger had, before the ledger is called", async () => {
    await sell({ 1001: 10_000 });
    await payout({ 1001: 10_000 });
    system.server.fail(system.operations.pay, { kind: "silent" });
    await shop.deliver();
    const kept = await rows(
      shop.books,
      { state: "text", known: "number" },
      "select state, cardinality(known) as known from invoice_payment where sent_at is not null",
    );
    expect(kept).toEqual([{ state: "sent", known: 0 }]);
  });

  test("two workers with one delivery pay each invoice once", async () => {
    await sell({ 1001: 10_000, 1002: 20_000, 1003: 30_000 });
    await payout({ 1001: 10_000, 1002: 20_000, 1003: 30_000 });
    await Promise.all([shop.deliver(0), shop.deliver(1)]);
    shop.clock.pass(300_000);
    await shop.deliver();
    expect([paid(1001), paid(1002), paid(1003)]).toEqual([[10_000], [20_000], [30_000]]);
    expect(await shop.states()).toEqual([`${payments()} posted`, `${vouchers()} posted`]);
    await expectSameBooks();
  });

  if (!booksAtOnce) bookedByACallOfItsOwn();

  test("what was paid and not recorded is not paid again", async () => {
    await sell({ 1001: 10_000 });
    await payout({ 1001: 10_000 });
    await shop.deliver();
    await change(
      shop.books,
      "update posting set state = 'pending', reference = null, posted_at = null where target like '%-payments'",
    );
    expect(await shop.deliver()).toEqual([]);
    expect(paid(1001)).toEqual([10_000]);
  });

  test("a closed period is told at the first attempt, and nothing is paid twice when it is open again", async () => {
    await sell({ 1001: 10_000 });
    await payout({ 1001: 10_000 });
    system.lockThrough("2026-03-31");
    for (const told of await shop.deliver()) expect(told).toContain("locked");
    expect(await shop.states()).toEqual([`${payments()} failed`, `${vouchers()} failed`]);
    system.lockThrough(null);
    expect(await shop.retry()).toEqual([]);
    expect(paid(1001)).toEqual([10_000]);
    await expectSameBooks();
  });

  function bookedByACallOfItsOwn(): void {
    test("a payment whose booking is refused is booked when that is cured, and not made again", async () => {
      await sell({ 1001: 10_000 });
      await payout({ 1001: 10_000 });
      system.server.fail(booking(), { kind: "status", status: 400, body: {} }, { times: 2 });
      await shop.deliver();
      await shop.deliver();
      expect(await shop.states()).toEqual([`${payments()} failed`, `${vouchers()} posted`]);
      expect(await shop.retry()).toEqual([]);
      expect(paid(1001)).toEqual([10_000]);
      await expectSameBooks();
    });

    test("a payment that a person has removed before it was booked is told, and made again only when that is asked for", async () => {
      await sell({ 1001: 10_000 });
      await payout({ 1001: 10_000 });
      system.server.fail(booking(), { kind: "status", status: 429, body: {} }, { times: 4 });
      await shop.deliver();
      expect(system.payments(1001)).toMatchObject([{ booked: false }]);
      system.removePayments(1001);
      expect(await shop.deliver()).toHaveLength(1);
      expect(await shop.states()).toEqual([`${payments()} pending`, `${vouchers()} posted`]);
      shop.clock.pass(300_000);
      const [told] = await shop.deliver();
      expect(told).toContain("was removed");
      expect(paid(1001)).toEqual([]);
      expect(await shop.retry()).toEqual([]);
      expect(paid(1001)).toEqual([10_000]);
      await expectSameBooks();
    });
  }
}
