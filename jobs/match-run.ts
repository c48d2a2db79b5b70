import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ runId: z.string().regex(/^\d+$/) });

/** Matches all open lines of a run, and books the result. */
export const matchRun = {
  name: "match-run",
  payload,
  id: ({ runId }) => `match-${runId}`,
  retry: { attempts: 6, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
