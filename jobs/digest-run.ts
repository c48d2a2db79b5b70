import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ runId: z.string().regex(/^\d+$/) });

/** Composes the digest of a run: what was imported, and the open deviations. */
export const digestRun = {
  name: "digest-run",
  payload,
  id: ({ runId }) => `digest-${runId}`,
  retry: { attempts: 8, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
