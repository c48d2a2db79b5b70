/** One payout: how its report adds up, its lines, its vouchers, and the files that belong to it. */
import type { PayoutLine } from "../../books/payout-lines.ts";
import type { TypeSum } from "../../books/take-in.ts";
import type { DeviationView, PayoutView } from "../../books/views.ts";
import type { PagedVoucher } from "../../books/voucher-page.ts";
import { amountText, moneyText } from "../../format/amount.ts";
import { PAYOUT_STATES } from "../../format/state-texts.ts";
import { issuerName } from "../../issuer-name.ts";
import type { Language } from "../../message.ts";
import { deviationList } from "../deviations/list-page.ts";
import { markup, type Markup } from "../markup.ts";
import { messages as shared } from "../messages.ts";
import { nothing, section } from "../section.ts";
import { isSieTarget } from "../../config/sie-files.ts";
import { table, type Cell } from "../tables.ts";
import { voucherTable } from "../voucher-table.ts";
import { payoutPath } from "./list-page.ts";
import { messages } from "./messages.ts";

export const LINES_AT_ONCE = 100;
export const DEVIATIONS_AT_ONCE = 25;
export const VOUCHERS_AT_ONCE = 10;
/** Of each voucher; its SIE file has all. */
export const VOUCHER_ROWS_AT_ONCE = 20;

export interface WholePayout {
  readonly payout: PayoutView;
  readonly sums: readonly TypeSum[];
  /** One more than are shown, where there are more. */
  readonly lines: readonly PayoutLine[];
  /** Only the lines that are not matched are shown. */
  readonly open: boolean;
  /** The newest, and one more than are shown, where there are more. */
  readonly deviations: readonly DeviationView[];
  /** One more than are shown, where there are more. */
  readonly vouchers: readonly PagedVoucher[];
  readonly language: Language;
  readonly now: Date;
}

export function payoutContent(whole: WholePayout): readonly Markup[] {
  const { payout, deviations, vouchers, language, now } = whole;
  return [
    head(payout, language),
    ...(deviations.length === 0
      ? []
      : [
          section(
            "deviations",
            shared.deviations[language],
            [deviationList(deviations.slice(0, DEVIATIONS_AT_ONCE), { language, now })],
            deviations.length > DEVIATIONS_AT_ONCE
              ? markup`<a href="${payoutPath(payout)}?only=open#lines">${messages.restAmongLines(DEVIATIONS_AT_ONCE)[language]}</a>`
              : null,
          ),
        ]),
    proof(whole),
    lines(whole),
    section(
      "vouchers",
      messages.vouchers[language],
      vouchers.slice(0, VOUCHERS_AT_ONCE).map((one) => voucher(one, language)),
      moreVouchers(whole),
    ),
    downloads(payout, language),
  ];
}

function head(payout: PayoutView, language: Language): Markup {
  const { paymentReference, issuer, merchantId, payoutDate, currency, settlementAmount, state } = payout;
  const facts = [
    [messages.amount[language], moneyText({ amount: settlementAmount, currency }, language)],
    [messages.date[language], payoutDate],
    [shared.merchantId[language], `${merchantId} (${issuerName(issuer)})`],
    [messages.state[language], PAYOUT_STATES[state]?.[language] ?? state],
    [messages.file[language], payout.file.name],
  ] as const;
  const warnings = [...(payout.unfindable === null ? [] : [payout.unfindable]), ...payout.unproven];
  return markup`<section><h1>${messages.payout(paymentReference)[language]}</h1>
<dl class="facts">${facts.map(([name, fact]) => markup`<div><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>
${warnings.map((one) => markup`<p class="says attention">${one[language]}</p>`)}</section>`;
}

/** The identity that the report was proven by: what its lines add and take is what was paid. */
function proof({ payout, sums, language }: WholePayout): Markup {
  const { currency, settlementAmount, remainder } = payout;
  const money = (amount: bigint | string) => amountText(amount, currency, language);
  const columns = [
    { title: messages.item[language], kind: "main" as const },
    { title: messages.lines[language], kind: "number" as const },
    { title: messages.amount[language], kind: "number" as const },
  ];
  const rows: (Cell | string)[][] = sums.map(({ type, lines: count, effect }) => [
    type,
    String(count),
    money(effect),
  ]);
  rows.push([messages.settlement[language], "", money(settlementAmount)]);
  rows.push([messages.remainder[language], "", money(remainder)]);
  const title = messages.howItAddsUp[language];
  return section("proof", title, [table(title, columns, rows)]);
}

function lines({ payout, lines: found, open, deviations, language }: WholePayout): Markup {
  const title = messages.lines[language];
  const path = payoutPath(payout);
  const shown = found.slice(0, LINES_AT_ONCE);
  const last = found.length > LINES_AT_ONCE ? shown.at(-1) : undefined;
  const filter = open
    ? markup`<a href="${path}#lines">${messages.allLines[language]}</a> · <b>${messages.openLines[language]}</b>`
    : markup`<b>${messages.allLines[language]}</b> · <a href="${path}?only=open#lines">${messages.openLines[language]}</a>`;
  const columns = [
    { title: messages.row[language] },
    { title: messages.type[language] },
    { title: messages.order[language] },
    { title: messages.reference[language] },
    { title: messages.amount[language], kind: "number" as const },
    { title: messages.state[language] },
  ];
  const codes = new Map(deviations.map(({ id, code }) => [id, code]));
  const content =
    shown.length === 0
      ? nothing(messages.noLines[language])
      : table(
          title,
          columns,
          shown.map((one) => lineCells(one, payout.currency, language, codes)),
        );
  const next =
    last === undefined
      ? null
      : markup`<a rel="next" href="${path}?after=${last.row}${open ? "&only=open" : ""}#lines">${messages.nextLines[language]}</a>`;
  return section(
    "lines",
    title,
    [markup`<p>${messages.filterLines[language]}: ${filter}</p>`, content],
    next,
  );
}

function lineCells(
  line: PayoutLine,
  currency: string,
  language: Language,
  codes: ReadonlyMap<number, string>,
): readonly (Cell | string)[] {
  const { row, type, detailedType, orderId, reference, amount } = line;
  return [
    String(row),
    detailedType === null || detailedType === type ? type : { text: type, note: detailedType },
    orderId ?? "",
    reference ?? "",
    amountText(amount, currency, language),
    stateOf(line, language, codes),
  ];
}

function stateOf(line: PayoutLine, language: Language, codes: ReadonlyMap<number, string>): Cell {
  const { deviationId, isOpen, receivables, accounts } = line;
  if (deviationId !== null) {
    const code = codes.get(Number(deviationId)) ?? messages.deviation[language];
    return { text: code, tone: "attention", href: `/deviations/${deviationId}` };
  }
  if (receivables.length > 0)
    return { text: messages.matchedWith(receivables.join(", "))[language], tone: "good" };
  const [account] = accounts;
  if (account !== undefined) return { text: messages.onAccount(account)[language], tone: "good" };
  return isOpen
    ? { text: messages.unmatched[language], tone: "attention" }
    : { text: messages.booked[language] };
}

function moreVouchers({ payout, vouchers, language }: WholePayout): Markup | null {
  const last = vouchers.length > VOUCHERS_AT_ONCE ? vouchers[VOUCHERS_AT_ONCE - 1] : undefined;
  return last === undefined
    ? null
    : markup`<a href="${payoutPath(payout)}?voucher=${last.id}#vouchers">${messages.nextVouchers[language]}</a>`;
}

function voucher(one: PagedVoucher, language: Language): Markup {
  const files = one.postings.flatMap(({ target, state, reference, waitsFor }) => {
    if (waitsFor === "gathered") return [markup`<p>${messages.waitsForFile[language]}</p>`];
    if (!isSieTarget(target) || state !== "posted" || reference === null) return [];
    const path = `/${target === "sie" ? "sie" : "mailed"}/${encodeURIComponent(reference)}`;
    const says = (target === "sie" ? messages.sieFile : messages.mailedFile)(reference);
    return [markup`<p><a href="${path}" download>${says[language]}</a></p>`];
  });
  return markup`<article><h3>${one.series}${one.number} · ${one.date} · ${one.text}</h3>
${voucherTable(one, language)}
${one.rowCount > one.rows.length ? markup`<p class="more">${messages.restInSie({ shown: one.rows.length, all: one.rowCount })[language]}</p>` : null}${files}</article>`;
}

function downloads(payout: PayoutView, language: Language): Markup {
  const path = payoutPath(payout);
  return section("downloads", messages.downloads[language], [
    markup`<p><a href="${path}/report" download>${messages.report[language]}</a></p>
<p><a href="${path}/evidence" download>${messages.evidence[language]}</a></p>`,
  ]);
}
