/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  figures: "Show the figures",
  highest: (amount: string) => `highest ${amount}`,
  payoutsByMonth: "Paid out by month",
  month: "Month",
  allMatched: "All matched",
  withOpen: "With open deviations",
  payoutsSummary: ({ from, to, all, open }: { from: string; to: string; all: string; open: string }) =>
    `From ${from} to ${to}, ${all} was paid out, of which ${open} in payouts with open deviations.`,
  clearingByAge: "Not matched on the clearing account, by age in days",
  age: "Age",
  ageDays: (days: string) => `${days} days`,
  sold: "Sold",
  returned: "Returned",
  clearingSummary: ({ sold, returned, oldest }: { sold: string; returned: string; oldest: string }) =>
    `Not matched: ${sold} sold and ${returned} returned. The oldest is ${oldest}.`,
} satisfies typeof sv;
