/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  shapeWords: ({ amount, lines }: { amount: (language: "sv" | "en") => string; lines: number }) =>
    `${amount("en")}, ${lines} ${lines === 1 ? "line" : "lines"}`,
  added: (added: number) => `${added} added`,
  gone: (gone: number) => `${gone} gone`,
  altered: (altered: number) => `${altered} altered`,
} satisfies typeof sv;
