import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ runId: z.string().regex(/^\d+$/) });

/** Match everything that is open, and book what was decided. */
export const matchRun = {
  name: "match-run",
  payload,
  id: ({ runId }) => `settle-${runId}`,
  retry: { attempts: 6, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
