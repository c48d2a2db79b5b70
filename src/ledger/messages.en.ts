/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  payout: "payout",
  vatFees: "VAT on fees",
  correctedFees: "Corrected fees",
  debtRepaid: "Debt repaid",
  newDebt: "New debt",
  reverseCharge: "Reverse charge 25 %",
  corrects: "Corrects",
  textOf: "",
  forText: (movedFrom: string) => ` (for ${movedFrom})`,
  late: "late match",
  takenBack: "taken back by ",
} satisfies typeof sv;
