/** What `kvitt receivables` says: how many went in, and each row that did not, with what to do. */
import { messages } from "./messages.ts";
import type { ReceivablesTaken } from "../intake/receivables/import-receivables.ts";
import type { Language } from "../message.ts";

/** Rows shown on a terminal; `--json` has them all. */
const SHOWN = 20;

export function showReceivables(files: readonly ReceivablesTaken[], language: Language): string {
  return files.map((file) => showFile(file, language)).join("\n");
}

function showFile(taken: ReceivablesTaken, language: Language): string {
  const { file, state, inserted, updated, unchanged, changed, refused, refusedCount, notes, refusals } =
    taken;
  const head =
    state === "quarantined"
      ? messages.quarantineNothingTaken(file)[language]
      : messages.newUpdatedUnchangedRowsRefused({
          file,
          inserted,
          updated,
          unchanged,
          refusedCount,
          changed,
        })[language];
  const row = messages.line[language];
  const bad = [...refusals, ...refused].slice(0, SHOWN).map(({ line, column, what, todo }) => {
    const place = [line === null ? "" : `${row} ${line}`, column ?? ""]
      .filter((part) => part !== "")
      .join(", ");
    return `  ${place === "" ? "" : `${place}: `}${what[language]} ${todo[language]}`;
  });
  const more = refusals.length + refusedCount - bad.length;
  return [
    head,
    ...bad,
    ...(more > 0 ? [messages.andMore(more)[language]] : []),
    ...notes.map((words) => `  ${words[language]}`),
  ].join("\n");
}
