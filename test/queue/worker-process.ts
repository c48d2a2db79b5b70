/** A worker in a process of its own, for tests that kill it: takes one job, says so on stdout, and never ends it. */
import { z } from "zod";
import { silentLog } from "../../src/log.ts";
import { openQueues } from "../../src/queue/open-queues.ts";

const Where = z.object({
  databaseUrl: z.string(),
  redisUrl: z.string().optional(),
  prefix: z.string(),
  kind: z.string(),
});
const { kind: name, ...where } = Where.parse(JSON.parse(process.argv[2] ?? ""));

const queues = await openQueues({ ...where, log: silentLog, lockMs: 2_000 });
const kind = {
  name,
  payload: z.strictObject({ number: z.string() }),
  id: ({ number }: { number: string }) => `number-${number}`,
  retry: { attempts: 3, firstDelayMs: 50 },
};
const forEver = (): Promise<never> =>
  new Promise(() => {
    process.stdout.write("taken\n");
  });
await queues.work(kind, forEver, { onFailed: () => Promise.resolve() });
