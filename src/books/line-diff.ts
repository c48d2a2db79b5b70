/**
 * Compares two sets of lines, of a payout as it is stored and as it came again: which lines does one have and the other not?
 * In the database, as there may be a million of each.
 */
import { json, sameType, text, type Row, type RowShape } from "./row.ts";
import { holds, rows, value, type Handle } from "./database.ts";

/** Lines that are listed of each side. */
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
/** Compared in any case. */
const ALWAYS: readonly Field[] = [
  { name: "type", sql: "l.type", mayBeFilled: false },
  { name: "amount", sql: "l.amount", mayBeFilled: false },
  { name: "effect", sql: "l.effect", mayBeFilled: false },
];
const NOT_STORED = new Set(["row", "type", "amount", "effect", "extra"]);

/** A field to compare: SQL over table alias l, where :key is the name it has in `extra`. */
export interface Field {
  readonly name: string;
  readonly sql: string;
  readonly key?: string;
  /** An empty cell may be filled by another download. False for what the payout is computed from. */
  readonly mayBeFilled: boolean;
}

/** Where the lines of a payout are: in the books (with or without completions), or in a temporary table. */
export interface Side {
  readonly table: "line" | "known_line" | "line_again";
  readonly payoutId: bigint;
}

/** A payout as it is stored, and as it came again. */
export interface Sides {
  readonly stored: Side;
  readonly again: Side;
}

/** By what two reports of one payout can be compared. */
export interface Comparable {
  /** Columns that both have. */
  readonly common: readonly string[];
  /** Both write amounts and dates in the same format. */
  readonly alike: boolean;
}

export async function comparedFields(
  trx: Handle,
  { common, alike }: Comparable,
  sides: Sides,
): Promise<Field[]> {
  const fields: Field[] = [...ALWAYS];
  for (const name of common) {
    const text = Object.hasOwn(TEXT_FIELDS, name) ? TEXT_FIELDS[name] : undefined;
    const date = Object.hasOwn(DATE_FIELDS, name) ? DATE_FIELDS[name] : undefined;
    if (text !== undefined) fields.push({ name, sql: text, mayBeFilled: name !== "feeVat" });
    else if (date !== undefined)
      fields.push({ name, sql: await dateField(trx, date, sides), mayBeFilled: true });
    // other cells are stored as they were written, so only files in the same format can be compared
    else if (!NOT_STORED.has(name) && alike) {
      const key = `extra${fields.length}`;
      fields.push({ name, sql: `l.extra ->> :${key}::text`, key, mayBeFilled: true });
    }
  }
  return fields;
}

/** When one of the files has days only, the times of the other do not count. */
async function dateField(trx: Handle, column: string, { stored, again }: Sides): Promise<string> {
  const daysOnly = ({ table }: Side, payoutId: string) =>
    `(select bool_and(${column} = date_trunc('day', ${column}, 'UTC')) from ${table} l where l.payout_id = ${payoutId})`;
  return (await value(
    trx,
    "boolean?",
    `select coalesce(${daysOnly(stored, ":storedId")}, false) or coalesce(${daysOnly(again, ":againId")}, false) as days`,
    { storedId: stored.payoutId, againId: again.payoutId },
  ))
    ? `date_trunc('day', ${column}, 'UTC')`
    : column;
}

/** The fields that any stored line has a value for. */
export async function filledFields(
  trx: Handle,
  fields: readonly Field[],
  { stored }: Sides,
): Promise<readonly Field[]> {
  const [filled] = await rows(
    trx,
    sameType(
      fields.map((_, index) => `f${index}`),
      "boolean?",
    ),
    `select ${fields.map(({ sql }, index) => `bool_or(${sql} is not null) as f${index}`).join(", ")}
       from ${stored.table} l where l.payout_id = :storedId`,
    { ...keysOf(fields), storedId: stored.payoutId },
  );
  return fields.filter(({ mayBeFilled }, index) => !mayBeFilled || filled?.[`f${index}`] === true);
}

/** Column names come from the file, so they are bound as values. */
export function keysOf(fields: readonly Field[]): Record<string, string> {
  return Object.fromEntries(fields.flatMap(({ name, key }) => (key === undefined ? [] : [[key, name]])));
}

const DIFFERING_ROW = {
  side: text<"added" | "gone">(),
  row: "number",
  type: "text",
  orderId: "text?",
  amount: "bigint",
  /** What identifies the line, as far as it is known. */
  about: "text",
  cells: json<readonly (string | number | null)[]>(),
} as const satisfies RowShape;
export type DifferingLine = Row<typeof DIFFERING_ROW>;

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
  { stored, again }: Sides,
): Promise<Differing> {
  const record = recordOf(fields);
  const printed = ({ table }: Side, id: string) =>
    `select l.payout_id, l.id, l.row, ${PRINT_0(record)} as print0, ${PRINT_1(record)} as print1
       from ${table} l where l.payout_id = ${id}`;
  const found = await rows(
    trx,
    { ...DIFFERING_ROW, count: "bigint" },
    `with print as (${printed(stored, ":storedId")} union all ${printed(again, ":againId")}),
     copy as (
       select *, row_number() over (partition by payout_id, print0, print1 order by row) as copy from print),
     lonely as (
       select min(id) as id, min(payout_id) as payout_id, min(row) as row from copy
        group by print0, print1, copy having count(*) = 1),
     listed as (
       select *, row_number() over (partition by payout_id order by row) as place,
              count(*) over (partition by payout_id) as count
         from lonely)
     select case when l.payout_id = :againId then 'added' else 'gone' end as side, l.row, l.type, l.order_id as "orderId",
            l.amount, concat_ws(' ', l.type, coalesce(l.refund_id, l.capture_id, l.order_id, l.short_order_id,
                                                      l.merchant_reference1)) as about,
            jsonb_build_array(${fields.map(({ sql }) => sql).join(", ")}) as cells, o.count
       from listed o join known_line l on l.id = o.id
      where o.place <= :most
      order by l.row, l.id`,
    { ...keysOf(fields), storedId: stored.payoutId, againId: again.payoutId, most: MAX_LISTED },
  );
  const count = (side: DifferingLine["side"]) => Number(found.find((one) => one.side === side)?.count ?? 0n);
  return { added: count("added"), gone: count("gone"), rows: found };
}

const recordOf = (fields: readonly Field[]) => `row(${fields.map(({ sql }) => sql).join(", ")})`;

// a 128-bit hash of a line's content: two halves with different seeds
const PRINT_0 = (record: string) => `hash_record_extended(${record}, 0)`;
const PRINT_1 = (record: string) => `hash_record_extended(${record}, 1)`;

/** Whether both sides have the same lines, in one pass without sorting: sums of hashes do not depend on the order. */
export async function haveOnePrint(
  trx: Handle,
  fields: readonly Field[],
  { stored, again }: Sides,
): Promise<boolean> {
  const record = recordOf(fields);
  const sums = ({ table }: Side, id: string) =>
    `select count(*) as lines, sum(${PRINT_0(record)}) as sum0, sum(${PRINT_1(record)}) as sum1
       from ${table} l where l.payout_id = ${id}`;
  return holds(
    trx,
    `select (s.lines, s.sum0, s.sum1) is not distinct from (a.lines, a.sum0, a.sum1) as same
       from (${sums(stored, ":storedId")}) s cross join (${sums(again, ":againId")}) a`,
    { ...keysOf(fields), storedId: stored.payoutId, againId: again.payoutId },
  );
}
