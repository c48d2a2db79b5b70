/** All payouts, newest first. */
import { amountText, moneyText } from "../../format/amount.ts";
import { monthAndYear } from "../../format/days.ts";
import { PAYOUT_STATES } from "../../format/state-texts.ts";
import { issuerName, nameIssuers } from "../../issuer-name.ts";
import type { PayoutView } from "../../books/views.ts";
import type { Language } from "../../message.ts";
import { parsePlain } from "../../money.ts";
import { markup, type Markup } from "../markup.ts";
import { messages as shared } from "../messages.ts";
import { nothing } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";

export interface ListOptions {
  readonly language: Language;
  /** There are older ones. */
  readonly isMore: boolean;
}

export function payoutPath({ merchantId, paymentReference }: PayoutView): string {
  return `/payouts/${encodeURIComponent(merchantId)}/${encodeURIComponent(paymentReference)}`;
}

export function listContent(
  payouts: readonly PayoutView[],
  { language, isMore }: ListOptions,
): readonly Markup[] {
  const title = messages.payouts[language];
  const columns = [
    { title: shared.payout[language], kind: "main" as const },
    { title: messages.date[language] },
    { title: messages.amount[language], kind: "number" as const },
    { title: messages.lines[language], kind: "number" as const },
    { title: shared.deviating[language], kind: "number" as const },
    { title: messages.remainder[language], kind: "number" as const },
    { title: messages.state[language] },
  ];
  const content =
    payouts.length === 0
      ? nothing(messages.noPayouts[language])
      : table(
          title,
          columns,
          payouts.map((one) => cells(one, nameIssuers(payouts), language)),
        );
  const last = payouts.at(-1);
  return [
    markup`<section><h1>${title}</h1>${monthLinks(payouts, language)}${content}
${isMore && last !== undefined ? markup`<p class="more"><a href="${pathBefore(last)}" rel="next">${messages.older[language]}</a></p>` : null}</section>`,
  ];
}

function pathBefore({ payoutDate, paymentReference, merchantId, issuer }: PayoutView): string {
  const place = { date: payoutDate, reference: paymentReference, merchant: merchantId, issuer };
  return `/payouts?${new URLSearchParams(place).toString()}`;
}

/** The months of the payouts, to close each. */
function monthLinks(payouts: readonly PayoutView[], language: Language): Markup | null {
  const months = [...new Set(payouts.map(({ payoutDate }) => payoutDate.slice(0, 7)))].slice(0, 24);
  if (months.length === 0) return null;
  const links = months.map(
    (month) => markup`<a href="/months/${month}">${monthAndYear(month, language)}</a>`,
  );
  return markup`<nav class="filter" aria-label="${messages.months[language]}">${links}</nav>`;
}

function cells(one: PayoutView, named: boolean, language: Language): readonly (Cell | string)[] {
  const { currency, lines, remainder, state } = one;
  const isExplained = parsePlain(remainder, currency) === 0n;
  return [
    {
      text: `${named ? `${issuerName(one.issuer)} ` : ""}${one.paymentReference}`,
      note: one.merchantId,
      href: payoutPath(one),
    },
    one.payoutDate,
    moneyText({ amount: one.settlementAmount, currency }, language),
    String(lines.total),
    lines.deviating === 0 ? "–" : { text: String(lines.deviating), tone: "attention" },
    { text: amountText(remainder, currency, language), ...(isExplained ? {} : { tone: "trouble" as const }) },
    { text: PAYOUT_STATES[state]?.[language] ?? state, tone: toneOf(state) },
  ];
}

function toneOf(state: string): "good" | "attention" | "trouble" {
  if (state === "posted") return "good";
  return state === "failed" ? "trouble" : "attention";
}
