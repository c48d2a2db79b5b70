/** What `kvitt receivables` says: how many went in, and each row that did not, with what to do. */
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
      ? { sv: `${file}: i karantän, inget är inläst`, en: `${file}: in quarantine, nothing was taken in` }[
          language
        ]
      : {
          sv: `${file}: ${inserted} nya, ${updated} ändrade, ${unchanged} oförändrade, ${refusedCount} avvisade rader${changed > 0 ? `, ${changed} avvikelse(r)` : ""}`,
          en: `${file}: ${inserted} new, ${updated} updated, ${unchanged} unchanged, ${refusedCount} rows refused${changed > 0 ? `, ${changed} deviation(s)` : ""}`,
        }[language];
  const row = { sv: "rad", en: "line" }[language];
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
    ...(more > 0 ? [{ sv: `  ... och ${more} till`, en: `  ... and ${more} more` }[language]] : []),
    ...notes.map((words) => `  ${words[language]}`),
  ].join("\n");
}
