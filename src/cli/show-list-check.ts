/** What `kvitt check` says of a list of receivables: what would be taken in, what is wrong, or the header map it needs. */
import type { ListCheck } from "../intake/receivables/check-list.ts";
import type { Language } from "../message.ts";

const SHOWN = 20;

export function showListCheck(check: ListCheck, language: Language): string {
  const { file, rows, refused, refusedCount, notes, refusals, proposal } = check;
  const say = (sv: string, en: string) => ({ sv, en })[language];
  const faults = [...(proposal === null ? refusals : []), ...refused].slice(0, SHOWN);
  const more = refusedCount - refused.slice(0, SHOWN).length;
  return [
    proposal !== null
      ? say(
          `${file} ser ut att vara en lista över kundfordringar med egna rubriker.`,
          `${file} seems to be a list of receivables with headers of its own.`,
        )
      : refusals.length > 0
        ? say(`✗ ${file} kan inte läsas in.`, `✗ ${file} cannot be taken in.`)
        : say(
            `✓ ${file} är en lista över kundfordringar: ${rows} ${rows === 1 ? "rad" : "rader"} kan läsas in, ${refusedCount} avvisas.`,
            `✓ ${file} is a list of receivables: ${rows} ${rows === 1 ? "row" : "rows"} can be taken in, ${refusedCount} refused.`,
          ),
    ...faults.map(({ line, column, what, todo }) => {
      const place = [line === null ? "" : `${say("rad", "line")} ${line}`, column ?? ""]
        .filter((part) => part !== "")
        .join(", ");
      return `✗ ${place === "" ? "" : `${place}: `}${what[language]} ${todo[language]}`;
    }),
    ...(more > 0 ? [say(`  … och ${more} till`, `  … and ${more} more`)] : []),
    ...notes.map((words) => `  ${words[language]}`),
    ...(proposal === null
      ? []
      : [
          say(
            "Lägg det här i kvitt.config.yaml, och jämför varje kolumn med listan:",
            "Put this into kvitt.config.yaml, and compare each column with the list:",
          ),
          "",
          proposal,
          "",
          say(
            "Kör sedan `kvitt check` på filen igen. Finns receivables: redan i filen lägger du kartan under headers:.",
            "Then run `kvitt check` on the file again. If the file has receivables: already, put the map under headers:.",
          ),
        ]),
  ].join("\n");
}
