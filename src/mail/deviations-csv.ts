/** The open deviations as a CSV file for Excel, attached to the digest: a column for everything that is known of one. */
import { messages } from "./messages.ts";
import { contradictionText, nearMissText } from "../format/candidate-texts.ts";
import { BYTE_ORDER_MARK, csvLine, csvNumber } from "../format/csv.ts";
import { deviationTexts } from "../format/deviation-texts.ts";
import { FACT_NAMES, factName, knownFacts, type FactName } from "../format/line-facts.ts";
import { showMinor } from "../money.ts";
import { inEach, type Language, type Message } from "../message.ts";
import type { DigestDeviation } from "./digest-data.ts";

/** A line that agrees with hundreds of receivables is decided elsewhere. */
const CANDIDATES_MAX = 20;

interface CsvColumn {
  readonly title: Message;
  readonly cell: (deviation: DigestDeviation, language: Language) => string | number | bigint | null;
}

const COLUMNS: readonly CsvColumn[] = [
  // Not "ID": Excel takes a file that begins so for another format (SYLK).
  { title: messages.deviation, cell: ({ id }) => id },
  { title: messages.columnCode, cell: ({ code }) => code },
  { title: messages.columnTitle, cell: ({ code }, language) => deviationTexts(code).title[language] },
  {
    title: messages.columnNew,
    cell: ({ isNew }, language) => (isNew ? messages.yes : messages.no)[language],
  },
  { title: messages.columnAge, cell: ({ ageDays }) => ageDays },
  { title: messages.columnReference, cell: ({ reference }) => reference },
  { title: messages.amount, cell: amountCell },
  { title: messages.columnCurrency, cell: ({ currency }) => currency },
  { title: messages.columnMerchantId, cell: ({ merchantId }) => merchantId },
  { title: messages.payout, cell: ({ paymentReference }) => paymentReference },
  { title: messages.columnLine, cell: ({ row }) => row },
  { title: messages.columnLineType, cell: ({ lineType }) => lineType },
  ...FACT_NAMES.map(factColumn),
  { title: messages.columnFile, cell: ({ file }) => file },
  {
    title: messages.columnExpected,
    cell: ({ expected }, language) => csvNumber(expected ?? "", language),
  },
  { title: messages.columnFound, cell: ({ found }, language) => csvNumber(found ?? "", language) },
  { title: messages.columnCandidates, cell: candidatesCell },
  {
    title: messages.columnNearMisses,
    cell: ({ nearMisses }, language) =>
      nearMisses
        .map((near) => nearMissText(near, `${csvNumber(near.open, language)} ${near.currency}`, language))
        .join("; "),
  },
  {
    title: messages.columnTodo,
    cell: (deviation, language) =>
      deviationTexts(deviation.code, deviation).todo[language].replaceAll("`", ""),
  },
];

/** A column for each fact that a line is looked up by. The file has lines of every type, so its title is the usual one. */
function factColumn(name: FactName): CsvColumn {
  const title = factName(name);
  return {
    title: inEach((language) => capital(title[language])),
    cell: ({ facts, lineType }, language) =>
      facts === null
        ? null
        : (knownFacts(facts, { language, timeZone: "UTC", lineType }).find((fact) => fact.name === name)
            ?.value ?? null),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function deviationsCsv(deviations: readonly DigestDeviation[], language: Language): string {
  return deviationsCsvLines(deviations, language).join("");
}

/** The head, and a text for each deviation. */
export function deviationsCsvLines(
  deviations: readonly DigestDeviation[],
  language: Language,
): readonly string[] {
  return [
    BYTE_ORDER_MARK + csvLine(COLUMNS.map(({ title }) => title[language])),
    ...deviations.map((deviation) => csvLine(COLUMNS.map(({ cell }) => cell(deviation, language)))),
  ];
}

function amountCell({ amount, currency }: DigestDeviation, language: Language): string | null {
  return amount === null ? null : csvNumber(showMinor(amount, currency ?? "SEK"), language);
}

function candidatesCell({ candidates, currency: own }: DigestDeviation, language: Language): string {
  const more = candidates.length - CANDIDATES_MAX;
  return candidates
    .slice(0, CANDIDATES_MAX)
    .map((candidate) => {
      const { kind, number, open, currency } = candidate;
      const foreign = currency === undefined || currency === own ? "" : ` ${currency}`;
      const against = contradictionText(candidate, language);
      return `${kind}:${number} (${csvNumber(open, language)}${foreign}${against === "" ? "" : `; ${against}`})`;
    })
    .concat(more > 0 ? [messages.andMore(more)[language]] : [])
    .join(", ");
}
