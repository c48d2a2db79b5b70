import { expect, test } from "@jest/globals";
import { movesNothing, withoutPaid, type RowOfVoucher } from "../../src/delivery/paid-rows.ts";
import { minor } from "../../src/money.ts";

const row = (account: number, amount: number, own: Partial<RowOfVoucher> = {}): RowOfVoucher => ({
  account,
  debit: minor(BigInt(Math.max(amount, 0))),
  credit: minor(BigInt(Math.max(-amount, 0))),
  text: "",
  costCentre: null,
  project: null,
  ...own,
});
const paid = (debit: number, credit: number) => ({
  receivable: 1510,
  clearing: 1686,
  debit: minor(BigInt(debit)),
  credit: minor(BigInt(credit)),
  text: "paid",
});
const shown = (rows: readonly RowOfVoucher[] | null) =>
  rows?.map(({ account, debit, credit }) => [account, Number(debit - credit)]) ?? null;

test("what invoices are paid by is on the clearing account, in one row a side", () => {
  const rows = [row(1930, 120), row(1510, -100), row(1510, -50), row(1510, 30)];
  expect(shown(withoutPaid(rows, paid(30, 150)))).toEqual([
    [1930, 120],
    [1686, 30],
    [1686, -150],
  ]);
});

test("rows of orders stay, and of a sum only what is of invoices goes", () => {
  const rows = [row(1930, 150), row(1510, -50, { ofInvoice: false }), row(1510, -100)];
  expect(shown(withoutPaid(rows, paid(0, 100)))).toEqual([
    [1930, 150],
    [1510, -50],
    [1686, -100],
  ]);
  expect(shown(withoutPaid([row(1930, 150), row(1510, -150)], paid(0, 100)))).toEqual([
    [1930, 150],
    [1510, -50],
    [1686, -100],
  ]);
});

test("rows that do not come to the payments are refused", () => {
  expect(withoutPaid([row(1930, 50), row(1510, -50)], paid(0, 100))).toBeNull();
  expect(withoutPaid([row(1930, 50), row(1511, -50)], paid(0, 50))).toBeNull();
});

test("the cost centre and the project of the rows are kept, and a voucher that moves nothing between them is known", () => {
  const own = { costCentre: "BUTIK", project: "P1" };
  const rows = withoutPaid([row(1686, 100, own), row(1510, -100, own)], paid(0, 100));
  expect(rows).toMatchObject([own, own]);
  expect(movesNothing(rows ?? [])).toBe(true);
  expect(movesNothing([row(1686, 100, own), row(1686, -100)])).toBe(false);
});
