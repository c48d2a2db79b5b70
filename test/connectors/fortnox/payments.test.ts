/** Payments of invoices in Fortnox, where only a booked one lowers the balance (the other way: `other-ways.long.test.ts`). */
import { paymentConformance } from "../conformance/payments.ts";
import { openFortnox } from "./under-test.ts";

paymentConformance(openFortnox, { modeOfPayment: "KLARNA" });
