/** What `check` finds in a report or a list that can be read: payouts, fields to tick in the portal, renamed columns, remarks. */
import { moneyText } from "../../format/amount.ts";
import type { ListCheck } from "../../intake/receivables/check-list.ts";
import type { Language } from "../../message.ts";
import type { CheckResult } from "../../reports/check/check.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { withoutCommand } from "../say.ts";
import { table } from "../tables.ts";
import { messages } from "./messages.ts";

const PAYOUTS_SHOWN = 50;
/** Stands for the merchant id in a proposed setting when no payout could be read. */
const EXAMPLE_MERCHANT = "K123456";

export function reportSections(report: CheckResult, language: Language): readonly Markup[] {
  return [
    ...(report.payouts.length === 0 ? [] : [payoutsSection(report, language)]),
    ...(report.missing.length === 0 ? [] : [missingSection(report, language)]),
    ...columnsSection(report, language),
  ];
}

export function listSections({ notes }: ListCheck, language: Language): readonly Markup[] {
  if (notes.length === 0) return [];
  const shown = notes.map((one) => markup`<p>${withoutCommand(one[language])}</p>`);
  return [section("notes", messages.notes[language], shown)];
}

function payoutsSection({ payouts }: CheckResult, language: Language): Markup {
  const title = messages.payouts[language];
  const columns = [
    { title: messages.payout[language], kind: "main" as const },
    { title: messages.merchantId[language] },
    { title: messages.amount[language], kind: "number" as const },
    { title: messages.lines[language], kind: "number" as const },
    { title: messages.verdict[language] },
  ];
  const shown = payouts.slice(0, PAYOUTS_SHOWN);
  const rows = shown.map((one) => {
    const { paymentReference, merchantId, totals, currency, lineCount, unproven, unfindable } = one;
    const remarks = [...(unfindable === null ? [] : [unfindable]), ...unproven];
    return [
      paymentReference,
      merchantId ?? "",
      moneyText({ amount: totals.settlement, currency }, language),
      String(lineCount),
      {
        text: messages.addsUp[language],
        tone: remarks.length === 0 ? ("good" as const) : ("attention" as const),
        note: remarks.map((remark) => withoutCommand(remark[language])),
      },
    ];
  });
  const more = payouts.length - shown.length;
  return section("payouts", title, [
    table(title, columns, rows),
    ...(more > 0 ? [nothing(messages.andMore(more)[language])] : []),
  ]);
}

/** Needed fields first, under the place in the portal where they are ticked. */
function missingSection({ missing, portal, formatting }: CheckResult, language: Language): Markup {
  const title = messages.missing[language];
  const columns = [
    { title: messages.field[language], kind: "main" as const },
    { title: messages.weight[language] },
    { title: messages.cost[language] },
  ];
  const places = [...new Set(missing.map(({ where }) => where[language]))];
  const tables = places.map((place) => {
    const fields = missing
      .filter(({ where }) => where[language] === place)
      .toSorted((a, b) => Number(b.importance === "needed") - Number(a.importance === "needed"));
    const rows = fields.map(({ field, importance, cost }) => [
      field,
      importance === "needed"
        ? { text: messages.weights.needed[language], tone: "attention" as const }
        : messages.weights.useful[language],
      cost[language],
    ]);
    return markup`<h3>${place}</h3>${table(place, columns, rows)}`;
  });
  return section("missing", title, [
    markup`<p>${portal[language]}</p><p>${formatting[language]}</p>`,
    ...tables,
  ]);
}

function columnsSection(
  { unknown, headers, headersSuffice, payouts }: CheckResult,
  language: Language,
): readonly Markup[] {
  if (unknown.length === 0 && headers === null) return [];
  const yaml =
    headers === null
      ? ""
      : [
          `merchants:`,
          `  ${payouts[0]?.merchantId ?? EXAMPLE_MERCHANT}:`,
          `    headers:`,
          ...Object.entries(headers).map(([header, name]) => `      ${JSON.stringify(header)}: ${name}`),
        ].join("\n");
  const says = headersSuffice ? messages.columnsRenamed : messages.columnsMaybeRenamed;
  return [
    section("columns", messages.notes[language], [
      ...(unknown.length === 0
        ? []
        : [markup`<p>${messages.unknownColumns[language]} ${unknown.slice(0, 50).join(", ")}</p>`]),
      ...(headers === null
        ? []
        : [markup`<p>${says[language]}</p><pre tabindex="0"><code>${yaml}</code></pre>`]),
    ]),
  ];
}
