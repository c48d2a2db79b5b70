/** Open deviations: by kind, newest first. */
import type { DeviationView } from "../../books/views.ts";
import { amountText } from "../../format/amount.ts";
import { ageText, daysSince } from "../../format/days.ts";
import { DEVIATION_CODES, deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";

export interface DeviationList {
  readonly deviations: readonly DeviationView[];
  /** There are older ones. */
  readonly isMore: boolean;
  readonly counts: readonly { readonly code: string; readonly count: number }[];
  /** Only this kind is shown; null: all. */
  readonly code: string | null;
  readonly language: Language;
  readonly now: Date;
}

export function listContent(list: DeviationList): readonly Markup[] {
  const { deviations, isMore, counts, code, language, now } = list;
  const title = messages.deviations[language];
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const ordered = DEVIATION_CODES.flatMap((one) => counts.filter((count) => count.code === one));
  const filter = [
    filterLink("/deviations", messages.all[language], total, code === null),
    ...ordered.map((one) =>
      filterLink(`/deviations?code=${one.code}`, titleOf(one.code, language), one.count, code === one.code),
    ),
  ];
  const last = deviations.at(-1);
  const kind = code === null ? "" : `code=${code}&`;
  return [
    markup`<section><h1>${title}</h1>
<nav class="filter" aria-label="${messages.kind[language]}">${filter}</nav>
${deviations.length === 0 ? nothing(messages.none[language]) : deviationList(deviations, { language, now })}
${isMore && last !== undefined ? markup`<p class="more"><a href="/deviations?${kind}before=${last.id}" rel="next">${messages.older[language]}</a></p>` : null}
<p class="more">${messages.keys[language]}</p></section>`,
  ];
}

function filterLink(href: string, text: string, count: number, current: boolean): Markup {
  return markup`<a href="${href}"${current ? markup` aria-current="true"` : null}>${text} <span class="count">${count}</span></a>`;
}

export function titleOf(code: string, language: Language): string {
  return isDeviationCode(code) ? deviationTexts(code).title[language] : code;
}

export function deviationList(
  deviations: readonly DeviationView[],
  { language, now }: { readonly language: Language; readonly now: Date },
): Markup {
  const columns = [
    { title: messages.kind[language], kind: "main" as const },
    { title: messages.payout[language] },
    { title: messages.line[language], kind: "number" as const },
    { title: messages.amount[language], kind: "number" as const },
    { title: messages.expectedAndFound[language] },
    { title: messages.age[language], kind: "number" as const },
  ];
  return table(
    messages.deviations[language],
    columns,
    deviations.map((one) => cells(one, language, now)),
  );
}

function cells(one: DeviationView, language: Language, now: Date): readonly (Cell | string)[] {
  const { id, code, line, file, amount, currency, expected, found, openedAt } = one;
  const money = (value: string) => amountText(value, currency ?? "SEK", language);
  const about = line?.merchantReference1 ?? line?.orderId ?? file;
  return [
    {
      text: titleOf(code, language),
      href: `/deviations/${id}`,
      ...(about === null || about === undefined ? {} : { note: about }),
    },
    one.paymentReference ?? "",
    line === null ? "" : String(line.row),
    amount === null ? "" : `${money(amount)} ${currency ?? ""}`.trim(),
    [expected, found === amount ? null : found]
      .flatMap((value) => (value === null ? [] : money(value)))
      .join(" / "),
    ageText(daysSince(openedAt, now), language),
  ];
}
