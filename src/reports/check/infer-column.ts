/** Infers what the columns of a transaction list contain when their headers are unknown. */
import { readAnyAmount, type Mark } from "../values/amount.ts";
import { readDate } from "../values/date.ts";
import { markShownBy } from "../csv/cell-format.ts";
import { LINE_TYPES, type LineType } from "../report.ts";

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
  readonly amountAt: number | undefined;
  /** Columns that are filled on fees only: their VAT in money, and its rate. */
  readonly vatAt: number | undefined;
  readonly rateAt: number | undefined;
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
  const amounts = columns.find(({ kind, filled }) => kind === "amount" && filled === types.length);
  const { vat, rate } = feeColumns(columns, amounts, types, mark);
  return {
    columns,
    typeAt,
    amountAt: amounts?.index,
    vatAt: vat?.index,
    rateAt: rate?.index,
    types,
    mark,
    sums: sumsOf(amounts, vat, types, mark),
  };
}

/** VAT is the rate's part of the fee, which tells the two columns apart even in a single row. */
function feeColumns(
  columns: readonly ColumnContents[],
  amounts: ColumnContents | undefined,
  types: readonly LineType[],
  mark: Mark,
): { vat: ColumnContents | undefined; rate: ColumnContents | undefined } {
  const onFees = columns.filter(
    ({ kind, filled, rows }) =>
      (kind === "amount" || kind === "whole") &&
      filled > 0 &&
      filled < types.length &&
      rows.every((row) => types[row] === "FEE" || types[row] === "FEE_REFUND"),
  );
  const units = (text: string | undefined) => Math.abs(readAnyAmount(text ?? "", mark, 2));
  const makes = (vat: ColumnContents, rate: ColumnContents) =>
    vat.rows.every((row, at) => {
      const part = (units(amounts?.values[row]) * units(rate.values[rate.rows.indexOf(row)])) / 10_000;
      return Math.abs(part - units(vat.values[at])) <= 1;
    });
  for (const vat of onFees)
    for (const rate of onFees) if (vat !== rate && makes(vat, rate)) return { vat, rate };
  const [only, ...others] = onFees;
  if (!only || others.length > 0) return { vat: undefined, rate: undefined };
  // VAT rates are few and small; VAT in money is neither, but for a handful of equal fees.
  const isRate =
    only.values.every((value) => units(value) <= 3000 && units(value) % 50 === 0) && only.distinct <= 2;
  return isRate ? { vat: undefined, rate: only } : { vat: only, rate: undefined };
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

/** Only useful when the head is the whole file: a partial sum matches nothing and does no harm. */
function sumsOf(
  amounts: ColumnContents | undefined,
  vat: ColumnContents | undefined,
  types: readonly LineType[],
  mark: Mark,
): Map<string, number> {
  const sums = new Map<string, number>();
  if (!amounts) return sums;
  const units = (text: string) => Math.abs(readAnyAmount(text, mark, 2));
  const sum = (type: LineType) =>
    amounts.values.reduce((total, value, at) => (types[at] === type ? total + units(value) : total), 0);
  const tax = (vat?.values ?? []).reduce((total, value) => total + units(value), 0);
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
