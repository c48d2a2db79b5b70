import { freshShop } from "../matching/fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import { rows, type Books } from "../../src/books/database.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/config/settings.ts";
import { decide } from "../../src/decisions/decide.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { Scenario } from "../matching/scenario.ts";

/** Already the 10th in Stockholm. */
const NIGHT = new Date("2026-03-09T23:30:00Z");
const LATER = new Date("2026-04-02T09:00:00Z");
const ANNA = { actor: "anna" };
let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

const withVoucher = (voucher: Partial<Settings["voucher"]>): Settings => ({
  ...DEFAULT_SETTINGS,
  voucher: { ...DEFAULT_SETTINGS.voucher, ...voucher },
});

async function open(code = "no_receivable"): Promise<bigint> {
  const [found] = await rows(
    books,
    { id: "bigint" },
    "select id from deviation where code = :code order by id desc",
    { code },
  );
  return found?.id ?? -1n;
}

async function signatures(): Promise<string[]> {
  const found = await rows(
    books,
    { said: "text" },
    `select concat_ws(' ', v.number, v.registered, v.sign, c.number) as said
       from voucher v left join voucher c on c.id = v.corrects order by v.number`,
  );
  return found.map(({ said }) => said);
}

async function lateMatch(settings = DEFAULT_SETTINGS): Promise<void> {
  await shop.payout([{ amount: 500, reference1: "F1" }]);
  await shop.night(settings);
  await shop.receivables([{ number: "F1", amount: 500 }]);
  await shop.night(settings, { at: NIGHT });
}

test("what is settled late is booked on the day it is made, and says which voucher and payout it corrects", async () => {
  await lateMatch();
  expect(await shop.vouchers()).toEqual([
    "K1 2026-03-01 Klarna utbetalning P1",
    "K2 2026-03-10 Rättar K 1, Klarna P1: sen matchning",
  ]);
  expect(await signatures()).toEqual(["1 2026-03-02 Kvitt", "2 2026-03-10 Kvitt 1"]);
});

test("with lateDate payout it is booked on the payout's day, and was made when it was made", async () => {
  await lateMatch(withVoucher({ lateDate: "payout" }));
  expect((await shop.vouchers())[1]).toBe("K2 2026-03-01 Rättar K 1, Klarna P1: sen matchning");
  expect((await signatures())[1]).toBe("2 2026-03-10 Kvitt 1");
});

test("a payout that is dated ahead is not corrected before its day", async () => {
  await shop.payout([{ amount: 500, reference1: "F1" }], { date: "2026-03-12" });
  await shop.night();
  await shop.receivables([{ number: "F1", amount: 500 }]);
  await shop.night(DEFAULT_SETTINGS, { at: NIGHT });
  expect((await shop.vouchers())[1]).toMatch(/^K2 2026-03-12 /);
});

test("a decision and its undoing say who, when and why, and what they correct", async () => {
  await shop.payout([{ amount: 500, reference1: "F1" }]);
  await shop.night();
  const id = await open();
  await decide(books, id, { ...ANNA, account: 3990, why: "gåva\ntill kund" }, DEFAULT_SETTINGS, NIGHT);
  await undo(books, id, { actor: "bo", why: "fel konto" }, DEFAULT_SETTINGS, LATER);
  expect((await shop.vouchers()).slice(1)).toEqual([
    "K2 2026-03-10 Rättar K 1, P1: anna 2026-03-10, gåva till kund",
    "K3 2026-04-02 Rättar K 2, P1: ångrat av bo 2026-04-02, fel konto",
  ]);
  expect((await signatures()).slice(1)).toEqual(["2 2026-03-10 anna 1", "3 2026-04-02 bo 2"]);
});

test("a long reason is cut in the voucher and kept whole with the decision", async () => {
  await shop.payout([{ amount: 500, reference1: "F1" }]);
  await shop.night();
  const why = "därför att ".repeat(100);
  await decide(books, await open(), { ...ANNA, account: 3990, why }, DEFAULT_SETTINGS, NIGHT);
  const text = (await shop.vouchers())[1] ?? "";
  expect(text).toMatch(/^K2 2026-03-10 Rättar K 1, P1: anna 2026-03-10, därför att därför/);
  expect(text.length).toBeLessThan(260);
  const kept = await select(
    books,
    "select cause from audit where cause is not null union select why from decision",
  );
  expect(kept).toEqual([{ cause: why }]);
});

test("a correction of an earlier fiscal year's voucher names its year", async () => {
  await shop.payout([{ amount: 500, reference1: "F1" }], { date: "2025-12-30" });
  await shop.night();
  await decide(books, await open(), { ...ANNA, account: 3990 }, DEFAULT_SETTINGS, NIGHT);
  expect(await shop.vouchers()).toEqual([
    "K1 2025-12-30 Klarna utbetalning P1",
    "K1 2026-03-10 Rättar K 1/2025, P1: anna 2026-03-10",
  ]);
});

test("whatever is made in a closed period gets the first open day and says which day it is for", async () => {
  await shop.payout([
    { amount: 500, reference1: "F1" },
    { amount: 300, reference1: "F2" },
  ]);
  await shop.night();
  await shop.receivables([{ number: "F1", amount: 500 }]);
  const closed = withVoucher({ closedThrough: "2026-03-31" });
  await shop.night(closed, { at: NIGHT });
  const id = await open();
  await decide(books, id, { ...ANNA, account: 3990, why: "gåva" }, closed, NIGHT);
  await undo(
    books,
    id,
    { actor: "bo" },
    { ...closed, voucher: { ...closed.voucher, lateDate: "payout" } },
    NIGHT,
  );
  await undoNothingInTheOpen();
  expect((await shop.vouchers()).slice(1)).toEqual([
    "K2 2026-04-01 Rättar K 1, Klarna P1 (avser 2026-03-10): sen matchning",
    "K3 2026-04-01 Rättar K 1, P1 (avser 2026-03-10): anna 2026-03-10, gåva",
    "K4 2026-04-01 Rättar K 3, P1 (avser 2026-03-01): ångrat av bo 2026-03-10",
    "K5 2026-04-02 Rättar K 1, P1: anna 2026-04-02",
  ]);

  /** After the period, nothing is said of it. */
  async function undoNothingInTheOpen(): Promise<void> {
    await decide(books, id, { ...ANNA, account: 3990 }, closed, LATER);
  }
});

test("the vouchers of single days belong to the payout; those of later nights correct it", async () => {
  const daily = withVoucher({ per: "order", closedThrough: "2026-03-05" });
  await shop.receivables([{ number: "F1", amount: 500 }]);
  await shop.payout([
    { amount: 500, reference1: "F1" },
    { amount: 300, reference1: "F2" },
  ]);
  await shop.night(daily);
  await shop.receivables([{ number: "F2", amount: 300 }]);
  await shop.night(daily, { at: NIGHT });
  expect(await shop.vouchers()).toEqual([
    "K1 2026-03-06 Klarna utbetalning P1 (avser 2026-03-01)",
    "K2 2026-03-06 Klarna F1 P1 (avser 2026-03-01)",
    "K3 2026-03-10 Rättar K 1, Klarna P1: sen matchning F2",
  ]);
});

test("Kustom's payouts are called Kustom's", async () => {
  await shop.payout([{ amount: 500, reference1: "F1" }], { issuer: "kustom" });
  await shop.night();
  await shop.receivables([{ number: "F1", amount: 500 }]);
  await shop.night(DEFAULT_SETTINGS, { at: NIGHT });
  expect(await shop.vouchers()).toEqual([
    "K1 2026-03-01 Kustom utbetalning P1",
    "K2 2026-03-10 Rättar K 1, Kustom P1: sen matchning",
  ]);
  expect((await shop.rows(1))[0]).toBe("1930 5.00 Kustom utbetalning P1");
});

test("disputes, charges and credits have a row each that names their order and dispute", async () => {
  const dispute = (number: number) => ({
    reversal_reference: `krn:klarna:eu1:dispute:unauthorized:${number}`,
  });
  const lines = [
    { type: "CREDIT", amount: 1_000 },
    { type: "REVERSAL", amount: 200, reference1: "1001", extra: dispute(71) },
    { type: "REVERSAL", amount: 300, orderId: "o-1002", extra: dispute(72) },
  ];
  await shop.payout(lines);
  await shop.night();
  expect(await shop.rows(1)).toEqual([
    "1930 5.00 Klarna utbetalning P1",
    "2999 -10.00 Kreditering",
    "1516 2.00 Återkrav (chargeback) order 1001, tvist 71",
    "1516 3.00 Återkrav (chargeback) order o-1002, tvist 72",
  ]);
  await shop.payout(lines);
  await shop.night(withVoucher({ rows: "account" }));
  expect((await shop.rows(2)).slice(2)).toEqual(["1516 5.00 Återkrav (chargeback)"]);
});
