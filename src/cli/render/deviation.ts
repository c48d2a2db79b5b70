/** One deviation with everything about it: where it is, how to look it up, what could settle it, and what to do. */
import { daysSince } from "../../format/days.ts";
import type { DeviationView } from "../../books/views.ts";
import { contradictionText, nearMissText, receivableName } from "../../format/candidate-texts.ts";
import { deviationTexts, FILE_CODES, isDeviationCode } from "../../format/deviation-texts.ts";
import { DEVIATION_STATES } from "../../format/state-texts.ts";
import { knownFacts, type Fact } from "../../format/line-facts.ts";
import type { Language, Message } from "../../message.ts";
import { amountText } from "../../format/amount.ts";
import { messages } from "./messages.ts";
import { wrapped } from "./wrap.ts";

const STOCKHOLM = "Europe/Stockholm";

export function renderDeviation(
  one: DeviationView,
  language: Language,
  now: Date,
  timeZone: string = STOCKHOLM,
): string {
  const texts = isDeviationCode(one.code) ? deviationTexts(one.code, one) : null;
  const state = DEVIATION_STATES[one.state]?.[language] ?? one.state;
  const opened = messages.since({ date: one.openedAt.slice(0, 10), days: daysSince(one.openedAt, now) })[
    language
  ];
  const rows = detailsOf(one, language, timeZone);
  const width = Math.max(...rows.map(({ label }) => label.length));
  return [
    `${one.id}  ${titleOf(one, language)} (${one.code})`,
    `    ${state}, ${opened}`,
    "",
    ...rows.map(({ label, value }) => `    ${label.padEnd(width)}  ${value}`),
    ...section(
      messages.candidates[language],
      one.candidates.map((candidate) => candidateText(candidate, one, language)),
    ),
    ...section(
      messages.nearMisses[language],
      one.nearMisses.map((near) => nearMiss(near, language)),
    ),
    ...(texts === null
      ? []
      : ["", ...wrapped(texts.cause[language], 4, 0), "", ...wrapped(texts.todo[language], 4, 0)]),
  ].join("\n");
}

interface Detail {
  readonly label: string;
  readonly value: string;
}

function detailsOf(one: DeviationView, language: Language, timeZone: string): readonly Detail[] {
  const { line, found, amount, currency } = one;
  const detail = (label: Message, value: string | null): readonly Detail[] =>
    value === null || value === "" ? [] : [{ label: label[language], value }];
  const money = amount === null ? null : moneyText(amount, currency, language);
  return [
    ...detail(messages.columnPayout, one.paymentReference),
    ...detail(messages.columnMerchant, one.merchantId),
    ...detail(messages.columnFile, one.file),
    ...detail(messages.columnRow, line === null ? null : [line.row, typeOf(line)].join("  ")),
    ...detail(messages.columnAmount, money),
    ...detail(messages.columnExpected, expectedText(one, language)),
    ...detail(messages.columnFound, found === amount ? null : found),
    ...factsOf(one, language, timeZone),
  ];
}

function typeOf({ type, detailedType }: NonNullable<DeviationView["line"]>): string {
  return detailedType === null ? type : `${type} ${detailedType}`;
}

function section(title: string, texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [] : ["", `    ${title}`, ...texts.flatMap((text) => wrapped(text, 6))];
}

function candidateText(
  candidate: DeviationView["candidates"][number],
  { currency }: DeviationView,
  language: Language,
): string {
  const open = moneyText(candidate.open, candidate.currency ?? currency, language);
  const name = receivableName(candidate.kind, candidate.number, language);
  const against = contradictionText(candidate, language);
  return `${name} (${messages.openAmount(open)[language]})${against === "" ? "" : `: ${against}`}`;
}

function moneyText(amount: string, currency: string | null, language: Language): string {
  return `${amountText(amount, currency ?? "SEK", language)} ${currency ?? ""}`.trim();
}

export function titleOf({ code }: DeviationView, language: Language): string {
  return isDeviationCode(code) ? deviationTexts(code).title[language] : code;
}

export function factsOf({ line }: DeviationView, language: Language, timeZone: string): readonly Fact[] {
  return line === null ? [] : knownFacts(line, { language, timeZone, lineType: line.type });
}

export function nearMiss(near: DeviationView["nearMisses"][number], language: Language): string {
  return nearMissText(near, moneyText(near.open, near.currency, language), language);
}

/**
 * Of a refused file, an expected amount is in a currency that could not be read, so it is shown as kronor; an expected
 * number of cells is not shown at all, since the reason of the refusal says it better.
 */
export function expectedText({ code, expected, currency }: DeviationView, language: Language): string {
  if (expected === null) return "";
  if (!isDeviationCode(code) || !FILE_CODES.has(code))
    return amountText(expected, currency ?? "SEK", language);
  return /^-?\d+\.\d\d$/.test(expected) ? amountText(expected, "SEK", language) : "";
}
