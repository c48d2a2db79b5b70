import { z } from "zod";
import type { JobKind } from "./job-kind.ts";

const payload = z.strictObject({});

/** Find every row that should be moving and ask for its job again: the queue may be lost, the rows are not. */
export const sweep = {
  name: "sweep",
  payload,
  id: () => "sweep",
  retry: { attempts: 3, firstDelayMs: 5_000 },
} as const satisfies JobKind<typeof payload>;
