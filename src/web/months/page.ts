/** One month: its files, and what the settlement accounts held in it. */
import type { LeftOut } from "../../audit/month/files.ts";
import type { AccountInMonth } from "../../audit/month/specification.ts";
import type { BalancePart, Movement } from "../../books/month.ts";
import { monthsAfter } from "../../config/fiscal-year.ts";
import { amountText } from "../../format/amount.ts";
import { monthAndYear } from "../../format/days.ts";
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";

/** Rows of a table on the page; the specification has all. */
export const SHOWN_MAX = 50;

export interface ShownAccount extends AccountInMonth {
  /** The first `SHOWN_MAX`. */
  readonly first: readonly Movement[];
}

export function monthContent(
  month: string,
  accounts: readonly ShownAccount[],
  waiting: readonly LeftOut[],
  language: Language,
): readonly Markup[] {
  const say = (name: "before" | "after" | "downloads" | "accounts") => messages[name][language];
  const near = (months: number) => monthsAfter(`${month}-01`, months).slice(0, 7);
  const link = (file: "sie" | "zip" | "specification") =>
    markup`<p><a href="/months/${month}/${file}" download>${messages[file][language]}</a></p>`;
  const title = messages.month(monthAndYear(month, language))[language];
  return [
    markup`<section><h1>${title}</h1>
<p><a rel="prev" href="/months/${near(-1)}">${say("before")}</a> · <a rel="next" href="/months/${near(1)}">${say("after")}</a></p></section>`,
    section("downloads", say("downloads"), [
      ...leftOut(waiting, language),
      link("sie"),
      link("zip"),
      link("specification"),
    ]),
    section("accounts", say("accounts"), [
      accounts.length === 0 ? nothing(messages.noMovements[language]) : balances(accounts, language),
    ]),
    ...accounts.map((one) => ofOne(one, language)),
  ];
}

/** What the SIE file will not have, and what to do. */
function leftOut(waiting: readonly LeftOut[], language: Language): readonly Markup[] {
  if (waiting.length === 0) return [];
  const shown = waiting.slice(0, SHOWN_MAX);
  const names = shown.map(({ voucher, why }) => markup`<li>${voucher} ${why[language]}</li>`);
  return [
    markup`<div class="says attention"><p>${messages.notInSie(waiting.length)[language]}</p><ul>${names}</ul></div>`,
  ];
}

function balances(accounts: readonly ShownAccount[], language: Language): Markup {
  const number = (title: "opening" | "debit" | "credit" | "closing" | "unexplained") => ({
    title: messages[title][language],
    kind: "number" as const,
  });
  const columns = [
    { title: messages.account[language] },
    ...(["opening", "debit", "credit", "closing", "unexplained"] as const).map(number),
  ];
  const rows = accounts.map((one): readonly (Cell | string)[] => {
    const { account, name, currency, opening, debit, credit, closing, difference } = one;
    const money = (amount: bigint) => amountText(amount, currency, language);
    const unexplained = {
      text: money(difference),
      ...(difference === 0n ? {} : { tone: "trouble" as const }),
    };
    return [
      { text: `${account} ${currency}`, note: name, href: `#a${account}${currency}` },
      ...[opening, debit, credit, closing].map(money),
      unexplained,
    ];
  });
  return table(messages.accounts[language], columns, rows);
}

function ofOne(one: ShownAccount, language: Language): Markup {
  const { account, name, currency, first, movements, parts } = one;
  const shownParts = parts.slice(0, SHOWN_MAX);
  const more = (all: number, shown: number) =>
    all > shown ? markup`<p class="more">${messages.restInFile(shown)[language]}</p>` : null;
  return section(`a${account}${currency}`, `${account} ${name}, ${currency}`, [
    ...(first.length === 0
      ? []
      : [markup`<h3>${messages.movements[language]}</h3>`, movementTable(first, currency, language)]),
    ...[more(movements, first.length)].flatMap((text) => text ?? []),
    ...(parts.length === 0
      ? []
      : [markup`<h3>${messages.consistsOf[language]}</h3>`, partTable(shownParts, currency, language)]),
    ...[more(parts.length, shownParts.length)].flatMap((text) => text ?? []),
  ]);
}

function movementTable(movements: readonly Movement[], currency: string, language: Language): Markup {
  const columns = [
    { title: messages.voucher[language] },
    { title: messages.date[language] },
    { title: messages.payout[language] },
    { title: messages.order[language] },
    { title: messages.text[language] },
    { title: messages.amount[language], kind: "number" as const },
  ];
  const rows = movements.map(({ voucher, date, order, text, amount, ...of }): readonly (Cell | string)[] => [
    voucher,
    date,
    payoutCell(of),
    order ?? "",
    text,
    amountText(amount, currency, language),
  ]);
  return table(messages.movements[language], columns, rows);
}

function partTable(parts: readonly BalancePart[], currency: string, language: Language): Markup {
  const columns = [
    { title: messages.payout[language] },
    { title: messages.row[language] },
    { title: messages.order[language] },
    { title: messages.amount[language], kind: "number" as const },
  ];
  const rows = parts.map(({ row, order, amount, ...of }): readonly (Cell | string)[] => [
    payoutCell(of),
    row === null ? "" : String(row),
    order ?? "",
    amountText(amount, currency, language),
  ]);
  return table(messages.consistsOf[language], columns, rows);
}

function payoutCell({
  merchantId,
  paymentReference,
}: Pick<Movement, "merchantId" | "paymentReference">): Cell {
  const href = `/payouts/${encodeURIComponent(merchantId)}/${encodeURIComponent(paymentReference)}`;
  return { text: paymentReference, href };
}
