/** How deviations are shown on a terminal: a table of them with what to look each one up by, or one with all about it. */
import { messages } from "./messages.ts";
import { amountText } from "../format/amount.ts";
import { daysSince } from "../format/days.ts";
import type { DeviationView } from "../books/views.ts";
import { contradictionText, nearMissText, NEAR_MISSES, receivableName } from "../format/candidate-texts.ts";
import { deviationTexts, FILE_CODES, isDeviationCode } from "../format/deviation-texts.ts";
import { factsText, knownFacts, referenceFact, type Fact } from "../format/line-facts.ts";
import { DEVIATION_STATES } from "../format/state-texts.ts";
import type { Language, Message } from "../message.ts";
import { withMerchants } from "./show.ts";
import { table } from "./table.ts";
import { wrapped } from "./wrap.ts";

/** Facts that the list leaves to the view of one: nobody reads them, and they do not fit. */
const LONG = ["captureId", "refundId"] as const;
const STOCKHOLM = "Europe/Stockholm";
/** Candidates and near misses that stand below a row of the list; all of them are in the view of one. */
const SHOWN_MAX = 3;

export function showDeviations(
  deviations: readonly DeviationView[],
  language: Language,
  now: Date,
  timeZone: string = STOCKHOLM,
): string {
  if (deviations.length === 0) return messages.noDeviations[language];
  const titles = {
    sv: ["id", "avvikelse", "utbetalning", "rad", "referens", "belopp", "", "väntat", "dagar", "förslag"],
    en: ["id", "deviation", "payout", "row", "reference", "amount", "", "expected", "days", "candidates"],
  }[language];
  const numbers = new Set([0, 3, 5, 7, 8]);
  const columns = titles.map((title, index) => ({
    title,
    align: numbers.has(index) ? ("right" as const) : ("left" as const),
  }));
  const cells = deviations.map((one) => [
    String(one.id),
    titleOf(one, language),
    one.paymentReference ?? "",
    one.line === null ? "" : String(one.line.row),
    one.line?.merchantReference1 ?? one.line?.orderId ?? fileName(one) ?? one.receivable?.number ?? "",
    one.amount === null ? "" : amountText(one.amount, one.currency ?? "SEK", language),
    one.currency ?? "",
    expectedText(one, language),
    String(daysSince(one.openedAt, now)),
    one.candidates.map(({ kind, number }) => `${kind}:${number}`).join(" "),
  ]);
  const merchants = deviations.map(({ merchantId }) => merchantId ?? "");
  const notes = deviations.map((one) => notesOf(one, language, timeZone));
  return table(...withMerchants({ columns, cells, merchants, at: 3 }, language), notes);
}

/** Everything about one deviation: where it is, what to look it up by, what could settle it, and what to do. */
export function showDeviation(
  one: DeviationView,
  language: Language,
  now: Date,
  timeZone: string = STOCKHOLM,
): string {
  const say = (words: Message) => words[language];
  const { line, found, amount, currency } = one;
  const money = (text: string) => `${amountText(text, currency ?? "SEK", language)} ${currency ?? ""}`.trim();
  const entries = (label: Message, value: string | null) =>
    value === null || value === "" ? [] : [{ label: say(label), value }];
  const rows = [
    ...entries(messages.payout, one.paymentReference),
    ...entries(messages.merchant, one.merchantId),
    ...entries(messages.file, one.file),
    ...(line === null
      ? []
      : entries(
          messages.row,
          `${line.row}  ${line.type}${line.detailedType === null ? "" : ` ${line.detailedType}`}`,
        )),
    ...entries(messages.amount, amount === null ? null : money(amount)),
    ...entries(messages.expected, expectedText(one, language)),
    ...entries(messages.found, found === amount || found === null ? null : found),
    ...factsOf(one, language, timeZone),
  ];
  const width = Math.max(...rows.map(({ label }) => label.length));
  const words = isDeviationCode(one.code) ? deviationTexts(one.code, one) : null;
  const opened = `${one.openedAt.slice(0, 10)} (${daysSince(one.openedAt, now)} ${say(messages.days)})`;
  const state = DEVIATION_STATES[one.state]?.[language] ?? one.state;
  return [
    `${one.id}  ${titleOf(one, language)} (${one.code})`,
    `    ${state}, ${say(messages.since)} ${opened}`,
    "",
    ...rows.map(({ label, value }) => `    ${label.padEnd(width)}  ${value}`),
    ...listed(
      messages.candidates,
      one.candidates.map((candidate) => {
        const against = contradictionText(candidate, language);
        const left = amountText(candidate.open, candidate.currency ?? currency ?? "SEK", language);
        const name = `${receivableName(candidate.kind, candidate.number, language)} (${say(messages.open)} ${left} ${candidate.currency ?? currency ?? ""})`;
        return against === "" ? name : `${name}: ${against}`;
      }),
    ),
    ...listed(
      { sv: `${capital(NEAR_MISSES.sv)} (tas aldrig):`, en: `${capital(NEAR_MISSES.en)} (never taken):` },
      one.nearMisses.map((near) => nearMiss(near, language)),
    ),
    ...(words === null
      ? []
      : ["", ...wrapped(say(words.cause), 4, 0), "", ...wrapped(say(words.todo), 4, 0)]),
  ].join("\n");

  function listed(title: Message, texts: readonly string[]): readonly string[] {
    return texts.length === 0 ? [] : ["", `    ${say(title)}`, ...texts.flatMap((text) => wrapped(text, 6))];
  }
}

function titleOf({ code }: DeviationView, language: Language): string {
  return isDeviationCode(code) ? deviationTexts(code).title[language] : code;
}

function factsOf({ line }: DeviationView, language: Language, timeZone: string): readonly Fact[] {
  return line === null ? [] : knownFacts(line, { language, timeZone, lineType: line.type });
}

/** Below its row: what to look the line up by, what speaks against its candidates, and what is like it. */
function notesOf(one: DeviationView, language: Language, timeZone: string): readonly string[] {
  const facts = factsText(
    factsOf(one, language, timeZone),
    one.line === null ? [] : [referenceFact(one.line), ...LONG],
  );
  const against = one.candidates.slice(0, SHOWN_MAX).flatMap((candidate) => {
    const text = contradictionText(candidate, language);
    return text === "" ? [] : [`${receivableName(candidate.kind, candidate.number, language)}: ${text}`];
  });
  const near = one.nearMisses.slice(0, SHOWN_MAX).map((miss) => nearMiss(miss, language));
  const hints = near.length === 0 ? [] : [`${NEAR_MISSES[language]}: ${near.join("; ")}`];
  return [...(facts === "" ? [] : [facts]), ...against, ...hints].flatMap((text) => wrapped(text));
}

function nearMiss(near: DeviationView["nearMisses"][number], language: Language): string {
  return nearMissText(near, `${amountText(near.open, near.currency, language)} ${near.currency}`, language);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a refused file should hold is an amount in a currency that nobody could read; its counts say nothing here. */
function expectedText({ code, expected, currency }: DeviationView, language: Language): string {
  if (expected === null) return "";
  if (!isDeviationCode(code) || !FILE_CODES.has(code))
    return amountText(expected, currency ?? "SEK", language);
  return /^-?\d+\.\d\d$/.test(expected) ? amountText(expected, "SEK", language) : "";
}

const FILE_NAME_MAX = 28;

/** Of a refused file, without its folder; the whole name is in the JSON and in the quarantine. */
function fileName({ file }: DeviationView): string | null {
  const name = file?.split("/").at(-1) ?? null;
  return name === null || name.length <= FILE_NAME_MAX ? name : `${name.slice(0, FILE_NAME_MAX - 1)}…`;
}
