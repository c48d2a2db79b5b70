import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ mailId: z.string().regex(/^\d+$/) });

/** Sends one composed e-mail. A mail server may be down for hours: the last attempt is made after about a day. */
export const sendMail = {
  name: "send-mail",
  payload,
  id: ({ mailId }) => `mail-${mailId}`,
  retry: { attempts: 14, firstDelayMs: 10_000 },
} as const satisfies JobKind<typeof payload>;
