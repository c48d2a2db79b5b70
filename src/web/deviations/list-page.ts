/** Open deviations: by kind, newest first. */
import type { Proposal } from "../../books/proposals.ts";
import type { DeviationView } from "../../books/views.ts";
import { amountText } from "../../format/amount.ts";
import { ageText, daysSince } from "../../format/days.ts";
import { DEVIATION_CODES } from "../../format/deviation-texts.ts";
import type { Language } from "../../message.ts";
import { MANY_MAX } from "../../decisions/decide-many.ts";
import { mayDo, type Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { manyFields } from "./many-form.ts";
import { messages } from "./messages.ts";
import { waitingList } from "./proposal-section.ts";
import { titleOf } from "./title.ts";

export interface DeviationList {
  readonly deviations: readonly DeviationView[];
  /** There are older ones. */
  readonly isMore: boolean;
  readonly counts: readonly { readonly code: string; readonly count: number }[];
  /** Only this kind is shown; null: all. */
  readonly code: string | null;
  /** Every box is ticked. */
  readonly allMarked: boolean;
  /** Decisions that wait for a second person: one more than `WAITING_SHOWN`, where there are more. */
  readonly waiting: readonly Proposal[];
  /** Those of the deviations about which one waits. */
  readonly waitingIds: ReadonlySet<number>;
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly now: Date;
}

export const WAITING_SHOWN = 20;

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
  const waiting = waitingList(list.waiting, { language, now, limit: WAITING_SHOWN });
  return [
    markup`<section><h1>${title}</h1>
<nav class="filter" aria-label="${messages.kind[language]}">${filter}</nav>
${deviations.length === 0 ? empty(list, total) : deciding(list)}
${isMore && last !== undefined ? markup`<p class="more"><a href="/deviations?${kind}before=${last.id}" rel="next">${messages.older[language]}</a></p>` : null}
<p class="more">${messages.keys[language]}</p></section>`,
    ...(waiting === null ? [] : [waiting]),
  ];
}

/** Nothing is open; or nothing of what was asked for, while other things are. */
function empty({ code, language }: DeviationList, total: number): Markup {
  if (total === 0) return nothing(messages.none[language]);
  const text =
    code === null ? messages.noneOlder[language] : messages.noneOfKind(titleOf(code, language))[language];
  return markup`<p class="none">${text} <a href="/deviations">${messages.showAllOpen(total)[language]}</a></p>`;
}

/** Those of one kind can be marked and decided at once. */
function deciding(list: DeviationList): Markup {
  const { deviations, code, visitor, language, allMarked } = list;
  if (code === null || visitor === null || !mayDo(visitor.role, "decide"))
    return deviationList(deviations, list);
  const count = deviations.length;
  const mark = count > MANY_MAX ? messages.markFirst(MANY_MAX) : messages.markAll(count);
  const here = `/deviations?code=${encodeURIComponent(code)}`;
  return markup`<form method="post" action="/deviations/many/preview" class="decision">${formField(visitor)}
<input type="hidden" name="code" value="${code}">
<p><a href="${here}&amp;marked=all">${mark[language]}</a> <a href="${here}">${messages.markNone[language]}</a></p>
${deviationList(deviations, { ...list, boxes: { checked: allMarked ? MANY_MAX : 0 } })}
${manyFields(deviations, language)}</form>`;
}

function filterLink(href: string, text: string, count: number, current: boolean): Markup {
  return markup`<a href="${href}"${current ? markup` aria-current="true"` : null}>${text} <span class="count">${count}</span></a>`;
}

interface ListFrame {
  readonly language: Language;
  readonly now: Date;
  /** Those about which a proposal waits; left out where that is not shown. */
  readonly waitingIds?: ReadonlySet<number>;
  /** A box to mark each; the first so many are ticked. */
  readonly boxes?: { readonly checked: number };
}

export function deviationList(deviations: readonly DeviationView[], how: ListFrame): Markup {
  const { language } = how;
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
    deviations.map((one, index) => cells(one, index, how)),
  );
}

function cells(
  one: DeviationView,
  index: number,
  { language, now, waitingIds, boxes }: ListFrame,
): readonly (Cell | string)[] {
  const { id, code, line, file, amount, currency, expected, found, openedAt } = one;
  const money = (value: string) => amountText(value, currency ?? "SEK", language);
  const about = line?.merchantReference1 ?? line?.orderId ?? file;
  return [
    {
      text: titleOf(code, language),
      href: `/deviations/${id}`,
      note: [
        ...(about === null || about === undefined ? [] : [about]),
        ...(waitingIds?.has(id) === true ? [messages.waitsForSecond[language]] : []),
      ],
      ...(boxes === undefined
        ? {}
        : {
            box: {
              name: "id",
              value: id,
              label: messages.markOne(id)[language],
              checked: index < boxes.checked,
            },
          }),
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
