/** Payments of invoices in Fortnox. Whether one that is not booked lowers the balance is not documented: both ways are played. */
import { describe } from "@jest/globals";
import { paymentConformance } from "../conformance/payments.ts";
import { openFortnox } from "./under-test.ts";

const PAYING = { modeOfPayment: "KLARNA" };

describe("where only a booked payment lowers the balance:", () => {
  paymentConformance(openFortnox, PAYING);
});

describe("where every payment lowers the balance:", () => {
  paymentConformance(async (clock) => {
    const system = await openFortnox(clock);
    system.server.habits.unbookedLowersBalance = true;
    return system;
  }, PAYING);
});
