/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  month: (month: string) => `The month ${month}`,
  before: "The month before",
  after: "The month after",
  downloads: "Download",
  sie: "The month's vouchers as one SIE file",
  zip: "Everything in one zip: SIE, vouchers, reports, specification",
  specification: "The specification (CSV)",
  notInSie: (count: number) =>
    `${count === 1 ? "One voucher is" : `${count} vouchers are`} not in the SIE file yet. Add the rate (upload a file of rates), and fetch again. The rest can be fetched now.`,
  accounts: "The accounts",
  noMovements: "Nothing has been booked on these accounts up to the end of the month.",
  account: "Account",
  opening: "Opening",
  debit: "Debit",
  credit: "Credit",
  closing: "Closing",
  unexplained: "Difference",
  movements: "Movements",
  consistsOf: "The closing balance consists of",
  date: "Date",
  voucher: "Voucher",
  payout: "Payout",
  order: "Order",
  text: "Text",
  amount: "Amount",
  row: "Row",
  restInFile: (count: number) => `The first ${count} are shown. All are in the specification.`,
} satisfies typeof sv;
