/** What `kvitt check` says: can the report be booked, what is missing, what that costs, and where it is ticked. */
import { messages } from "./messages.ts";
import { amountText } from "../format/amount.ts";
import type { CheckResult } from "../reports/check/check.ts";
import { showMinor } from "../money.ts";
import type { Language } from "../message.ts";
import { showRefusal } from "./show-dry-run.ts";

export function showCheck(result: CheckResult, language: Language): string {
  const { payouts, refusals, missing, unknown, headers, headersSuffice, portal, formatting } = result;
  const say = (sv: string, en: string) => ({ sv, en })[language];
  const lines: string[] = [];
  for (const { paymentReference, totals, currency, lineCount, unproven, unfindable } of payouts) {
    const amount = amountText(totals.settlement, currency, language);
    lines.push(
      say(
        `✓ Utbetalning ${paymentReference}: ${amount} ${currency}, ${lineCount} rader, stämmer på öret.`,
        `✓ Payout ${paymentReference}: ${amount} ${currency}, ${lineCount} lines, adds up to the öre.`,
      ),
      ...(unfindable === null ? [] : [`  ✗ ${unfindable[language]}`]),
      ...unproven.map((words) => `  ! ${words[language]}`),
    );
  }
  for (const refusal of refusals) lines.push(`✗ ${showRefusal(refusal, language)}`);
  if (missing.length > 0) {
    lines.push("", say("Fält som saknas i rapporten:", "Fields that the report lacks:"));
    lines.push(...showMissing(missing, language), "", portal[language], formatting[language]);
  }
  if (unknown.length > 0) {
    lines.push(
      "",
      say(
        "Kolumner som Kvitt inte känner (de sparas med varje rad):",
        "Columns that Kvitt does not know (kept with each line):",
      ),
      `  ${unknown.join(", ")}`,
    );
  }
  if (headers !== null) {
    lines.push(
      "",
      headersSuffice
        ? say(
            "Kolumnerna ser ut att ha bytt namn. Lägg detta i kvitt.config.yaml:",
            "Columns seem to have been renamed. Put this into kvitt.config.yaml:",
          )
        : say("Kolumner som kan ha bytt namn:", "Columns that may have been renamed:"),
      `  merchants:\n    ${payouts[0]?.merchantId ?? "K123456"}:\n      headers:`,
      ...Object.entries(headers).map(([header, name]) => `        ${JSON.stringify(header)}: ${name}`),
    );
  }
  if (missing.length === 0 && refusals.length === 0) {
    lines.push(say("Rapporten har allt som behövs.", "The report has everything that is needed."));
  }
  return lines.join("\n");
}

/** By where they are ticked, what is needed first; fields that cost the same share their sentence. */
function showMissing(missing: CheckResult["missing"], language: Language): readonly string[] {
  const weights = { needed: messages.needed, useful: messages.useful };
  const byPlace = grouped(missing, ({ where }) => where[language]);
  return [...byPlace].flatMap(([where, fields]) => {
    const sorted = fields.toSorted(
      (a, b) => Number(b.importance === "needed") - Number(a.importance === "needed"),
    );
    const byCost = grouped(
      sorted,
      ({ importance, cost }) => `${weights[importance][language]}: ${cost[language]}`,
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
    payouts: payouts.map(
      ({
        issuer,
        merchantId,
        paymentReference,
        currency,
        totals,
        settlementType,
        lineCount,
        columns,
        unproven,
        unfindable,
      }) => ({
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
      }),
    ),
  };
}
