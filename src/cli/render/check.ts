/** What `kvitt check` finds in a report: can it be booked, what is missing, what that costs, and where it is ticked. */
import { showMinor } from "../../money.ts";
import type { CheckResult } from "../../reports/check/check.ts";
import type { Language } from "../../message.ts";
import { amountText } from "../../format/amount.ts";
import { messages } from "./messages.ts";
import { refusalText } from "./refusal.ts";

/** Stands for the merchant id in a proposed setting when no payout could be read. */
const EXAMPLE_MERCHANT = "K123456";

export function renderCheck(result: CheckResult, language: Language): string {
  const { payouts, refusals, missing, unknown, headers, headersSuffice, portal, formatting } = result;
  const lines: string[] = [];
  for (const { paymentReference, totals, currency, lineCount, unproven, unfindable } of payouts) {
    const amount = `${amountText(totals.settlement, currency, language)} ${currency}`;
    lines.push(
      messages.payoutAddsUp({ paymentReference, amount, lineCount })[language],
      ...(unfindable === null ? [] : [`  ✗ ${unfindable[language]}`]),
      ...unproven.map((warning) => `  ! ${warning[language]}`),
    );
  }
  for (const refusal of refusals) lines.push(`✗ ${refusalText(refusal, language)}`);
  if (missing.length > 0) {
    lines.push("", messages.fieldsMissing[language]);
    lines.push(...missingFields(missing, language), "", portal[language], formatting[language]);
  }
  if (unknown.length > 0) lines.push("", messages.unknownColumns[language], `  ${unknown.join(", ")}`);
  if (headers !== null) {
    lines.push(
      "",
      (headersSuffice ? messages.columnsRenamed : messages.columnsMaybeRenamed)[language],
      `  merchants:\n    ${payouts[0]?.merchantId ?? EXAMPLE_MERCHANT}:\n      headers:`,
      ...Object.entries(headers).map(([header, name]) => `        ${JSON.stringify(header)}: ${name}`),
    );
  }
  if (missing.length === 0 && refusals.length === 0) lines.push(messages.reportHasEverything[language]);
  return lines.join("\n");
}

/** By where they are ticked, needed fields first; fields that cost the same share a sentence. */
function missingFields(missing: CheckResult["missing"], language: Language): readonly string[] {
  const byPlace = grouped(missing, ({ where }) => where[language]);
  return [...byPlace].flatMap(([where, fields]) => {
    const sorted = fields.toSorted(
      (a, b) => Number(b.importance === "needed") - Number(a.importance === "needed"),
    );
    const byCost = grouped(
      sorted,
      ({ importance, cost }) => `${messages.weights[importance][language]}: ${cost[language]}`,
    );
    return [
      "",
      `  ${where}`,
      ...[...byCost].flatMap(([cost, same]) => [
        `    ${same.map(({ field }) => field).join(", ")}`,
        `      ${cost}`,
      ]),
    ];
  });
}

/** In the order in which each key first came. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, readonly T[]> {
  const groups = new Map<string, readonly T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** The same for programs: amounts as decimal strings. */
export function checkJson({ payouts, ...rest }: CheckResult): unknown {
  return {
    ...rest,
    payouts: payouts.map((payout) => {
      const { issuer, merchantId, paymentReference, currency, totals, settlementType, lineCount } = payout;
      const { columns, unproven, unfindable } = payout;
      return {
        issuer,
        merchantId,
        paymentReference,
        currency,
        settlementType,
        settlementAmount: showMinor(totals.settlement, currency),
        lines: lineCount,
        columns,
        unproven,
        unfindable,
      };
    }),
  };
}
