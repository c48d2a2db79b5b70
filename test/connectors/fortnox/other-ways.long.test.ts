/** The same suites where Fortnox, or the setting, is the other way; what happens most is in the fast tests. */
import { describe } from "@jest/globals";
import { paymentConformance } from "../conformance/payments.ts";
import { receivablesConformance } from "../conformance/receivables.ts";
import { openFortnox } from "./under-test.ts";

// whether a payment that is not booked lowers the balance is not documented: both ways are played
describe("where every payment lowers the balance:", () => {
  paymentConformance(
    async (clock) => {
      const system = await openFortnox(clock);
      system.server.habits.unbookedLowersBalance = true;
      return system;
    },
    { modeOfPayment: "KLARNA" },
  );
});

describe("where the whole list is read once a week:", () => {
  receivablesConformance(openFortnox, { receivables: true, fullListDays: 7 });
});
