import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ runId: z.string().regex(/^\d+$/) });

/** Imports receivables and claims the report files in the inbox. */
export const collectRun = {
  name: "collect-run",
  payload,
  id: ({ runId }) => `collect-${runId}`,
  retry: { attempts: 8, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
