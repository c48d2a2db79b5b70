/** The same suites where Björn Lundén, or its lists, are the other way; what is most likely is in the fast tests. */
import { describe } from "@jest/globals";
import type { Habits } from "../../stand-ins/bjornlunden/bjornlunden.ts";
import { paymentConformance } from "../conformance/payments.ts";
import { receivablesConformance } from "../conformance/receivables.ts";
import type { OpenTarget } from "../conformance/system-under-test.ts";
import { targetConformance } from "../conformance/target.ts";
import { openBjornlunden } from "./under-test.ts";

const opened =
  (habits: Partial<Habits>): OpenTarget =>
  async (clock) => {
    const system = await openBjornlunden(clock);
    Object.assign(system.server.habits, habits);
    return system;
  };

const OTHER: Partial<Habits> = {
  hasPages: false,
  hasItsDays: false,
  missingIs404: true,
  unbookedLowersBalance: true,
  overdueIsUnpaid: true,
  connectsByEntity: false,
};

describe.each<[string, Partial<Habits>]>([
  ["all that is not documented is the other way", OTHER],
  ["the amount paid is not kept on the invoice", { hasAmountPaid: false }],
  ["the sub-ledger has the invoices only", { subLedgerHasPayments: false }],
])("where %s:", (_name, habits) => {
  describe("vouchers:", () => {
    targetConformance(opened(habits));
  });
  describe("payments:", () => {
    paymentConformance(opened(habits), {}, { booksAtOnce: true });
  });
  describe("receivables:", () => {
    receivablesConformance(opened(habits), { receivables: true });
  });
});
