/**
 * Recognises the rows of a report: which is a header, which a summary, which a transaction. Summary values may be beside
 * or below their labels, before or after the table, once or in every block, with or without empty lines between.
 * A row of no known kind is refused with its line, never dropped.
 */
import {
  isKnownName,
  lineToken,
  summaryField,
  extraName,
  LINE_TOKENS,
  type LineToken,
} from "../values/columns.ts";
import { cells, type CsvRow } from "./csv-row.ts";
import { detach } from "../values/detach.ts";
import { isSumWord, shownRow } from "./spreadsheet-row.ts";
import type { RefusalList } from "../refusals/refusal.ts";

/** One cell of a summary with its label. */
export interface SummaryCell {
  /** As printed in the file. */
  readonly header: string;
  /** Normalised, after the merchant's own map. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export interface TableHeader {
  readonly line: number;
  /** As printed, without empty cells at the end. */
  readonly headers: readonly string[];
  readonly names: readonly string[];
  /** Where each known column is. */
  readonly places: ReadonlyMap<LineToken, number>;
  /** The columns that have no field of their own. */
  readonly extras: readonly { readonly index: number; readonly name: string }[];
}

export interface LayoutEvents {
  summary(cells: readonly SummaryCell[]): void;
  table(header: TableHeader): void;
  /** A header that lacks the type or the amount: refused, but of use for the check. */
  incompleteTable?(header: TableHeader): void;
  /** A row of the table with the right number of cells. False: its type is unknown, so it may be something else. */
  row(row: CsvRow): boolean;
  /** A row of the table whose type is unknown and that is nothing else either. */
  unknownType(row: CsvRow): void;
}

/** The labels of a summary whose values come next; several rows of values may follow. */
interface Labels {
  readonly headers: readonly string[];
  readonly names: readonly string[];
  readonly line: number;
  filled: boolean;
}

/** `nameOf` normalises a header and applies the merchant's map. */
export class LayoutReader {
  readonly #nameOf: (raw: string) => string;
  readonly #events: LayoutEvents;
  readonly #refusals: RefusalList;
  #table: TableHeader | null = null;
  #labels: Labels | null = null;
  #pairs: SummaryCell[] = [];

  constructor(nameOf: (raw: string) => string, events: LayoutEvents, refusals: RefusalList) {
    this.#nameOf = nameOf;
    this.#events = events;
    this.#refusals = refusals;
  }

  row(row: CsvRow): void {
    const table = this.#table;
    if (table !== null && hasWidth(row, table.headers.length) && this.#events.row(row)) return;
    this.#readOther(row);
  }

  end(): void {
    this.#flush();
    this.#leaveLabels();
  }

  #readOther(row: CsvRow): void {
    const values = cells(row).map((value) => detach(value.trim()));
    const used = values.findLastIndex((value) => value !== "") + 1;
    if (used === 0) return;
    const filled = values.slice(0, used);
    const names = filled.map(this.#nameOf);
    if (names.includes("type") || names.includes("transaction_type") || names.includes("amount")) {
      if (isTableHeader(names)) return this.#startTable(filled, names, row.line);
    }
    if (isPair(names, row.count)) return this.#addPair(filled, names, row.line);
    if (isSummaryHeader(names)) {
      this.#flush();
      this.#leaveLabels();
      this.#noDuplicates(names, filled, row.line);
      this.#labels = { headers: filled, names, line: row.line, filled: false };
      this.#table = null;
      return;
    }
    if (this.#labels) return this.#addValues(this.#labels, values, used, row.line);
    if (this.#table) {
      const width = this.#table.headers.length;
      if (row.count === width || used === width || (used < width && row.count >= width))
        return this.#events.unknownType(row);
      if (used === 1 || isSumWord(filled[0] ?? ""))
        return this.#refusals.add("spreadsheet_row", { line: row.line, found: shownRow(row) });
      return this.#refusals.add("cell_count", {
        line: row.line,
        found: String(used),
        expected: String(width),
      });
    }
    if (looksLikeTableHeader(names)) {
      this.#events.incompleteTable?.(tableHeader(filled, names, row.line));
      const missing = names.some((name) => lineToken(name) === "type") ? "amount" : "type";
      return this.#refusals.add("missing_column", {
        line: row.line,
        expected: missing,
        found: filled.join(", "),
      });
    }
    this.#refusals.add("unexpected_row", { line: row.line, found: filled.join(" ") });
  }

  #startTable(headers: readonly string[], names: readonly string[], line: number): void {
    this.#flush();
    this.#leaveLabels();
    const duplicate = this.#noDuplicates(names, headers, line);
    this.#table = duplicate ? null : tableHeader(headers, names, line);
    if (this.#table) this.#events.table(this.#table);
  }

  #addPair(values: readonly string[], names: readonly string[], line: number): void {
    this.#leaveLabels();
    const [header = "", value = ""] = values;
    const [name = ""] = names;
    if (this.#pairs.some((pair) => sameField(pair.name, name))) this.#flush();
    this.#pairs.push({ header, name, value, line });
    this.#table = null;
  }

  #addValues(under: Labels, values: string[], used: number, line: number): void {
    const { headers, names } = under;
    if (used > headers.length || values.length < headers.length) {
      const found = String(used > headers.length ? used : values.length);
      return this.#refusals.add("cell_count", { line, found, expected: String(headers.length) });
    }
    under.filled = true;
    this.#events.summary(
      headers.map((header, index) => ({
        header,
        name: names[index] ?? "",
        value: values[index] ?? "",
        line,
      })),
    );
  }

  #flush(): void {
    if (this.#pairs.length > 0) this.#events.summary(this.#pairs);
    this.#pairs = [];
  }

  #leaveLabels(): void {
    if (this.#labels && !this.#labels.filled)
      this.#refusals.add("summary_empty", { line: this.#labels.line });
    this.#labels = null;
  }

  #noDuplicates(names: readonly string[], headers: readonly string[], line: number): boolean {
    const second = names.findIndex((name, index) => name !== "" && names.indexOf(name) < index);
    if (second === -1) return false;
    this.#refusals.add("duplicate_column", {
      line,
      column: headers[second] ?? null,
      found: headers[second] ?? null,
    });
    return true;
  }
}

function isTableHeader(names: readonly string[]): boolean {
  const tokens = names.map(lineToken);
  return tokens.includes("type") && tokens.includes("amount");
}

/** Three names that only a transaction list has. */
function looksLikeTableHeader(names: readonly string[]): boolean {
  return (
    names.filter((name) => lineToken(name) !== undefined && summaryField(name) === undefined).length >= 3
  );
}

function isSummaryHeader(names: readonly string[]): boolean {
  if (names.some((name) => /^[-\d]/.test(name))) return false;
  const known = names.filter((name) => summaryField(name) !== undefined && isKnownName(name));
  return known.length >= 2 && known.length * 2 >= names.length;
}

/** A label and its value alone in a row. A total without a cell for its value is how a truncated file ends. */
function isPair(names: readonly string[], cellCount: number): boolean {
  const [label = "", value] = names;
  const field = summaryField(label);
  if (names.length > 2 || field === undefined) return false;
  if (cellCount === 1) return field.kind === "fact";
  return value === undefined || (summaryField(value) === undefined && lineToken(value) === undefined);
}

function sameField(one: string, other: string): boolean {
  const a = summaryField(one);
  const b = summaryField(other);
  if (!a || !b || a.kind === "unknown total" || b.kind === "unknown total") return one === other;
  return a.kind === b.kind && a.name === b.name;
}

/** Excel pads every row to the widest one. */
function hasWidth(row: CsvRow, width: number): boolean {
  for (let index = width; index < row.count; index++) {
    if (row.text.slice(row.starts[index], row.ends[index]).trim() !== "") return false;
  }
  return row.count >= width;
}

/** Of two columns with the same meaning, the one with the more usual name counts; the other stays in `extra`. */
function tableHeader(headers: readonly string[], names: readonly string[], line: number): TableHeader {
  const places = new Map<LineToken, number>();
  names.forEach((name, index) => {
    const token = lineToken(name);
    if (!token) return;
    const taken = places.get(token);
    if (taken === undefined || rank(token, name) < rank(token, names[taken] ?? "")) places.set(token, index);
  });
  const placed = new Set(places.values());
  const extras = names.flatMap((name, index) =>
    placed.has(index) ? [] : [{ index, name: name === "" ? `column_${index + 1}` : extraName(name) }],
  );
  return { line, headers, names, places, extras };
}

function rank(token: LineToken, name: string): number {
  const names: readonly string[] = LINE_TOKENS[token];
  return names.indexOf(name);
}
