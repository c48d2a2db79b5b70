/** After all tests: the run's databases and server go away, and the output says what the queue was tested on. */
import { dropRunDatabases } from "./database.ts";
import { redisProblem } from "./redis.ts";
import { endRun, notedBackends, runFolder } from "./run.ts";

export default async function globalTeardown(): Promise<void> {
  sayBackends();
  await dropRunDatabases();
  await endRun(runFolder());
}

function sayBackends(): void {
  const backends = notedBackends();
  if (backends.length === 0) return; // this run had no queue tests
  const missing = backends.some((name) => name.startsWith("Redis"))
    ? ""
    : ` Not on Redis: ${redisProblem()}.`;
  process.stderr.write(`\nQueue tests ran on: ${backends.join(", ")}.${missing}\n`);
}
