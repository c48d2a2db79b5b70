/** The section on files that were refused lately: what is wrong, where in the file, and what to do. */
import type { QuarantinedFile } from "../books/quarantined.ts";
import { dayAndTime } from "../mail/days.ts";
import type { Language } from "../words.ts";
import { markup, sentence, type Markup } from "./markup.ts";
import { QUARANTINE_DAYS, type PageData } from "./page-data.ts";
import { section } from "./section.ts";

/** null when there are none. */
export function quarantineSection({ language, timeZone, quarantined }: PageData): Markup | null {
  if (quarantined.length === 0) return null;
  const title = {
    sv: `Filer i karantän de senaste ${QUARANTINE_DAYS} dagarna`,
    en: `Files in quarantine, the last ${QUARANTINE_DAYS} days`,
  }[language];
  return section(
    "quarantine",
    title,
    quarantined.map((file) => article(file, language, timeZone)),
  );
}

function article({ name, at, refusals }: QuarantinedFile, language: Language, timeZone: string): Markup {
  const words = {
    sv: {
      todo: "Att göra:",
      more: (count: number) => `… och ${count} fel till; se .reason.json bredvid filen.`,
    },
    en: {
      todo: "What to do:",
      more: (count: number) => `… and ${count} more; see .reason.json beside the file.`,
    },
  }[language];
  const [first] = refusals;
  const said =
    first === undefined
      ? null
      : markup`<p>${sentence(first.what[language])}</p>
<p><b>${words.todo}</b> ${sentence(first.todo[language])}</p>`;
  const rest = refusals.length > 1 ? markup`<p class="more">${words.more(refusals.length - 1)}</p>` : null;
  return markup`<article>
<h3>${name} <small class="when">${dayAndTime(at, timeZone, language)}</small></h3>
${said}
${rest}
</article>`;
}
