/**
 * A first look at a receivables file: its delimiter, which column is where, and which mark parts kronor from öre. The mark
 * is decided once for the file, from all of its amounts, and never cell by cell.
 */
import { OPTIONAL_COLUMNS, type OptionalColumn } from "../books/receivables.ts";
import type { Mark } from "../report/amount.ts";
import { normaliseHeader } from "../report/columns.ts";
import { cell, cells, csvSplitter, type CsvRow } from "../report/csv.ts";
import type { ByteSource } from "../report/report.ts";
import type { Words } from "../words.ts";
import type { QuarantineReason } from "./quarantine.ts";
import { EXPORT_AGAIN, firstLine, readRows } from "./rows.ts";

const REQUIRED = ["kind", "number", "currency", "amount"] as const;
const OPTIONAL = Object.keys(OPTIONAL_COLUMNS) as readonly OptionalColumn[]; // Object.keys forgets the keys' type
const KNOWN = [...REQUIRED, "open_amount", "merchant_id", ...OPTIONAL] as const;
export type Column = (typeof KNOWN)[number];

/** How a file is laid out. */
export interface Sheet {
  readonly delimiter: string;
  /** 1-based. */
  readonly headerLine: number;
  readonly width: number;
  /** Column -> place of its cell. */
  readonly at: ReadonlyMap<Column, number>;
  readonly optional: readonly OptionalColumn[];
  /** Places of columns that Kvitt does not know. */
  readonly unknown: readonly number[];
  /** null: no amount in the file shows it, so only amounts that mean the same either way can be read. */
  readonly mark: Mark | null;
  /** Both marks are shown: an amount that could be read both ways is refused. */
  readonly mixed: boolean;
  /** Some line has a misplaced quotation mark, so each line is read by itself. */
  readonly lineByLine: boolean;
  readonly notes: readonly Words[];
}

export type Survey =
  | { readonly outcome: "surveyed"; readonly sheet: Sheet }
  | { readonly outcome: "refused"; readonly refusal: QuarantineReason };

const DELIMITERS = [";", ",", "\t"];

export async function surveyReceivables(source: ByteSource, signal?: AbortSignal): Promise<Survey> {
  const header = await readHeader(source, signal);
  if ("refusal" in header) return { outcome: "refused", refusal: header.refusal };
  const { delimiter, line, names } = header;
  const layout = layOut(names, line);
  if ("refusal" in layout) return { outcome: "refused", refusal: layout.refusal };
  const amounts = [layout.at.get("amount"), layout.at.get("open_amount")].filter(
    (place) => place !== undefined,
  );
  const count = { ".": 0, ",": 0 };
  const look = (row: CsvRow) => {
    if (row.line <= line) return;
    for (const place of amounts) {
      const shown = markShownBy(row, place);
      if (shown !== null) count[shown]++;
    }
  };
  let fault = await readRows(source, { delimiter, onRow: look, signal });
  const lineByLine = fault?.of === "row";
  if (lineByLine) {
    count["."] = count[","] = 0;
    fault = await readRows(source, { delimiter, onRow: look, onFault: () => undefined, signal });
  }
  if (fault !== null) return { outcome: "refused", refusal: fault.reason };
  const sheet: Sheet = {
    ...layout,
    delimiter,
    headerLine: line,
    mark: count["."] + count[","] === 0 ? null : count["."] >= count[","] ? "." : ",",
    mixed: count["."] > 0 && count[","] > 0,
    lineByLine,
  };
  return { outcome: "surveyed", sheet };
}

interface Header {
  readonly delimiter: string;
  readonly line: number;
  readonly names: readonly string[];
}

/** The first line that is not blank, parted by the delimiter that makes most sense of it. */
async function readHeader(
  source: ByteSource,
  signal: AbortSignal | undefined,
): Promise<Header | { refusal: QuarantineReason }> {
  const first = await firstLine(source, signal);
  if ("fault" in first) return { refusal: first.fault };
  const { line, text, isEmpty } = first;
  if (isEmpty) return { refusal: emptyFile() };
  const parted = DELIMITERS.map((delimiter) => ({ delimiter, line, names: partedBy(delimiter, text) }));
  const known = ({ names }: Header) => names.filter(isKnown).length;
  const [best] = parted.sort((a, b) => known(b) - known(a));
  if (!best || known(best) === 0) return { refusal: noReceivables(line, text) };
  if (!best.names.includes("kind") && isReport(text)) return { refusal: noReceivables(line, text) };
  return best;
}

function partedBy(delimiter: string, line: string): string[] {
  let names: string[] = [];
  const splitter = csvSplitter(delimiter, (row) => {
    names = cells(row).map(normaliseHeader);
    return false;
  });
  if (splitter.write(line) === null) splitter.end();
  return names;
}

function isKnown(name: string): name is Column {
  return (KNOWN as readonly string[]).includes(name);
}

function layOut(
  names: readonly string[],
  line: number,
): Pick<Sheet, "width" | "at" | "optional" | "unknown" | "notes"> | { refusal: QuarantineReason } {
  const at = new Map<Column, number>();
  const unknown: number[] = [];
  for (const [place, name] of names.entries()) {
    if (!isKnown(name)) {
      if (name !== "") unknown.push(place);
    } else if (at.has(name)) return { refusal: twice(line, name) };
    else at.set(name, place);
  }
  const missing = REQUIRED.filter((name) => !at.has(name));
  if (missing.length > 0) return { refusal: missingColumns(line, missing, names) };
  return {
    width: names.length,
    at,
    optional: OPTIONAL.filter((name) => at.has(name)),
    unknown,
    notes: unknown.length === 0 ? [] : [ignored(unknown.map((place) => names[place] ?? ""))],
  };
}

/** Which decimal mark an amount can only have; null when it could have either, or is none. */
function markShownBy(row: CsvRow, place: number): Mark | null {
  const end = row.ends[place] ?? 0;
  if (place >= row.count) return null;
  // nearly every amount: two decimals
  const code = row.text.charCodeAt(end - 3);
  if (end - 3 > (row.starts[place] ?? 0) && (code === 46 || code === 44)) return code === 46 ? "." : ",";
  return markOf(cell(row, place));
}

/** "1.234,50", "12,5", "1.234.567" (grouped, so the mark is the comma); not "1.234", "12" or "1 234". */
export function markOf(text: string): Mark | null {
  const marks: readonly string[] = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last !== "." && last !== ",") return null;
  const other: Mark = last === "." ? "," : ".";
  if (marks.includes(other)) return last;
  if (marks.length > 1) return other;
  const decimals = text.length - text.lastIndexOf(last) - 1;
  const whole = text.slice(0, text.lastIndexOf(last)).replace(/\D/g, "");
  return decimals === 3 && whole.length <= 3 && whole !== "0" && whole !== "" ? null : last;
}

function emptyFile(): QuarantineReason {
  return {
    ...whole("empty_file"),
    what: { sv: "Filen är tom.", en: "The file is empty." },
    todo: EXPORT_AGAIN,
  };
}

/** Whether a header is one of Klarna's: a settlement report that was put into the wrong folder. */
function isReport(text: string): boolean {
  return /payment_reference|total_\w+_amount|capture_date|detailed_type/i.test(text);
}

function noReceivables(line: number, text: string): QuarantineReason {
  return {
    ...whole("not_receivables"),
    line,
    found: text.slice(0, 200),
    expected: REQUIRED.join(", "),
    what: {
      sv: `Första raden har inte rubrikerna i en fordringsfil (${KNOWN.join(", ")}).`,
      en: `The first line does not have the headers of a receivables file (${KNOWN.join(", ")}).`,
    },
    todo: isReport(text)
      ? {
          sv: "Det ser ut som en avräkningsrapport: lägg den i inbox/ i stället.",
          en: "It looks like a settlement report: put it into inbox/ instead.",
        }
      : {
          sv: "Låt första raden vara rubriker med de namnen, åtskilda med semikolon, komma eller tabb.",
          en: "Let the first line be headers of those names, parted by semicolon, comma or tab.",
        },
  };
}

function missingColumns(
  line: number,
  missing: readonly string[],
  names: readonly string[],
): QuarantineReason {
  return {
    ...whole("missing_column"),
    line,
    column: missing[0] ?? null,
    found: names.join(", ").slice(0, 200),
    expected: missing.join(", "),
    what: {
      sv: `Kolumnen ${missing.join(", ")} saknas. De kolumner som finns: ${names.join(", ").slice(0, 500)}.`,
      en: `The column ${missing.join(", ")} is missing. The columns there are: ${names.join(", ").slice(0, 500)}.`,
    },
    todo: {
      sv: "Lägg till kolumnen i exporten. Varje rad behöver kind, number, currency och amount.",
      en: "Add the column to the export. Every row needs kind, number, currency and amount.",
    },
  };
}

function twice(line: number, name: string): QuarantineReason {
  return {
    ...whole("duplicate_column"),
    line,
    column: name,
    found: name,
    what: { sv: `Kolumnen ${name} finns två gånger.`, en: `The column ${name} is there twice.` },
    todo: { sv: "Ta bort eller byt namn på den ena.", en: "Remove or rename one of them." },
  };
}

function whole(reason: string): QuarantineReason {
  const empty = { sv: "", en: "" };
  return {
    code: "unreadable",
    reason,
    line: null,
    column: null,
    found: null,
    expected: null,
    what: empty,
    todo: empty,
  };
}

function ignored(names: readonly string[]): Words {
  const list = names.slice(0, 20).join(", ");
  return {
    sv: `Kolumner som Kvitt inte känner till och hoppar över: ${list}.`,
    en: `Columns that Kvitt does not know and passes over: ${list}.`,
  };
}
