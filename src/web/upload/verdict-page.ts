/** What Kvitt found in an uploaded file, before anything is taken in: what is wrong and where, or what would come in. */
import type { Language } from "../../message.ts";
import { kindOf, type FileCheck, type Verdict } from "../../pipeline/check-file.ts";
import type { ExcerptLine } from "../../reports/check/excerpt.ts";
import type { Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { withoutCommand } from "../say.ts";
import { faultsOf, type Fault } from "./faults.ts";
import type { HeldFile } from "./hold.ts";
import { listSections, reportSections } from "./found-sections.ts";
import { messages } from "./messages.ts";

export const FAULTS_SHOWN = 10;

export interface VerdictPage {
  readonly held: HeldFile;
  readonly check: FileCheck;
  readonly verdict: Verdict;
  /** One for each of the first faults; empty where the fault has no place. */
  readonly excerpts: readonly (readonly ExcerptLine[])[];
  /** The file is a table, whose columns can be chosen. */
  readonly isTable: boolean;
  readonly says: Markup | null;
  readonly nightlyAt: string;
  readonly visitor: Visitor | null;
  readonly language: Language;
}

export function verdictContent(page: VerdictPage): readonly Markup[] {
  const { held, check, verdict, says, visitor, language, isTable } = page;
  const kind = kindOf(check);
  const faults = faultsOf(check);
  return [
    ...(says === null ? [] : [says]),
    markup`<section><h1>${held.name}</h1>
<p class="headline ${verdict}" role="status">${messages.kinds[kind][language]}: ${messages.verdicts[verdict][language]}</p>
${summary(check, language)}
${actions(page)}
<form method="post" action="/upload/${held.id}/throw-away" class="decision">${formField(visitor)}
<p><button class="plain">${messages.throwAway[language]}</button> <a href="/upload">${messages.back[language]}</a></p></form></section>`,
    ...(faults.length === 0 ? [] : [faultsSection(faults, page)]),
    ...(isTable && (kind === "unknown" || kind === "list") && verdict === "trouble"
      ? [mapSection(held, language)]
      : []),
    ...(check.kind === "report" ? reportSections(check.report, language) : []),
    ...(check.kind === "list" ? listSections(check.list, language) : []),
  ];
}

function summary(check: FileCheck, language: Language): Markup | null {
  if (check.kind === "rates")
    return check.problem === null
      ? markup`<p>${messages.ratesFound(check.rates.length)[language]}</p>`
      : null;
  if (check.kind === "report" || check.list.refusals.length > 0) return null;
  const { rows, refusedCount } = check.list;
  const counts = { rows: String(rows), refused: String(refusedCount) };
  return markup`<p>${messages.rowsReadable(counts)[language]}</p>`;
}

function actions(page: VerdictPage): Markup | null {
  const { held, check, verdict, visitor, language } = page;
  if (verdict === "trouble") return null;
  const preview = markup`<form method="post" action="/upload/${held.id}/preview" class="decision">${formField(visitor)}
<p><button class="plain">${messages.preview[language]}</button></p></form>`;
  return markup`${[takeInForm(page), ...(check.kind === "report" ? [preview] : [])]}`;
}

/** Now, or with the night; rates are added at once. */
export function takeInForm({
  held,
  check,
  nightlyAt,
  visitor,
  language,
}: Pick<VerdictPage, "held" | "check" | "nightlyAt" | "visitor" | "language">): Markup {
  const buttons =
    check.kind === "rates"
      ? markup`<button name="when" value="tonight">${messages.takeInRates[language]}</button>`
      : markup`<button name="when" value="now">${messages.takeInNow[language]}</button>
<button name="when" value="tonight" class="plain">${messages.takeInTonight(nightlyAt)[language]}</button>`;
  return markup`<form method="post" action="/upload/take-in" class="decision">${formField(visitor)}
<input type="hidden" name="id" value="${held.id}"><p>${[buttons]}</p></form>`;
}

function mapSection(held: HeldFile, language: Language): Markup {
  const title = messages.isItAList[language];
  return section("map", title, [
    markup`<p><a href="/upload/${held.id}/map">${messages.chooseColumns[language]}</a></p>`,
  ]);
}

function faultsSection(faults: readonly Fault[], { excerpts, language }: VerdictPage): Markup {
  const shown = faults.slice(0, FAULTS_SHOWN);
  const articles = shown.map((fault, at) => faultArticle(fault, excerpts[at] ?? [], language));
  const more = faults.length - shown.length;
  return section("faults", messages.whatIsWrong[language], [
    ...articles,
    ...(more > 0 ? [nothing(messages.andMore(more)[language])] : []),
  ]);
}

export function faultArticle(fault: Fault, excerpt: readonly ExcerptLine[], language: Language): Markup {
  const { line, column, found, what, todo } = fault;
  const place = line === null ? (column ?? "") : messages.place({ line, column: column ?? "" })[language];
  const raw =
    line === null || found === null
      ? null
      : markup`<p>${messages.rawValue[language]} <code>${found === "" ? messages.nothingThere[language] : found}</code></p>`;
  return markup`<article>${place === "" ? null : markup`<h3>${place}</h3>`}
<p>${withoutCommand(what[language])}</p>${raw}
${todo === null ? null : markup`<p><b>${messages.whatToDo[language]}</b> ${sentence(withoutCommand(todo[language]))}</p>`}
${excerpt.length === 0 ? null : excerptTable(excerpt, language)}</article>`;
}

/** Cells before the refused one that are shown, beside the line's first. */
const CELLS_BEFORE = 2;

/**
 * The lines as they stand in the file; what lies between a line's first cell and the refused one is left out where it would push that
 * one off the screen. It scrolls by itself, by keys too, so that the page does not.
 */
function excerptTable(lines: readonly ExcerptLine[], language: Language): Markup {
  const title = messages.inTheFile[language];
  const refused = lines.find((one) => one.refusedAt !== null)?.refusedAt ?? 0;
  const from = refused - CELLS_BEFORE;
  const rows = lines.map(({ line, cells, refusedAt, isRefused }) => {
    const shown = cells.flatMap((text, at) => {
      if (at > 0 && at < from) return at === 1 ? [markup`<td>…</td>`] : [];
      return at === refusedAt
        ? markup`<td class="refused"><mark>${text === "" ? messages.nothingThere[language] : text}</mark><span class="unseen"> (${messages.refusedCell[language]})</span></td>`
        : markup`<td>${text}</td>`;
    });
    const whole = isRefused && refusedAt === null ? markup` class="refused"` : null;
    return markup`<tr${whole}><th scope="row">${line}</th>${shown}</tr>`;
  });
  return markup`<div class="excerpt" role="group" tabindex="0" aria-label="${title}"><table><caption>${title}</caption><tbody>${rows}</tbody></table></div>`;
}
