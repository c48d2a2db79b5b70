/**
 * The same payout again: is it the same content? Two reports of one payout may be configured differently, so they are
 * compared on what both have, as sets of lines in which the order does not count, and down to the cells that differ.
 */
import type { Dialect, ProvenPayout } from "../report/report.ts";
import { change, rows, type Handle } from "./database.ts";

export interface StoredPayout {
  readonly id: bigint;
  readonly merchantId: string;
  readonly currency: string;
  readonly payoutDate: Date | null;
  readonly totals: Readonly<Record<string, string | null>>;
  readonly columns: readonly string[];
  readonly lineCount: number;
  readonly dialect: Dialect | null;
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
            p.line_count as "lineCount", f.dialect
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
/** Lines of each side looked at to tell an altered line from one that is gone and another that was added. */
const MAX_PAIRED = 1_000;

/**
 * Compares a stored payout with the lines that have just been loaded under `newId`. null: the same content.
 */
export async function compareWithStored(
  trx: Handle,
  old: StoredPayout,
  newId: bigint,
  payout: ProvenPayout,
  dialect: Dialect,
): Promise<Difference | null> {
  const totals = changedTotals(old, payout);
  const common = payout.columns.filter((column) => old.columns.includes(column));
  const fields = await comparedFields(trx, common, old, newId, dialect);
  const lines = await differingLines(trx, fields, old.id, newId);
  if (totals.length === 0 && lines.added + lines.gone === 0) return null;
  const { altered, added, gone } = pairUp(
    lines.rows,
    fields.map(({ name }) => name),
  );
  const changes = [...totals, ...altered, ...added, ...gone];
  return {
    added: lines.added - altered.length,
    gone: lines.gone - altered.length,
    altered: altered.length + totals.length,
    changes: changes.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)).slice(0, MAX_CHANGES),
  };
}

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

/** Field of a settlement line -> SQL over table alias l. Amounts are compared even when a report names its column otherwise. */
const TEXT_FIELDS: Readonly<Record<string, string>> = {
  detailedType: "l.detailed_type",
  orderId: "l.order_id",
  shortOrderId: "l.short_order_id",
  captureId: "l.capture_id",
  refundId: "l.refund_id",
  merchantReference1: "l.merchant_reference1",
  merchantReference2: "l.merchant_reference2",
  merchantCaptureReference: "l.merchant_capture_reference",
  merchantRefundReference: "l.merchant_refund_reference",
  feeVat: "coalesce(l.fee_vat, 0)::text",
  feeVatRate: "l.fee_vat_rate",
  purchaseCountry: "l.purchase_country",
  paymentMethod: "l.payment_method",
};
const DATE_FIELDS: Readonly<Record<string, string>> = {
  saleDate: "l.sale_date",
  captureDate: "l.capture_date",
};
const ALWAYS: Readonly<Record<string, string>> = {
  type: "l.type",
  amount: "l.amount::text",
  effect: "l.effect::text",
};
/** A field to compare: SQL over table alias l, where :key is the name it has in `extra`. */
interface Field {
  readonly name: string;
  readonly sql: string;
  readonly key?: string;
}
const NOT_STORED = new Set(["row", "type", "amount", "effect", "extra"]);

async function comparedFields(
  trx: Handle,
  common: readonly string[],
  old: StoredPayout,
  newId: bigint,
  dialect: Dialect,
): Promise<Field[]> {
  const fields: Field[] = Object.entries(ALWAYS).map(([name, sql]) => ({ name, sql }));
  const alike = old.dialect !== null && isWrittenAlike(old.dialect, dialect);
  for (const column of common) {
    const text = Object.hasOwn(TEXT_FIELDS, column) ? TEXT_FIELDS[column] : undefined;
    const date = Object.hasOwn(DATE_FIELDS, column) ? DATE_FIELDS[column] : undefined;
    if (text !== undefined) fields.push({ name: column, sql: text });
    else if (date !== undefined)
      fields.push({ name: column, sql: await dateField(trx, date, old.id, newId) });
    // other cells are kept as they were printed, so only files that print alike can be compared
    else if (!NOT_STORED.has(column) && alike) {
      const key = `extra${fields.length}`;
      fields.push({ name: column, sql: `l.extra ->> :${key}::text`, key });
    }
  }
  return fields;
}

function isWrittenAlike(one: Dialect, other: Dialect): boolean {
  return (
    one.format === other.format &&
    one.decimalMark === other.decimalMark &&
    one.signed === other.signed &&
    one.dates === other.dates
  );
}

/** Where one of the files has days only, the hours of the other do not count. */
async function dateField(trx: Handle, column: string, oldId: bigint, newId: bigint): Promise<string> {
  const days = await rows(
    trx,
    `select from line l where payout_id in (:oldId, :newId) and ${column} is not null
      group by payout_id having bool_and(${column} = date_trunc('day', ${column}, 'UTC'))`,
    { oldId, newId },
  );
  const instant = days.length === 0 ? column : `date_trunc('day', ${column}, 'UTC')`;
  return `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')`;
}

interface DifferingLine {
  readonly side: "added" | "gone";
  readonly row: number;
  readonly type: string;
  readonly orderId: string | null;
  readonly amount: bigint;
  /** What the line is about, as far as it says. */
  readonly about: string;
  readonly cells: readonly (string | null)[];
}

/** Lines of one side that the other does not have (or not as many times). */
async function differingLines(
  trx: Handle,
  fields: readonly Field[],
  oldId: bigint,
  newId: bigint,
): Promise<{ added: number; gone: number; rows: readonly DifferingLine[] }> {
  const cells = `jsonb_build_array(${fields.map(({ sql }) => sql).join(", ")})`;
  // names of columns are the file's own words, so they go in as values
  const keys = Object.fromEntries(
    fields.flatMap(({ name, key }) => (key === undefined ? [] : [[key, name]])),
  );
  const found = await rows<DifferingLine & { count: bigint }>(
    trx,
    `with print as (
       select l.payout_id, l.id, l.row, md5(${cells}::text)::uuid as print
         from line l where l.payout_id in (:oldId, :newId)),
     copy as (
       select *, row_number() over (partition by payout_id, print order by row) as copy from print),
     lonely as (
       select min(id) as id, min(payout_id) as payout_id, min(row) as row from copy
        group by print, copy having count(*) = 1),
     listed as (
       select *, row_number() over (partition by payout_id order by row) as place,
              count(*) over (partition by payout_id) as count
         from lonely)
     select case when l.payout_id = :newId then 'added' else 'gone' end as side, l.row, l.type, l.order_id as "orderId",
            l.amount, concat_ws(' ', l.type, coalesce(l.refund_id, l.capture_id, l.order_id, l.short_order_id,
                                                      l.merchant_reference1)) as about,
            ${cells} as cells, o.count
       from listed o join line l on l.id = o.id
      where o.place <= :most
      order by l.row, l.id`,
    { ...keys, oldId, newId, most: MAX_PAIRED },
  );
  const count = (side: DifferingLine["side"]) => Number(found.find((one) => one.side === side)?.count ?? 0n);
  return { added: count("added"), gone: count("gone"), rows: found };
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
  was: readonly (string | null)[],
  is: readonly (string | null)[],
  names: readonly string[],
): LineChange["fields"] {
  const pairs = names.map((name, at) => [name, [was[at] ?? null, is[at] ?? null] as const] as const);
  return Object.fromEntries(pairs.filter(([, [before, after]]) => before !== after));
}
