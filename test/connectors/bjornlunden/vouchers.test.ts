/** Vouchers to Björn Lundén. */
import { targetConformance } from "../conformance/target.ts";
import { openBjornlunden } from "./under-test.ts";

targetConformance(openBjornlunden);
