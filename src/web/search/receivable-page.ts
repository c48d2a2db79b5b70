/** One receivable: what the shop's list said, and the lines that have settled it. */
import { RULES } from "../../audit/explain/explanation-text.ts";
import { SETTLING_LINES_MAX, type ReceivableView } from "../../books/receivable-view.ts";
import { amountText, moneyText } from "../../format/amount.ts";
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table } from "../tables.ts";
import { kindName } from "./hits-page.ts";
import { messages } from "./messages.ts";

export function receivableContent(view: ReceivableView, language: Language): readonly Markup[] {
  const { kind, number, currency, amount, openAmount, left, settledBy } = view;
  const facts = [
    [messages.amount[language], moneyText({ amount, currency }, language)],
    [messages.openAmount[language], moneyText({ amount: openAmount, currency }, language)],
    [messages.left[language], moneyText({ amount: left, currency }, language)],
    [messages.date[language], view.date],
    [messages.orderNumber[language], view.orderNumber],
    [messages.order[language], view.orderId],
    [messages.credits[language], view.credits],
    [messages.merchantId[language], view.merchantId],
  ] as const;
  const shown = facts.flatMap(([name, fact]) =>
    fact === null || fact === "" ? [] : [markup`<dt>${name}</dt><dd>${fact}</dd>`],
  );
  const title = messages.settledBy[language];
  const columns = [
    { title: messages.line[language], kind: "main" as const },
    { title: messages.type[language] },
    { title: messages.date[language] },
    { title: messages.amount[language], kind: "number" as const },
    { title: messages.rule[language] },
  ];
  const rows = settledBy.map((one) => [
    { text: `${one.paymentReference}:${one.row}`, href: `/lines/${one.lineId}` },
    one.type,
    one.date,
    amountText(one.amount, currency, language),
    RULES[one.rule]?.[language] ?? one.rule,
  ]);
  const more =
    settledBy.length === SETTLING_LINES_MAX
      ? markup`${messages.onlyFirst(SETTLING_LINES_MAX)[language]}`
      : null;
  return [
    markup`<section><h1>${kindName(kind, language)} ${number}</h1><dl class="list">${shown}</dl></section>`,
    section(
      "settled",
      title,
      [rows.length === 0 ? nothing(messages.settledByNone[language]) : table(title, columns, rows)],
      more,
    ),
  ];
}
