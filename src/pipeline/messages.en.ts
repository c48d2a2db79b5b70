/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  correctAndRunAgain: "Correct it and run again.",
  hasNotFailed: (id: string | null) => `${id} has not failed.`,
  seeFailures: "See what has failed: kvitt doctor",
  nothingNamed: "Name what to run again.",
  notAFailedJob: (id: string) => `There is no failed job "${id}".`,
  retrySyntax: "Write file:12, run:3, posting:7 or mail:4, or --all for everything that has failed.",
} satisfies typeof sv;
