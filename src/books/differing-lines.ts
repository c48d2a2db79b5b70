/**
 * Two sets of lines, of one payout as it is stored and as it came again: which lines does one have and the other not?
 * Set-based, in the database, as there may be a million of each.
 */
import { rows, type Handle } from "./database.ts";

/** Lines of each side that are listed. */
const MAX_LISTED = 1_000;

/** Field of a settlement line -> column of table alias l. */
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
  // a report may print 0.00 where another prints nothing
  feeVat: "coalesce(l.fee_vat, 0)",
  feeVatRate: "l.fee_vat_rate",
  purchaseCountry: "l.purchase_country",
  paymentMethod: "l.payment_method",
};
const DATE_FIELDS: Readonly<Record<string, string>> = {
  saleDate: "l.sale_date",
  captureDate: "l.capture_date",
};
/** Compared whatever the report calls its columns. */
const ALWAYS: readonly Field[] = [
  { name: "type", sql: "l.type" },
  { name: "amount", sql: "l.amount" },
  { name: "effect", sql: "l.effect" },
];
const NOT_STORED = new Set(["row", "type", "amount", "effect", "extra"]);

/** A field to compare: SQL over table alias l, where :key is the name it has in `extra`. */
export interface Field {
  readonly name: string;
  readonly sql: string;
  readonly key?: string;
}

/** What two reports of one payout can be compared on. */
export interface Comparable {
  /** Columns that both have. */
  readonly common: readonly string[];
  /** Both print amounts and dates the same way. */
  readonly alike: boolean;
}

export async function comparedFields(
  trx: Handle,
  { common, alike }: Comparable,
  oldId: bigint,
  newId: bigint,
): Promise<Field[]> {
  const fields: Field[] = [...ALWAYS];
  for (const name of common) {
    const text = Object.hasOwn(TEXT_FIELDS, name) ? TEXT_FIELDS[name] : undefined;
    const date = Object.hasOwn(DATE_FIELDS, name) ? DATE_FIELDS[name] : undefined;
    if (text !== undefined) fields.push({ name, sql: text });
    else if (date !== undefined) fields.push({ name, sql: await dateField(trx, date, oldId, newId) });
    // other cells are kept as they were printed, so only files that print alike can be compared
    else if (!NOT_STORED.has(name) && alike) {
      // names of columns are the file's own words, so they go in as values
      const key = `extra${fields.length}`;
      fields.push({ name, sql: `l.extra ->> :${key}::text`, key });
    }
  }
  return fields;
}

/** Where one of the files has days only, the hours of the other do not count. */
async function dateField(trx: Handle, column: string, oldId: bigint, newId: bigint): Promise<string> {
  const days = await rows(
    trx,
    `select from line l where payout_id in (:oldId, :newId) and ${column} is not null
      group by payout_id having bool_and(${column} = date_trunc('day', ${column}, 'UTC'))`,
    { oldId, newId },
  );
  return days.length === 0 ? column : `date_trunc('day', ${column}, 'UTC')`;
}

export interface DifferingLine {
  readonly side: "added" | "gone";
  readonly row: number;
  readonly type: string;
  readonly orderId: string | null;
  readonly amount: bigint;
  /** What the line is about, as far as it says. */
  readonly about: string;
  readonly cells: readonly (string | number | null)[];
}

export interface Differing {
  readonly added: number;
  readonly gone: number;
  /** The first ones of each side. */
  readonly rows: readonly DifferingLine[];
}

/** Lines of one side that the other does not have (or not as many times). */
export async function differingLines(
  trx: Handle,
  fields: readonly Field[],
  oldId: bigint,
  newId: bigint,
): Promise<Differing> {
  const record = `row(${fields.map(({ sql }) => sql).join(", ")})`;
  const keys = Object.fromEntries(
    fields.flatMap(({ name, key }) => (key === undefined ? [] : [[key, name]])),
  );
  const bindings = { ...keys, oldId, newId };
  if (await haveOnePrint(trx, record, bindings)) return { added: 0, gone: 0, rows: [] };
  const found = await rows<DifferingLine & { count: bigint }>(
    trx,
    `with print as (
       select l.payout_id, l.id, l.row, ${PRINT_0(record)} as print0, ${PRINT_1(record)} as print1
         from line l where l.payout_id in (:oldId, :newId)),
     copy as (
       select *, row_number() over (partition by payout_id, print0, print1 order by row) as copy from print),
     lonely as (
       select min(id) as id, min(payout_id) as payout_id, min(row) as row from copy
        group by print0, print1, copy having count(*) = 1),
     listed as (
       select *, row_number() over (partition by payout_id order by row) as place,
              count(*) over (partition by payout_id) as count
         from lonely)
     select case when l.payout_id = :newId then 'added' else 'gone' end as side, l.row, l.type, l.order_id as "orderId",
            l.amount, concat_ws(' ', l.type, coalesce(l.refund_id, l.capture_id, l.order_id, l.short_order_id,
                                                      l.merchant_reference1)) as about,
            jsonb_build_array(${fields.map(({ sql }) => sql).join(", ")}) as cells, o.count
       from listed o join line l on l.id = o.id
      where o.place <= :most
      order by l.row, l.id`,
    { ...bindings, most: MAX_LISTED },
  );
  const count = (side: DifferingLine["side"]) => Number(found.find((one) => one.side === side)?.count ?? 0n);
  return { added: count("added"), gone: count("gone"), rows: found };
}

// 128 bits of a line's content: two halves, each with a seed of its own.
const PRINT_0 = (record: string) => `hash_record_extended(${record}, 0)`;
const PRINT_1 = (record: string) => `hash_record_extended(${record}, 1)`;

/** The usual case, in one pass and without sorting: sums of the lines' prints do not depend on their order. */
async function haveOnePrint(
  trx: Handle,
  record: string,
  bindings: Record<string, unknown>,
): Promise<boolean> {
  const [sums] = await rows<{ same: boolean | null }>(
    trx,
    `select count(distinct (lines, sum0, sum1)) = 1 and count(*) = 2 as same
       from (select count(*) as lines, sum(${PRINT_0(record)}) as sum0, sum(${PRINT_1(record)}) as sum1
               from line l where l.payout_id in (:oldId, :newId) group by l.payout_id) sums`,
    bindings,
  );
  return sums?.same ?? false;
}
