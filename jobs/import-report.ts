import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ fileId: z.string().regex(/^\d+$/) });

/** Parses, verifies and imports one claimed report file. */
export const importReport = {
  name: "import-report",
  payload,
  id: ({ fileId }) => `file-${fileId}`,
  retry: { attempts: 8, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
