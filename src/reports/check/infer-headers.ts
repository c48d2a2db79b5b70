/**
 * Proposes what renamed columns mean, by their contents: a column of SALE, RETURN and FEE is the type whatever its name,
 * a summary value that is the sum of all SALE lines is the total of sales. Only a proposal, for a person to confirm in
 * the settings: nothing is read with it.
 */
import { CsvError, parse } from "csv-parse/sync";
import { LINE_TOKENS, lineToken, normaliseHeader, summaryField, vocabulary } from "../values/columns.ts";
import { columnContents, type ColumnContents, type Contents } from "./infer-column.ts";
import { readAnyAmount, type Mark } from "../values/amount.ts";
import { readDate } from "../values/date.ts";
import { markShownBy } from "../csv/cell-format.ts";
import { LINE_TYPES, type LineType } from "../report.ts";
import { isCurrency } from "../payout/summary.ts";
import { DELIMITERS } from "../csv/sniff.ts";

/** Rows of the head that are looked at. */
const MAX_ROWS = 500;

/** Normalised header -> canonical token, for headers that are not known as they are. */
export function proposeHeaders(
  text: string,
  known: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const proposed: Record<string, string> = {};
  const rows = bestRows(text);
  const firstData = rows.findIndex((row) => row.some((value) => isType(value)));
  if (firstData < 1) return proposed;
  const width = rows[firstData]?.length ?? 0;
  const headerAt = rows.findLastIndex(
    (row, index) => index < firstData && row.length === width && row.filter(Boolean).length > 1,
  );
  const header = rows[headerAt];
  if (!header) return proposed;
  const data = rows
    .slice(firstData)
    .filter((row) => row.length === width && row.some((value) => isType(value)));

  const nameOf = vocabulary(known);
  const taken = new Set(header.map(nameOf).flatMap((name) => lineToken(name) ?? []));
  const contents = columnContents(header, data);
  for (const [column, token] of tokensOf(contents)) {
    const raw = header[column] ?? "";
    if (taken.has(token) || lineToken(nameOf(raw)) !== undefined || raw === "") continue;
    proposed[normaliseHeader(raw)] = token;
    taken.add(token);
  }
  Object.assign(proposed, summaryNames(rows.slice(0, headerAt), contents, nameOf));
  return proposed;
}

/** The head's rows under the delimiter by which most rows have a type. */
function bestRows(text: string): string[][] {
  let best: string[][] = [];
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const rows = sampleRows(text, delimiter);
    const score = rows.filter((row) => row.length > 2 && row.some(isType)).length;
    if (score > most) {
      most = score;
      best = rows;
    }
  }
  return best.filter((row) => row.some((value) => value !== ""));
}

/** The first rows, up to a misplaced quotation mark. */
function sampleRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  try {
    parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      to: MAX_ROWS,
      on_record(cells) {
        rows.push(cells.map((value) => value.trim()));
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
}

function isType(value: string): boolean {
  return LINE_TYPES.some((type) => type === value.toUpperCase());
}

type Token = keyof typeof LINE_TOKENS;

/** Which column is what, the surest first. */
function tokensOf({ columns, typeAt, amountAt, vatAt, rateAt, types }: Contents): [number, Token][] {
  const found: [number, Token][] = [];
  const isFree = (column: number) => !found.some(([at]) => at === column);
  const add = (column: number | undefined, token: Token) => {
    if (column !== undefined && isFree(column) && !found.some(([, known]) => known === token))
      found.push([column, token]);
  };
  const free = (test: (column: ColumnContents) => boolean) =>
    columns.filter((column) => column.filled > 0 && isFree(column.index) && test(column));
  const first = (test: (column: ColumnContents) => boolean) => free(test)[0]?.index;
  const onlyOn = (column: ColumnContents, ...wanted: LineType[]) =>
    column.rows.every((row) => wanted.includes(types[row] ?? "SALE"));

  add(typeAt, "type");
  add(amountAt, "amount");
  add(vatAt, "vat_amount");
  add(rateAt, "vat_rate");
  add(
    first(({ values }) => values.every(isCurrency)),
    "posting_currency",
  );
  add(
    first(({ values }) => values.every((value) => /^[A-Z]{2}$/.test(value))),
    "purchase_country",
  );
  add(
    first(({ values }) => values.every((value) => DETAILED.test(value))),
    "detailed_type",
  );

  // Sold first, captured later: the two date columns tell themselves apart, if they differ at all.
  const [one, other] = free(({ kind }) => kind === "date");
  if (one && other) {
    const [before, after] = [earlier(one, other), earlier(other, one)];
    if (before > 0 && after === 0) addBoth(add, one.index, other.index);
    else if (after > 0 && before === 0) addBoth(add, other.index, one.index);
  }
  const isId = ({ values }: ColumnContents) => values.every((value) => UUID.test(value));
  add(
    first((column) => isId(column) && onlyOn(column, "RETURN", "REVERSAL")),
    "refund_id",
  );
  add(
    first((column) => isId(column) && onlyOn(column, "SALE", "FEE") && column.filled < types.length),
    "capture_id",
  );
  const orders = free(isId);
  if (orders.length === 1) add(orders[0]?.index, "order_id");
  add(
    first(({ values, kind }) => kind === "text" && values.every((value) => SHORT_ID.test(value))),
    "short_order_id",
  );
  for (const { index, header } of columns) {
    const named = COMMON_NAMES.get(normaliseHeader(header));
    if (named) add(index, named);
  }
  return found;
}

/** Rows in which the one date is before the other. */
function earlier(one: ColumnContents, other: ColumnContents): number {
  const instant = (text: string | undefined) => readDate(text ?? "", null) ?? "";
  return one.values.filter((value, at) => instant(value) < instant(other.values[at])).length;
}

function addBoth(add: (column: number, token: Token) => void, sold: number, captured: number): void {
  add(sold, "sale_date");
  add(captured, "capture_date");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DETAILED = /^[A-Z]+(?:_[A-Z]+)*$/;
const SHORT_ID = /^(?=.*\d)(?=.*[A-Z])[0-9A-Z]{5,10}(?:-\d{1,2})?$/;

/** What people call columns, where the content alone cannot tell. */
const COMMON_NAMES: ReadonlyMap<string, Token> = new Map([
  ["ordernummer", "merchant_reference1"],
  ["ordernr", "merchant_reference1"],
  ["order_number", "merchant_reference1"],
  ["referens", "merchant_reference1"],
  ["reference", "merchant_reference1"],
  ["referens_1", "merchant_reference1"],
  ["referens1", "merchant_reference1"],
  ["referens_2", "merchant_reference2"],
  ["referens2", "merchant_reference2"],
  ["fakturanummer", "merchant_reference2"],
  ["invoice_number", "merchant_reference2"],
  ["klarna_order_id", "order_id"],
  ["orderid", "order_id"],
  ["leveransdatum", "capture_date"],
  ["orderdatum", "sale_date"],
  ["betalsätt", "initial_payment_method_type"],
  ["payment_method", "initial_payment_method_type"],
  ["handlar_id", "merchant_id"],
  ["mid", "merchant_id"],
  ["utbetalningsreferens", "payment_reference"],
  ["betalningsreferens", "payment_reference"],
]);

/** Labels of a summary by their values: beside each other above the values, or below each other. */
function summaryNames(
  rows: readonly string[][],
  contents: Contents,
  nameOf: (raw: string) => string,
): Record<string, string> {
  const pairs: [label: string, value: string][] = [];
  for (const [index, row] of rows.entries()) {
    const used = row.filter(Boolean);
    const next = rows[index + 1];
    if (used.length === 2 && row[0] && row[1]) pairs.push([row[0], row[1]]);
    else if (next && used.length > 2 && next.length >= used.length)
      row.forEach((label, at) => pairs.push([label, next[at] ?? ""]));
  }
  const sums = contents.sums;
  const proposed: Record<string, string> = {};
  const known = new Set(
    pairs.map(([label]) => nameOf(label)).filter((name) => summaryField(name) !== undefined),
  );
  for (const [label, value] of pairs) {
    const name = nameOf(label);
    if (value === "" || label === "" || summaryField(name) !== undefined || /^[\d-]/.test(label)) continue;
    const token = summaryToken(value, contents.mark, sums);
    if (!token || known.has(token)) continue;
    proposed[normaliseHeader(label)] = token;
    known.add(token);
  }
  return proposed;
}

function summaryToken(value: string, mark: Mark, sums: ReadonlyMap<string, number>): string | null {
  if (/^(?:NET|GROSS|GROSS_FEE)$/.test(value)) return "merchant_settlement_type";
  if (isCurrency(value)) return "settlement_currency";
  if (/^[KM]\w*\d{3,}$/i.test(value)) return "merchant_id";
  if (readDate(value, null) !== null) return "payout_date";
  const units = readAnyAmount(value, mark, 2);
  if (markShownBy(value) !== null && units !== 0) {
    const matching = [...sums].filter(([, sum]) => Math.abs(sum) === Math.abs(units)).map(([token]) => token);
    return matching.length === 1 ? (matching[0] ?? null) : null;
  }
  return /^[0-9A-Z]{6,}$/.test(value) ? "payment_reference" : null;
}
