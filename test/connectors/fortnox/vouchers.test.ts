/** Vouchers to Fortnox. */
import { targetConformance } from "../conformance/target.ts";
import { openFortnox } from "./under-test.ts";

targetConformance(openFortnox);
