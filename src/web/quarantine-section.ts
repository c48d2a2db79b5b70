/** The section on files that were refused: what is wrong, and what to do. */
import type { QuarantinedFile } from "../books/quarantined.ts";
import { deviationTexts, FILE_CODES, isDeviationCode } from "../format/deviation-texts.ts";
import { dayAndTime } from "../format/days.ts";
import type { Language } from "../message.ts";
import { markup, sentence, type Markup } from "./markup.ts";
import type { PageData } from "./page-data.ts";
import { section } from "./section.ts";

/** null when there are none. */
export function quarantineSection({ language, timeZone, quarantined, gauges }: PageData): Markup | null {
  if (quarantined.length === 0) return null;
  const words = {
    sv: { title: "Filer i karantän", more: "Här visas de senaste. Alla: " },
    en: { title: "Files in quarantine", more: "These are the latest. All: " },
  }[language];
  const all = gauges.openDeviations
    .filter(({ code }) => isDeviationCode(code) && FILE_CODES.has(code))
    .reduce((total, { count }) => total + count, 0);
  return section(
    "quarantine",
    words.title,
    quarantined.map((file) => article(file, language, timeZone)),
    all > quarantined.length ? markup`${words.more}<code>kvitt deviations</code>` : null,
  );
}

function article(file: QuarantinedFile, language: Language, timeZone: string): Markup {
  const { deviationId, code, name, openedAt, refusals } = file;
  const accept = `\`kvitt resolve ${deviationId} --accept --why "…"\``;
  const words = {
    sv: {
      todo: "Att göra:",
      more: (count: number) => `… och ${count} fel till; se .reason.json bredvid filen.`,
      ends: `Avvikelsen stängs när en rättad fil med samma namn har lästs in, eller med ${accept}.`,
    },
    en: {
      todo: "What to do:",
      more: (count: number) => `… and ${count} more; see .reason.json beside the file.`,
      ends: `The deviation closes when a mended file of the same name has been taken in, or with ${accept}.`,
    },
  }[language];
  const usual = isDeviationCode(code) ? deviationTexts(code, { id: deviationId, file: name }) : null;
  const [first] = refusals;
  const what = first?.what ?? usual?.cause;
  const todo = first?.todo ?? usual?.todo;
  return markup`<article>
<h3>${name} <small class="when">${dayAndTime(openedAt, timeZone, language)}</small></h3>
<p>${sentence(what?.[language] ?? code)}</p>
<p><b>${words.todo}</b> ${sentence(todo?.[language] ?? "")}</p>
<p class="more">${refusals.length > 1 ? `${words.more(refusals.length - 1)} ` : ""}${sentence(words.ends)}</p>
</article>`;
}
