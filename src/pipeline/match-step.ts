/** The step of a run that matches and books: once, in the one transaction that also moves the run on. */
import { moveRun } from "../books/runs.ts";
import type { House } from "../app.ts";
import { ratesOf } from "./deliver.ts";
import { settle } from "./match.ts";

/** False: the run had been settled before. Two that try at once wait for each other, on the run's row. */
export async function settleStep(house: House, runId: bigint): Promise<boolean> {
  const { home, books, clock } = house;
  const rates = await ratesOf(house);
  const at = clock.now();
  return books.transaction(async (trx) => {
    if (!(await moveRun(trx, runId, "matching", "posting", at))) return false;
    await settle(trx, runId, home.settings, at, rates);
    return true;
  });
}
