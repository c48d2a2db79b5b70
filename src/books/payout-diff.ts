/**
 * The same payout again: is it the same content? Two reports of one payout may be configured differently, so they are
 * compared on what both have, as sets of lines in which the order does not count, and down to the cells that differ.
 */
import type { Dialect, ProvenPayout } from "../reports/report.ts";
import { change, rows, type Handle } from "./database.ts";
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

export interface StoredPayout {
  readonly id: bigint;
  readonly merchantId: string;
  readonly currency: string;
  readonly payoutDate: Date | null;
  readonly totals: Readonly<Record<string, string | null>>;
  readonly columns: readonly string[];
  readonly lineCount: number;
  readonly dialect: Dialect | null;
  readonly state: string;
}

/** "" is a merchant that neither the report nor the inbox nor the settings tell. */
export interface PayoutKey {
  readonly issuer: string;
  readonly merchantId: string;
  readonly paymentReference: string;
}

/** Imports of the same payout take turns on this until their transactions end. */
export async function lockPayout(trx: Handle, paymentReference: string): Promise<void> {
  await change(trx, "select pg_advisory_xact_lock(hashtextextended('payout ' || :paymentReference, 0))", {
    paymentReference,
  });
}

/** The payout that a key means, also when its merchant was, or is, unknown. An unknown merchant says no issuer either. */
export async function findPayout(trx: Handle, key: PayoutKey): Promise<StoredPayout | null> {
  const [found] = await rows<StoredPayout>(
    trx,
    `select p.id, p.merchant_id as "merchantId", p.currency, p.payout_date as "payoutDate", p.totals, p.columns,
            p.line_count as "lineCount", p.state, f.dialect
       from payout p join report_file f on f.id = p.report_file_id
      where p.payment_reference = :paymentReference
        and (:merchantId = '' or p.merchant_id in ('', :merchantId)) and p.issuer in ('klarna', 'kustom')
        and (p.merchant_id = '' or :merchantId = '' or p.issuer = :issuer)
      order by p.merchant_id = :merchantId desc, p.id limit 1`,
    { ...key },
  );
  return found ?? null;
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
  /** altered: field -> what it was and what it is. */
  readonly fields: Readonly<Record<string, readonly [was: string | null, is: string | null]>>;
}

export interface Difference {
  readonly added: number;
  readonly gone: number;
  readonly altered: number;
  /** The first ones, in order of row. */
  readonly changes: readonly LineChange[];
}

const MAX_CHANGES = 20;

/**
 * Compares a stored payout with the lines that have just been loaded under `newId`. null: the same content, as far as both say
 * anything: what the new one has in columns or cells that the stored one has not is no difference.
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
  // sums of lines differ when lines do: that is said already
  const besides = sameLines ? totals : totals.filter(({ type }) => NOT_OF_LINES.has(type));
  const changes = [...besides, ...altered, ...added, ...gone];
  return {
    added: lines.added - altered.length,
    gone: lines.gone - altered.length,
    altered: altered.length + besides.length,
    changes: changes.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)).slice(0, MAX_CHANGES),
  };
}

export interface Comparison {
  /** What both downloads have. */
  readonly fields: readonly Field[];
  readonly sides: Sides;
}

/** What a stored payout, with what has completed it since, and the same payout as it came again are compared on. */
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

/** What no line of a report stands for. */
const NOT_OF_LINES = new Set([
  "currency",
  "payoutDate",
  "feeCorrection",
  "repay",
  "deposit",
  "openingDebt",
  "closingDebt",
]);

/** What the payout is as a whole. A total that one report has and the other has not is 0 or null there: not compared. */
function changedTotals(old: StoredPayout, payout: ProvenPayout): LineChange[] {
  const changes: LineChange[] = [];
  const tell = (type: string, was: string | null, is: string | null, amount: bigint) =>
    changes.push({
      change: "altered",
      row: null,
      type,
      orderId: null,
      amount,
      fields: { [type]: [was, is] },
    });
  if (old.currency !== payout.currency)
    tell("currency", old.currency, payout.currency, payout.totals.settlement);
  for (const [name, is] of Object.entries(payout.totals)) {
    const was = old.totals[name] ?? null;
    if (was === null || is === null || was === String(is)) continue;
    const both = was !== "0" && is !== 0n;
    if (both || name === "settlement") tell(name, was, String(is), is);
  }
  const [was, is] = [old.payoutDate?.toISOString() ?? null, payout.payoutDate];
  // one configured to show dates only says nothing about the hour
  if (was !== null && is !== null && was !== is && !isMidnight(was) && !isMidnight(is))
    tell("payoutDate", was, is, payout.totals.settlement);
  return changes;
}

function isMidnight(instant: string): boolean {
  return instant.endsWith("T00:00:00.000Z");
}

/** A line that is gone and one that was added are one altered line when both are about the same. */
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
