/** Before all tests: a folder for this run, and the end of runs that were killed. The database comes when asked. */
import { beginRun, endAbandonedRuns } from "./run.ts";

export default async function globalSetup(): Promise<void> {
  await endAbandonedRuns();
  beginRun();
}
