import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ runId: z.string().regex(/^\d+$/) });

/** Compose the digest of a run: what came in, and what needs a person. */
export const digestRun = {
  name: "digest-run",
  payload,
  id: ({ runId }) => `tell-${runId}`,
  retry: { attempts: 8, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
