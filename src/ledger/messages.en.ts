/** English texts of this folder. They stay in the ledger: books that have been written keep the words that they were written with. */
import type { sv } from "./messages.sv.ts";

export const en = {
  // vouchers
  payout: "payout",
  corrects: "Corrects",
  forDay: (day: string) => ` (for ${day})`,
  lateMatch: "late match",
  undoneBy: (actor: string) => `undone by ${actor}`,

  // rows that no line of the report shows
  vatOnFees: "VAT on fees",
  correctedFees: "Corrected fees",
  debtRepaid: "Debt repaid",
  newDebt: "New debt",
  reverseCharge: "Reverse charge 25 %",

  // rows of matching and of decisions
  rows: {
    invoice: "Invoice",
    credit_note: "Credit note",
    order: "Order",
    rounding: "Rounding",
    unsettled: "Not settled, order",
    sold: "Sale, order",
    refunded: "Refund, order",
    settledNow: "Settled, order",
    summed: "{count} lines",
    dispute: "dispute",
    writtenOff: "Written off, rest of",
    rest: "rest written off",
  },

  // version 1 of the rules: one row for each line type
  fees: "Fees",
  feesReturned: "Fees returned",
  commission: "Commission",
  chargebacks: "Chargebacks",
  chargebacksCovered: "Chargebacks covered by merchant protection",
  heldBack: "Held back",
  released: "Released",
} satisfies typeof sv;
