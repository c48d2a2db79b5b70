import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({ scope: z.string() });

/** Starts the nightly run of a scope ("*", or a merchant with a time of its own) if it is due. */
export const startNight = {
  name: "start-night",
  payload,
  id: ({ scope }) => `night-${Buffer.from(scope).toString("hex")}`,
  retry: { attempts: 8, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
