/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  payoutSummary: ({ amount, lines }: { amount: (language: "sv" | "en") => string; lines: number }) =>
    `${amount("en")}, ${lines} ${lines === 1 ? "line" : "lines"}`,
  linesAdded: (added: number) => `${added} added`,
  linesGone: (gone: number) => `${gone} gone`,
  linesAltered: (altered: number) => `${altered} altered`,
} satisfies typeof sv;
