/** What is in the columns of a transaction list whose headers are not known. */
import { readAnyAmount, type Mark } from "./amount.ts";
import { readDate } from "./date.ts";
import { markShownBy } from "./evidence.ts";
import { LINE_TYPES, type LineType } from "./report.ts";

export interface ColumnContents {
  readonly index: number;
  readonly header: string;
  readonly kind: "amount" | "whole" | "date" | "text";
  /** The cells that are not empty, and the rows they are in. */
  readonly values: readonly string[];
  readonly rows: readonly number[];
  readonly filled: number;
  readonly distinct: number;
}

export interface Contents {
  readonly columns: readonly ColumnContents[];
  readonly typeAt: number | undefined;
  /** The type of each row. */
  readonly types: readonly LineType[];
  readonly mark: Mark;
  /** Sums of the lines by summary token, in minor units, for recognising totals. */
  readonly sums: ReadonlyMap<string, number>;
}

export function columnContents(header: readonly string[], data: readonly string[][]): Contents {
  const columns = header.map((name, index) => contentsOf(name, index, data));
  const typeAt = columns.find(
    ({ values }) => values.length === data.length && values.every((value) => typeOf(value)),
  )?.index;
  const types = data.map((row) => typeOf(row[typeAt ?? 0] ?? "") ?? "SALE");
  const commas = data.flat().filter((value) => markShownBy(value) === ",").length;
  const points = data.flat().filter((value) => markShownBy(value) === ".").length;
  const mark: Mark = commas > points ? "," : ".";
  return { columns, typeAt, types, mark, sums: sumsOf(columns, types, mark) };
}

function typeOf(value: string): LineType | undefined {
  return LINE_TYPES.find((type) => type === value.toUpperCase());
}

function contentsOf(header: string, index: number, data: readonly string[][]): ColumnContents {
  const rows = data.flatMap((row, at) => ((row[index] ?? "") === "" ? [] : [at]));
  const values = rows.map((at) => data[at]?.[index] ?? "");
  const every = (test: (value: string) => boolean) => values.length > 0 && values.every(test);
  const kind = every((value) => readDate(value, "dmy") !== null || readDate(value, "mdy") !== null)
    ? "date"
    : every((value) => /^-?\d+$/.test(value) || markShownBy(value) !== null) &&
        values.some((value) => markShownBy(value) !== null)
      ? "amount"
      : every((value) => /^-?\d+$/.test(value))
        ? "whole"
        : "text";
  return { index, header, kind, values, rows, filled: values.length, distinct: new Set(values).size };
}

/** Only those that the head of a file holds whole are of use: a sum of a part matches nothing and does no harm. */
function sumsOf(
  columns: readonly ColumnContents[],
  types: readonly LineType[],
  mark: Mark,
): Map<string, number> {
  const amounts = columns.find(({ kind, filled }) => kind === "amount" && filled === types.length);
  const vat = columns.find(
    ({ kind, filled, rows }) =>
      kind === "amount" && filled < types.length && rows.every((row) => types[row] === "FEE"),
  );
  const sums = new Map<string, number>();
  if (!amounts) return sums;
  const sum = (type: LineType) =>
    amounts.values.reduce(
      (total, value, at) => (types[at] === type ? total + Math.abs(readAnyAmount(value, mark, 2)) : total),
      0,
    );
  const tax = vat
    ? vat.values.reduce((total, value) => total + Math.abs(readAnyAmount(value, mark, 2)), 0)
    : 0;
  const [sale, returned, fee] = [sum("SALE"), sum("RETURN"), sum("FEE")];
  for (const [token, total] of [
    ["total_sale_amount", sale],
    ["total_return_amount", returned],
    ["total_fee_amount", fee],
    ["total_tax_amount", tax],
    ["total_settlement_amount", sale - returned - fee - tax],
  ] as const)
    if (total !== 0) sums.set(token, total);
  return sums;
}
