/**
 * Compares a payout that came again with the stored one. Two reports of one payout may have different columns, so the common
 * ones are compared, as sets of lines without order, down to the cells that differ.
 */
import { json, type Row, type RowShape } from "./row.ts";
import type { Dialect, ProvenPayout } from "../reports/report.ts";
import { change, oneRow, type Handle } from "./database.ts";
import {
  comparedFields,
  differingLines,
  filledFields,
  haveOnePrint,
  type DifferingLine,
  type Field,
  type Sides,
} from "./line-diff.ts";
import { completedColumns } from "./completed-columns.ts";
import { pairLines } from "./pair-lines.ts";

const STORED_PAYOUT_ROW = {
  id: "bigint",
  merchantId: "text",
  currency: "text",
  payoutDate: "instant?",
  totals: json<Readonly<Record<string, string | null>>>(),
  columns: json<readonly string[]>(),
  lineCount: "number",
  dialect: json<Dialect | null>(),
  state: "text",
} as const satisfies RowShape;
export type StoredPayout = Row<typeof STORED_PAYOUT_ROW>;

/** `merchantId` is "" when neither the report nor the inbox nor the settings name it. */
export interface PayoutKey {
  readonly issuer: string;
  readonly merchantId: string;
  readonly paymentReference: string;
}

/** Serialises imports of the same payout, until the transaction ends. */
export async function lockPayout(trx: Handle, paymentReference: string): Promise<void> {
  await change(trx, "select pg_advisory_xact_lock(hashtextextended('payout ' || :paymentReference, 0))", {
    paymentReference,
  });
}

/**
 * The payout of a key, also when its merchant was or is unknown. An unknown merchant has no known issuer either. Serialises
 * imports of the same payout, as `lockPayout` does: of two at once the later one finds it.
 */
export async function findPayout(trx: Handle, key: PayoutKey): Promise<StoredPayout | null> {
  return oneRow(
    trx,
    STORED_PAYOUT_ROW,
    `select id, merchant_id as "merchantId", currency, payout_date as "payoutDate", totals, columns,
            line_count as "lineCount", state, dialect
       from locked_payout(:issuer, :merchantId, :paymentReference)`,
    { ...key },
  );
}

export interface LineChange {
  readonly change: "added" | "gone" | "altered";
  /** In the new file, or for a line that is gone in the old one; null for a total. */
  readonly row: number | null;
  /** Of the line; the name of the total otherwise. */
  readonly type: string;
  readonly orderId: string | null;
  /** Minor units. */
  readonly amount: bigint;
  /** altered: field -> old and new value. */
  readonly fields: Readonly<Record<string, readonly [was: string | null, is: string | null]>>;
}

export interface Difference {
  readonly added: number;
  readonly gone: number;
  readonly altered: number;
  /** The first ones, ordered by row. */
  readonly changes: readonly LineChange[];
}

const MAX_CHANGES = 20;

/**
 * Compares a stored payout with the lines that have been loaded under `newId`. Null: the same content in what both have; extra
 * columns or cells of the new one are no difference.
 */
export async function compareWithStored(
  trx: Handle,
  old: StoredPayout,
  newId: bigint,
  payout: ProvenPayout,
  dialect: Dialect,
): Promise<Difference | null> {
  const totals = changedTotals(old, payout);
  const compared = await comparison(trx, old, { payout, dialect }, { table: "line", payoutId: newId });
  const lines = await linesThatDiffer(trx, compared);
  const sameLines = lines.added + lines.gone === 0;
  if (totals.length === 0 && sameLines) return null;
  const { altered, added, gone } = pairUp(
    lines.rows,
    compared.fields.map(({ name }) => name),
  );
  // when lines differ, so do their sums: those are not listed again
  const ofTotals = sameLines ? totals : totals.filter(({ type }) => NOT_OF_LINES.has(type));
  const changes = [...ofTotals, ...altered, ...added, ...gone];
  return {
    added: lines.added - altered.length,
    gone: lines.gone - altered.length,
    altered: altered.length + ofTotals.length,
    changes: changes.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)).slice(0, MAX_CHANGES),
  };
}

export interface Comparison {
  /** Fields that both downloads have. */
  readonly fields: readonly Field[];
  readonly sides: Sides;
}

/** By what a stored payout, including its completions, and the payout as it came again are compared. */
export async function comparison(
  trx: Handle,
  old: StoredPayout,
  { payout, dialect }: { readonly payout: ProvenPayout; readonly dialect: Dialect },
  again: Sides["again"],
): Promise<Comparison> {
  const completed = await completedColumns(trx, old.id);
  const stored = { table: completed.length > 0 ? "known_line" : "line", payoutId: old.id } as const;
  const columns = new Set([...old.columns, ...completed]);
  const common = payout.columns.filter((column) => columns.has(column));
  const alike = isAlike(old.dialect, dialect);
  const sides = { stored, again };
  return { fields: await comparedFields(trx, { common, alike }, sides), sides };
}

async function linesThatDiffer(trx: Handle, { fields, sides }: Comparison) {
  const none = { added: 0, gone: 0, rows: [] };
  if (await haveOnePrint(trx, fields, sides)) return none;
  if (await haveOnePrint(trx, await filledFields(trx, fields, sides), sides)) return none;
  if ((await pairLines(trx, fields, sides)).same) return none;
  return differingLines(trx, fields, sides);
}

/** Totals and properties that are no sums of lines. */
const NOT_OF_LINES = new Set([
  "currency",
  "payoutDate",
  "feeCorrection",
  "repay",
  "deposit",
  "openingDebt",
  "closingDebt",
]);

/** Differences of the payout as a whole. A total that only one report has is 0 or null in the other, and is not compared. */
function changedTotals(old: StoredPayout, payout: ProvenPayout): LineChange[] {
  const changes: LineChange[] = [];
  const add = (type: string, was: string | null, is: string | null, amount: bigint) =>
    changes.push({
      change: "altered",
      row: null,
      type,
      orderId: null,
      amount,
      fields: { [type]: [was, is] },
    });
  if (old.currency !== payout.currency)
    add("currency", old.currency, payout.currency, payout.totals.settlement);
  for (const [name, is] of Object.entries(payout.totals)) {
    const was = old.totals[name] ?? null;
    if (was === null || is === null || was === String(is)) continue;
    const both = was !== "0" && is !== 0n;
    if (both || name === "settlement") add(name, was, String(is), is);
  }
  const [was, is] = [old.payoutDate?.toISOString() ?? null, payout.payoutDate];
  // a report with dates only has no time of day to compare
  if (was !== null && is !== null && was !== is && !isMidnight(was) && !isMidnight(is))
    add("payoutDate", was, is, payout.totals.settlement);
  return changes;
}

function isMidnight(instant: string): boolean {
  return instant.endsWith("T00:00:00.000Z");
}

/** A line that is gone and one that was added are one altered line when both have the same identity. */
function pairUp(lines: readonly DifferingLine[], names: readonly string[]) {
  const gone = lines.filter(({ side }) => side === "gone");
  const altered: LineChange[] = [];
  const added: LineChange[] = [];
  for (const line of lines.filter(({ side }) => side === "added")) {
    const twin = gone.findIndex(({ about }) => about === line.about);
    const [was] = twin === -1 ? [] : gone.splice(twin, 1);
    if (was === undefined) added.push({ ...plain(line), change: "added", fields: {} });
    else
      altered.push({
        ...plain(line),
        change: "altered",
        fields: differingFields(was.cells, line.cells, names),
      });
  }
  return {
    altered,
    added,
    gone: gone.map((line) => ({ ...plain(line), change: "gone" as const, fields: {} })),
  };
}

function plain({ row, type, orderId, amount }: DifferingLine) {
  return { row, type, orderId, amount };
}

function differingFields(
  was: DifferingLine["cells"],
  is: DifferingLine["cells"],
  names: readonly string[],
): LineChange["fields"] {
  const text = (cell: string | number | null | undefined) =>
    cell === null || cell === undefined ? null : String(cell);
  const pairs = names.map((name, at) => [name, [text(was[at]), text(is[at])] as const] as const);
  return Object.fromEntries(pairs.filter(([, [before, after]]) => before !== after));
}

function isAlike(one: Dialect | null, other: Dialect): boolean {
  return (
    one !== null &&
    one.format === other.format &&
    one.decimalMark === other.decimalMark &&
    one.signed === other.signed &&
    one.dates === other.dates
  );
}
