/** Receivables out of Björn Lundén. */
import { receivablesConformance } from "../conformance/receivables.ts";
import { openBjornlunden } from "./under-test.ts";

receivablesConformance(openBjornlunden, { receivables: true });
