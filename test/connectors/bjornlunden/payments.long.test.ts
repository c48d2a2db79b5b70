/** Payments of invoices in Björn Lundén. */
import { paymentConformance } from "../conformance/payments.ts";
import { openBjornlunden } from "./under-test.ts";

paymentConformance(openBjornlunden, {}, { booksAtOnce: true });
