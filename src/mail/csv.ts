/**
 * The open deviations as a CSV file for Excel: `;` between the cells, UTF-8 with its mark, and no cell that a
 * spreadsheet would run as a formula.
 */
import { messages } from "./messages.ts";
import { contradictionText, nearMissText } from "../format/candidate-texts.ts";
import { deviationTexts } from "../format/deviation-texts.ts";
import { FACT_NAMES, factName, knownFacts, type FactName } from "../line-facts.ts";
import { showMinor } from "../money.ts";
import type { Language, Message } from "../message.ts";
import type { DigestDeviation } from "./digest-data.ts";

const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

/**
 * One cell. A text that a spreadsheet could take for a formula gets an apostrophe in front: order numbers and
 * references are written by customers and shops (OWASP, "CSV Injection"). A plain number stays a number.
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/u.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[";\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

interface CsvColumn {
  readonly title: Message;
  readonly cell: (deviation: DigestDeviation, language: Language) => string | number | bigint | null;
}

const COLUMNS: readonly CsvColumn[] = [
  // Not "ID": Excel takes a file that begins so for another format (SYLK).
  { title: messages.deviation, cell: ({ id }) => id },
  { title: messages.code, cell: ({ code }) => code },
  {
    title: messages.title,
    cell: ({ code }, language) => deviationTexts(code).title[language],
  },
  {
    title: messages.newText,
    cell: ({ isNew }, language) => (isNew ? messages.yes : messages.no)[language],
  },
  { title: messages.ageDays, cell: ({ ageDays }) => ageDays },
  { title: messages.reference, cell: ({ reference }) => reference },
  { title: messages.amount, cell: amountCell },
  { title: messages.currency, cell: ({ currency }) => currency },
  { title: messages.merchantId, cell: ({ merchantId }) => merchantId },
  { title: messages.payout, cell: ({ paymentReference }) => paymentReference },
  { title: messages.row, cell: ({ row }) => row },
  { title: messages.lineType, cell: ({ lineType }) => lineType },
  ...FACT_NAMES.map(factColumn),
  { title: messages.file, cell: ({ file }) => file },
  {
    title: messages.expected,
    cell: ({ expected }, language) => decimal(expected ?? "", language),
  },
  { title: messages.found, cell: ({ found }, language) => decimal(found ?? "", language) },
  {
    title: messages.candidates,
    cell: ({ candidates, currency: own }, language) =>
      candidates
        .map((candidate) => {
          const { kind, number, open, currency } = candidate;
          const foreign = currency === undefined || currency === own ? "" : ` ${currency}`;
          const against = contradictionText(candidate, language);
          return `${kind}:${number} (${decimal(open, language)}${foreign}${against === "" ? "" : `; ${against}`})`;
        })
        .join(", "),
  },
  {
    title: messages.alikeButDoesAgree,
    cell: ({ nearMisses }, language) =>
      nearMisses
        .map((near) => nearMissText(near, `${decimal(near.open, language)} ${near.currency}`, language))
        .join("; "),
  },
  {
    title: messages.whatToDo,
    cell: (deviation, language) =>
      deviationTexts(deviation.code, deviation).todo[language].replaceAll("`", ""),
  },
];

/** A column for each fact that a line is looked up by; a list has lines of every type, so the name is the usual one. */
function factColumn(name: FactName): CsvColumn {
  const { sv, en } = factName(name);
  return {
    title: { sv: capital(sv), en: capital(en) },
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

/** UTF-8 text that begins with a byte order mark; lines end in CR LF (RFC 4180). */
export function deviationsCsv(deviations: readonly DigestDeviation[], language: Language): string {
  const lines = [
    COLUMNS.map(({ title }) => title[language]),
    ...deviations.map((deviation) =>
      COLUMNS.map(({ cell }) => String(cell(deviation, language) ?? "").replaceAll("\0", "")),
    ),
  ];
  return `\ufeff${lines.map((cells) => `${cells.map(csvCell).join(";")}\r\n`).join("")}`;
}

function amountCell({ amount, currency }: DigestDeviation, language: Language): string | null {
  return amount === null ? null : decimal(showMinor(amount, currency ?? "SEK"), language);
}

/** A decimal string as the language's Excel reads a number: "1193,75" in Swedish. Any other text stays as it is. */
function decimal(text: string, language: Language): string {
  return language === "sv" && NUMBER.test(text) ? text.replace(".", ",") : text;
}
