import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ postingId: z.string().regex(/^\d+$/) });

/** Delivers one voucher to one target. */
export const postVoucher = {
  name: "post-voucher",
  payload,
  id: ({ postingId }) => `posting-${postingId}`,
  retry: { attempts: 8, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
