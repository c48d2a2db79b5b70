/** Every scenario of the matrix, in the order of the table. A new one is added here. */
import type { Scenario } from "../matrix/scenario.ts";
import { killsAtEveryAwait, killsInARow } from "./kills.ts";

export const SCENARIOS: readonly Scenario[] = [killsAtEveryAwait, killsInARow];
