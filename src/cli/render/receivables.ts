/** The outcome of `kvitt receivables`: how many rows went in, and each row that did not, with what to do. */
import type { ReceivablesTaken } from "../../intake/receivables/import-receivables.ts";
import type { Language } from "../../message.ts";
import { messages } from "./messages.ts";
import { rowRefusalText } from "./refusal.ts";

/** Rows shown on a terminal; `--json` has them all. */
const SHOWN_MAX = 20;

export function renderReceivables(files: readonly ReceivablesTaken[], language: Language): string {
  return files.map((file) => renderFile(file, language)).join("\n");
}

function renderFile(taken: ReceivablesTaken, language: Language): string {
  const { file, state, refused, refusedCount, notes, refusals } = taken;
  const shown = [...refusals, ...refused].slice(0, SHOWN_MAX);
  const more = refusals.length + refusedCount - shown.length;
  return [
    (state === "quarantined" ? messages.listQuarantined(file) : messages.listTaken(taken))[language],
    ...shown.map((one) => `  ${rowRefusalText(one, language)}`),
    ...(more > 0 ? [messages.andMore(more)[language]] : []),
    ...notes.map((note) => `  ${note[language]}`),
  ].join("\n");
}
