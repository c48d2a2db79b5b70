/**
 * A header map describes how an export with other headers is read as a list of receivables: which of its columns is which
 * of Kvitt's, what is the same in all rows, what a negative amount means, and which rows are left out.
 */
import { RECEIVABLE_COLUMNS, REQUIRED_COLUMNS, type ReceivableColumn } from "../../receivable-columns.ts";
import { normaliseHeader } from "../../reports/values/columns.ts";

export interface HeaderMap {
  readonly name: string;
  /** Headers that a column may be read from; the first one that the file has is taken. */
  readonly columns: Readonly<Partial<Record<ReceivableColumn, readonly string[]>>>;
  /** What a column is in every row, unless the row has a value of its own. */
  readonly fixed: Readonly<Partial<Record<ReceivableColumn, string>>>;
  /** What an amount below zero means for an invoice: a mistake, or that it is a credit note. */
  readonly negative: "refuse" | "credit_note";
  /** Header -> values, in any case, of rows that are no receivables. */
  readonly leaveOut: Readonly<Record<string, readonly string[]>>;
  /** Only this export has all of these headers, so a file with them is read by the map without a setting. Empty: never. */
  readonly telling: readonly string[];
  /** Whether columns with Kvitt's own names are read as well; in another system's export they may mean something else. */
  readonly ownNames: boolean;
  /** Only the text before this character is read. */
  readonly cutAt: Readonly<Partial<Record<ReceivableColumn, string>>>;
  /** An export with several rows for an order, of which only the first has the amount. */
  readonly amountOnFirstRow: boolean;
  /** Rows of zero are orders that nothing is paid for: left out, not refused. */
  readonly leaveOutZero: boolean;
}

/** Where each column is in a file with these headers (normalised), by the map. */
export function placesBy(
  { columns, ownNames }: Pick<HeaderMap, "columns" | "ownNames">,
  headers: readonly string[],
): ReadonlyMap<ReceivableColumn, number> {
  const at = new Map<ReceivableColumn, number>();
  for (const column of ownNames ? RECEIVABLE_COLUMNS : []) {
    const place = headers.indexOf(column);
    if (place !== -1 && !(column in columns)) at.set(column, place);
  }
  for (const [column, names] of Object.entries(columns)) {
    for (const name of names) {
      const place = headers.indexOf(normaliseHeader(name));
      if (place === -1) continue;
      at.set(column as ReceivableColumn, place); // Object.entries forgets the keys' type
      break;
    }
  }
  return at;
}

/** Whether a file with these headers can be read by the map: its telling headers are there, and no required column is missing. */
export function fits(map: HeaderMap, headers: readonly string[]): boolean {
  const at = placesBy(map, headers);
  return (
    map.telling.every((header) => headers.includes(normaliseHeader(header))) &&
    REQUIRED_COLUMNS.every((column) => at.has(column) || column in map.fixed)
  );
}

/** The maps that use most of the file's columns; several when they use as many. */
export function bestMaps(maps: readonly HeaderMap[], headers: readonly string[]): readonly HeaderMap[] {
  const fitting = maps
    .filter((map) => fits(map, headers))
    .map((map) => ({ map, size: placesBy(map, headers).size }));
  const most = Math.max(...fitting.map(({ size }) => size));
  return fitting.filter(({ size }) => size === most).map(({ map }) => map);
}
