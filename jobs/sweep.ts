import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({});

/** Enqueues the job of every row that is due again: the queue may lose jobs, the books do not lose rows. */
export const sweep = {
  name: "sweep",
  payload,
  id: () => "sweep",
  retry: { attempts: 3, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
