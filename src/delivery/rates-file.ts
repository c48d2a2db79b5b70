/** Parses the text of a rates file, `date;currency;rate`. No file system: `rates.ts` finds the file. */
import { CsvError, parse } from "csv-parse/sync";
import { messages } from "./messages.ts";
import { refuse, type Parsed } from "../errors.ts";
import { inEach, type Message } from "../message.ts";

export interface Rate {
  readonly currency: string;
  /** The day it is the rate of, "2026-01-02". */
  readonly date: string;
  /** "11.4523" */
  readonly rate: string;
}

const COLUMNS = ["date", "currency", "rate"] as const;

/**
 * The header comes first, columns are in any order, the delimiter is `;` or tab, or `,` with decimal points. One bad row
 * refuses the file, with every bad row's line: without that row an older rate would silently be used for its day.
 */
export function readRatesFile(name: string, text: string): Parsed<readonly Rate[]> {
  const parsed = parseRows(name, text);
  if (!parsed.ok) return parsed;
  const [header, ...rows] = parsed.value;
  const columns = (header?.cells ?? []).map((cell) => cell.toLowerCase());
  const missing = COLUMNS.filter((column) => !columns.includes(column)).join(", ");
  if (missing !== "") return refuse(messages.firstLineMustNameColumns({ name, missing }));

  const problems: Message[] = [];
  const rates = new Map<string, Rate>();
  for (const { line, cells } of rows) {
    if (cells.length === 1 && cells[0] === "") continue;
    const row = new Map(cells.map((cell, place) => [columns[place] ?? "surplus", cell]));
    const read = rateOf(row);
    const key = read.ok ? `${read.value.currency} ${read.value.date}` : "";
    const before = rates.get(key);
    if (!read.ok) problems.push(at(name, line, read.problem));
    else if (before && before.rate !== read.value.rate)
      problems.push(at(name, line, contradiction(before.rate, read.value)));
    else rates.set(key, read.value);
  }
  if (problems.length === 0) return { ok: true, value: [...rates.values()] };
  return refuse(inEach((language) => problems.map((problem) => problem[language]).join("\n")));
}

function rateOf(row: ReadonlyMap<string, string>): Parsed<Rate> {
  const date = row.get("date") ?? "";
  const currency = (row.get("currency") ?? "").toUpperCase();
  const rate = (row.get("rate") ?? "").replace(",", ".");
  if (row.has("surplus")) return refuse(messages.rowMoreCellsThanHeader);
  if (!isDate(date)) return refuse(messages.dateSuch(date));
  if (!/^[A-Z]{3}$/.test(currency)) return refuse(messages.currencySuchEur(currency));
  if (!/^\d{1,9}(\.\d{1,10})?$/.test(rate)) return refuse(messages.rateSuch(rate));
  return { ok: true, value: { currency, date, rate } };
}

function contradiction(before: string, { currency, date, rate }: Rate): Message {
  return messages.hereFurtherUp({ currency, date, rate, before });
}

function at(name: string, line: number, { en, sv }: Message): Message {
  return messages.line({ name, line, sv, en });
}

interface Row {
  /** 1-based. */
  readonly line: number;
  readonly cells: readonly string[];
}

function parseRows(name: string, text: string): Parsed<readonly Row[]> {
  const [header = ""] = text.split(/\r\n|\n|\r/, 1);
  const rows: Row[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: [";", "\t", ","].find((mark) => header.includes(mark)) ?? ";",
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      trim: true,
      on_record(cells, { lines }) {
        rows.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(at(name, (rows.at(-1)?.line ?? 0) + 1, messages.misplacedQuote));
  }
  return { ok: true, value: rows };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
