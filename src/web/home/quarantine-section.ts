/** The section on files that were refused: what is wrong, and what to do. */
import { messages as deviation } from "../deviations/messages.ts";
import { messages } from "../messages.ts";
import type { QuarantinedFile } from "../../books/quarantined.ts";
import { deviationTexts, FILE_CODES, isDeviationCode } from "../../format/deviation-texts.ts";
import { dayAndTime } from "../../format/days.ts";
import type { Language } from "../../message.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import type { PageData } from "./page-data.ts";
import { todoOnPage } from "../deviations/todo.ts";
import { withoutCommand } from "../say.ts";
import { section } from "../section.ts";

/** null when there are none. */
export function quarantineSection({ language, timeZone, quarantined, gauges }: PageData): Markup | null {
  if (quarantined.length === 0) return null;
  const all = gauges.openDeviations
    .filter(({ code }) => isDeviationCode(code) && FILE_CODES.has(code))
    .reduce((total, { count }) => total + count, 0);
  return section(
    "quarantine",
    messages.quarantine[language],
    quarantined.map((file) => article(file, language, timeZone)),
    all > quarantined.length
      ? markup`${messages.latestShown[language]}<a href="/deviations">${messages.deviations[language]}</a>`
      : null,
  );
}

function article(file: QuarantinedFile, language: Language, timeZone: string): Markup {
  const { deviationId, code, name, openedAt, refusals } = file;
  const usual = isDeviationCode(code) ? deviationTexts(code, { id: deviationId, file: name }) : null;
  const [first] = refusals;
  const what = first?.what ?? usual?.cause;
  const todo = first?.todo ?? (isDeviationCode(code) ? todoOnPage(code) : undefined);
  const more = refusals.length > 1 ? `${messages.moreErrors(refusals.length - 1)[language]} ` : "";
  return markup`<article>
<h3>${name} <small class="when">${dayAndTime(openedAt, timeZone, language)}</small></h3>
<p>${sentence(withoutCommand(what?.[language] ?? code))}</p>
<p><b>${messages.todo[language]}</b> ${sentence(withoutCommand(todo?.[language] ?? ""))}</p>
<p class="more">${more}${messages.quarantineCloses[language]} <a href="/deviations/${String(deviationId)}">${deviation.deviation(deviationId)[language]}</a></p>
</article>`;
}
