/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  correctRunAgain: "Correct it and run again.",
  cannotRead: (path: string) => `${path} cannot be read.`,
  addRow: "",
  hasNotFailed: (id: string | null) => `${id} has not failed.`,
  seeKvittDoctor: "See what has: kvitt doctor",
  sayRunAgain: "Say what is to be run again.",
  nothingCanRunAgain: (text: string) => `"${text}" is nothing that can be run again.`,
  writeFileRunPostingMail: "Write file:12, run:3, posting:7 or mail:4, or --all for everything that failed.",
} satisfies typeof sv;
