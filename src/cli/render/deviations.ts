/** The table of deviations: below each row what to look it up by, and what contradicts its candidates. */
import { daysSince } from "../../format/days.ts";
import type { DeviationView } from "../../books/views.ts";
import { contradictionText, NEAR_MISSES, receivableName } from "../../format/candidate-texts.ts";
import { factsText, referenceFact } from "../../format/line-facts.ts";
import type { Language } from "../../message.ts";
import { amountText } from "../../format/amount.ts";
import { expectedText, factsOf, nearMiss, titleOf } from "./deviation.ts";
import { tableByMerchant } from "./merchants.ts";
import { messages } from "./messages.ts";
import { numbers, text } from "./table.ts";
import { wrapped } from "./wrap.ts";

const STOCKHOLM = "Europe/Stockholm";
/** Facts that only the view of one deviation shows: nobody reads them, and they do not fit. */
const LONG = ["captureId", "refundId"] as const;
/** Candidates and near misses below a row of the list; the view of one deviation has them all. */
const SHOWN_MAX = 3;

const COLUMNS = [
  numbers(messages.columnId),
  text(messages.columnDeviation),
  text(messages.columnPayout),
  numbers(messages.columnRow),
  text(messages.columnReference),
  numbers(messages.columnAmount),
  text(),
  numbers(messages.columnExpected),
  numbers(messages.columnDays),
  text(messages.columnCandidates),
];

export function renderDeviations(
  deviations: readonly DeviationView[],
  language: Language,
  now: Date,
  timeZone: string = STOCKHOLM,
): string {
  if (deviations.length === 0) return messages.noDeviations[language];
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
  return tableByMerchant({ columns: COLUMNS, cells, merchants, at: 3, notes }, language);
}

function notesOf(one: DeviationView, language: Language, timeZone: string): readonly string[] {
  const facts = factsText(
    factsOf(one, language, timeZone),
    one.line === null ? [] : [referenceFact(one.line), ...LONG],
  );
  const against = one.candidates.slice(0, SHOWN_MAX).flatMap((candidate) => {
    const contradiction = contradictionText(candidate, language);
    return contradiction === ""
      ? []
      : [`${receivableName(candidate.kind, candidate.number, language)}: ${contradiction}`];
  });
  const near = one.nearMisses.slice(0, SHOWN_MAX).map((miss) => nearMiss(miss, language));
  const hints = near.length === 0 ? [] : [`${NEAR_MISSES[language]}: ${near.join("; ")}`];
  return [...(facts === "" ? [] : [facts]), ...against, ...hints].flatMap((note) => wrapped(note));
}

const FILE_NAME_MAX = 28;

/** The name of a refused file without its folder; the JSON and the quarantine have the whole name. */
function fileName({ file }: DeviationView): string | null {
  const name = file?.split("/").at(-1) ?? null;
  return name === null || name.length <= FILE_NAME_MAX ? name : `${name.slice(0, FILE_NAME_MAX - 1)}…`;
}
