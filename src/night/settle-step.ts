/** The step of a run that matches and books: once, and then the run moves on. */
import { moveRun, runById } from "../books/runs.ts";
import type { House } from "./house.ts";
import { ratesOf } from "./post.ts";
import { settle } from "./settle.ts";

/** False: the run had been settled before. */
export async function settleStep(house: House, runId: bigint): Promise<boolean> {
  const { home, books, clock } = house;
  const run = await runById(books, runId);
  if (run?.state !== "matching") return false;
  const rates = await ratesOf(house);
  await settle(books, runId, home.settings, clock.now(), rates);
  return moveRun(books, runId, "matching", "posting", clock.now());
}
