/** What a search found: payouts, receivables, lines and vouchers, each leading to its page. */
import type { FoundPayout, Hits } from "../../books/search.ts";
import { moneyText } from "../../format/amount.ts";
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell, type Column } from "../tables.ts";
import { messages } from "./messages.ts";

/** Of each kind; one more is asked for, to know whether there are more. */
export const HITS_SHOWN = 25;

export function hitsContent(text: string, hits: Hits | null, language: Language): readonly Markup[] {
  const title = text === "" ? messages.title[language] : messages.found(text)[language];
  const parts = hits === null ? [] : hitSections(hits, language);
  const says =
    hits === null
      ? markup`<p>${messages.help[language]}</p>`
      : parts.length === 0
        ? markup`${[nothing(messages.nothing(text)[language]), markup`<p>${messages.help[language]}</p>`]}`
        : null;
  return [markup`<section><h1>${title}</h1>${says}</section>`, ...parts];
}

export function payoutHref({
  merchantId,
  paymentReference,
}: Pick<FoundPayout, "merchantId" | "paymentReference">): string {
  return `/payouts/${encodeURIComponent(merchantId)}/${encodeURIComponent(paymentReference)}`;
}

export function kindName(kind: string, language: Language): string {
  if (kind === "invoice" || kind === "credit_note" || kind === "order") return messages.kinds[kind][language];
  return kind;
}

function hitSections({ payouts, receivables, lines, vouchers }: Hits, language: Language): readonly Markup[] {
  const text = (
    name:
      | "payout"
      | "date"
      | "merchantId"
      | "number"
      | "kind"
      | "orderNumber"
      | "line"
      | "type"
      | "order"
      | "reference"
      | "state"
      | "voucher"
      | "text",
  ): Column => ({ title: messages[name][language] });
  const amount: Column = { title: messages.amount[language], kind: "number" };
  return [
    ...part(
      "payouts",
      messages.payouts[language],
      [text("payout"), text("merchantId"), text("date"), amount],
      payouts,
      (one) => [
        { text: one.paymentReference, href: payoutHref(one) },
        one.merchantId,
        one.date,
        moneyText(one, language),
      ],
      language,
    ),
    ...part(
      "receivables",
      messages.receivables[language],
      [text("number"), text("kind"), text("orderNumber"), text("date"), amount],
      receivables,
      (one) => [
        { text: one.number, href: `/receivables/${one.id}` },
        kindName(one.kind, language),
        one.orderNumber ?? "",
        one.date ?? "",
        moneyText(one, language),
      ],
      language,
    ),
    ...part(
      "lines",
      messages.lines[language],
      [text("line"), text("type"), text("order"), text("reference"), text("date"), amount, text("state")],
      lines,
      (one) => [
        { text: `${one.paymentReference}:${one.row}`, href: `/lines/${one.id}` },
        one.type,
        one.orderId ?? "",
        one.reference ?? "",
        one.date,
        moneyText(one, language),
        one.isOpen
          ? { text: messages.open[language], tone: "attention" }
          : one.receivables.length > 0
            ? { text: messages.settles(one.receivables.join(", "))[language], tone: "good" }
            : messages.booked[language],
      ],
      language,
    ),
    ...part(
      "vouchers",
      messages.vouchers[language],
      [text("voucher"), text("text"), text("payout"), text("date"), amount],
      vouchers,
      (one) => [
        { text: one.voucher, href: `${payoutHref(one)}#vouchers` },
        one.text,
        one.paymentReference,
        one.date,
        moneyText(one, language),
      ],
      language,
    ),
  ];
}

function part<T>(
  id: string,
  title: string,
  columns: readonly Column[],
  found: readonly T[],
  cells: (one: T) => readonly (Cell | string)[],
  language: Language,
): readonly Markup[] {
  if (found.length === 0) return [];
  const shown = found.slice(0, HITS_SHOWN);
  const more = found.length > shown.length ? markup`${messages.onlyFirst(shown.length)[language]}` : null;
  return [section(id, title, [table(title, columns, shown.map(cells))], more)];
}
