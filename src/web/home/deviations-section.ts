/** The section on open deviations: grouped by code, so that the cause and the remedy are written once. */
import { messages } from "../messages.ts";
import { amountText, moneyText } from "../../format/amount.ts";
import { ageText, daysSince } from "../../format/days.ts";
import type { DeviationView } from "../../books/views.ts";
import {
  contradictionText,
  nearMissText,
  NEAR_MISSES,
  receivableName,
} from "../../format/candidate-texts.ts";
import {
  DEVIATION_CODES,
  deviationTexts,
  FILE_CODES,
  isDeviationCode,
} from "../../format/deviation-texts.ts";
import { factsText, knownFacts, referenceFact } from "../../format/line-facts.ts";
import type { Language } from "../../message.ts";
import { reportChanges } from "../deviations/report-changes.ts";
import { todoOnPage } from "../deviations/todo.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { DEVIATION_ORDERS, type PageData } from "./page-data.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell } from "../tables.ts";

const SHOWN_AT_ONCE = 5;
const CANDIDATES_MAX = 5;

export function deviationsSection(data: PageData): Markup {
  const { language, gauges } = data;
  // files have a section of their own
  const deviations = data.deviations.filter(({ code }) => !isFileCode(code));
  const all = gauges.openDeviations
    .filter(({ code }) => !isFileCode(code))
    .reduce((total, { count }) => total + count, 0);
  const codes = [...DEVIATION_CODES, ...deviations.map(({ code }) => code)];
  const groups = [...new Set(codes)].flatMap((code) => {
    const those = deviations.filter((one) => one.code === code);
    const count = gauges.openDeviations.find((one) => one.code === code)?.count ?? those.length;
    return those.length === 0 ? [] : [group(code, those, count, data)];
  });
  const content =
    all === 0 ? [nothing(messages.noDeviations[language])] : [...orderLinks(all, data), ...groups];
  const isMore = all > deviations.length;
  return section(
    "deviations",
    messages.deviations[language],
    content,
    isMore
      ? markup`${messages[data.order === "oldest" ? "oldestShown" : "latestShown"][language]}<a href="/deviations">${messages.deviations[language]}</a>, <a href="/deviations.csv">deviations.csv</a>`
      : null,
  );
}

/** Which come first within each kind, and which are shown where there are more than fit. */
function orderLinks(all: number, { order, language }: PageData): readonly Markup[] {
  if (all < 2) return [];
  const links = DEVIATION_ORDERS.map((one) => {
    const words = messages.orders[one][language];
    return one === order ? markup`<b>${words}</b>` : markup`<a href="/?order=${one}#deviations">${words}</a>`;
  });
  return [
    markup`<p>${messages.show[language]} ${links.flatMap((link, at) => (at === 0 ? [link] : [markup` · `, link]))}</p>`,
  ];
}

function isFileCode(code: string): boolean {
  return isDeviationCode(code) && FILE_CODES.has(code);
}

function group(code: string, those: readonly DeviationView[], count: number, data: PageData): Markup {
  const { language } = data;
  const [only] = those;
  const texts = isDeviationCode(code) ? deviationTexts(code, count === 1 && only ? only : {}) : null;
  const title = texts?.title[language] ?? code;
  const explained =
    texts === null || !isDeviationCode(code)
      ? null
      : markup`<p><b>${messages.likelyCause[language]}</b> ${sentence(texts.cause[language])}</p>
<p><b>${messages.todo[language]}</b> ${sentence(todoOnPage(code)[language])}</p>`;
  const [shown, rest] = [those.slice(0, SHOWN_AT_ONCE), those.slice(SHOWN_AT_ONCE)];
  const further = messages.showMore(rest.length)[language];
  return markup`<article>
<h3>${title} <span class="count">${count}</span></h3>
${explained}
${list(title, shown, data)}
${rest.length === 0 ? null : markup`<details><summary>${further}</summary>${list(title, rest, data)}</details>`}
</article>`;
}

function list(title: string, those: readonly DeviationView[], data: PageData): Markup {
  const { language } = data;
  const columns = [
    { title: messages.id[language] },
    { title: messages.reference[language] },
    { title: messages.amount[language], kind: "number" as const },
    { title: messages.expected[language], kind: "number" as const },
    { title: messages.found[language] },
    { title: messages.candidates[language] },
    { title: messages.age[language], kind: "number" as const },
  ];
  return table(
    title,
    columns,
    those.map((one) => cells(one, data)),
  );
}

function cells(one: DeviationView, { language, now, timeZone }: PageData): readonly (Cell | string)[] {
  const { line, amount, currency, expected, found } = one;
  const row = line === null ? null : messages.row(line.row)[language];
  const where = [one.paymentReference, row, line?.type].flatMap((part) => part ?? []);
  const reference = line?.merchantReference1 ?? line?.orderId ?? null;
  const facts =
    line === null
      ? ""
      : factsText(knownFacts(line, { language, timeZone, lineType: line.type }), [referenceFact(line)]);
  const notes = [...(reference === null ? [] : [where.join(" · ")]), ...(facts === "" ? [] : [facts])];
  return [
    { text: String(one.id), href: `/deviations/${one.id}` },
    { text: reference ?? where.join(" · "), note: notes },
    amount === null ? "" : `${amountText(amount, currency ?? "SEK", language)} ${currency ?? ""}`.trim(),
    moneyOrText(expected, currency, language),
    found === amount ? "" : moneyOrText(found, currency, language),
    candidatesCell(one, language),
    ageText(daysSince(one.openedAt, now), language),
  ];
}

/** The candidates; below them what contradicts each, and what is similar to the line without agreeing with it. */
function candidatesCell(one: DeviationView, language: Language): Cell {
  const { candidates, nearMisses, currency } = one;
  if (one.code === "report_changed") {
    const changes = reportChanges(one, language).slice(0, CANDIDATES_MAX);
    return { text: "", note: changes.map(([name, fact]) => `${name}: ${fact}`) };
  }
  const more = candidates.length - CANDIDATES_MAX;
  const against = candidates.slice(0, CANDIDATES_MAX).flatMap((candidate) => {
    const text = contradictionText(candidate, language);
    return text === "" ? [] : [`${receivableName(candidate.kind, candidate.number, language)}: ${text}`];
  });
  const hints = nearMisses.map((near) => {
    const open = moneyText({ amount: near.open, currency: near.currency }, language);
    return `${NEAR_MISSES[language]}: ${nearMissText(near, open, language)}`;
  });
  return {
    text: candidates
      .slice(0, CANDIDATES_MAX)
      .map((candidate) => candidateText(candidate, currency, language))
      .concat(more > 0 ? [`+${more}`] : [])
      .join(", "),
    note: [...against, ...hints],
  };
}

/** "faktura F1003 (200,00)": with its open amount. */
function candidateText(
  { kind, number, open, currency: itsOwn }: DeviationView["candidates"][number],
  currency: string | null,
  language: Language,
): string {
  const foreign = itsOwn === undefined || itsOwn === currency ? "" : ` ${itsOwn}`;
  return `${receivableName(kind, number, language)} (${moneyOrText(open, itsOwn ?? currency, language)}${foreign})`;
}

/** What was expected or found is an amount or words. */
function moneyOrText(value: string | null, currency: string | null, language: Language): string {
  return value === null ? "" : amountText(value, currency ?? "SEK", language);
}
