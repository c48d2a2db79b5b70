/** Every scenario of the matrix, in the order of the table. A new one is added here. */
import type { Scenario } from "../matrix/scenario.ts";
import { diskScenarios } from "./disk.ts";
import { killsAtEveryAwait, killsInARow } from "./kills.ts";
import { mailScenarios } from "./mail.ts";
import { postgresScenarios } from "./postgres.ts";
import { redisScenarios } from "./redis.ts";
import {
  clockJumps,
  killedWithTheProductsLock,
  outOfMemory,
  severalAtOnce,
  stoppedMidWork,
} from "./stops.ts";

export const SCENARIOS: readonly Scenario[] = [
  killsAtEveryAwait,
  killsInARow,
  killedWithTheProductsLock,
  stoppedMidWork,
  outOfMemory,
  severalAtOnce,
  ...postgresScenarios,
  ...redisScenarios,
  ...mailScenarios,
  ...diskScenarios,
  clockJumps,
];
