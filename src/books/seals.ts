/**
 * Seals: digests of everything that a transaction wrote, kept in its audit entry. Writers are serialised, so what was written
 * since the last seal is a range of ids in each table, and `kvitt verify` recomputes the same range. A digest is SHA-256 over
 * PostgreSQL's 64-bit hash of each row, ordered by id: a million rows take a fraction of a second.
 */
import { json, sameType, type Row, type RowShape } from "./row.ts";
import { exists, rows, type Handle } from "./database.ts";
import { strangers, type Strange } from "./strangers.ts";

/** Tables whose rows never change once they are sealed. Of a receivable, its version at that time is sealed. */
export const SEALED = [
  "receivable",
  "receivable_change",
  "decision",
  "allocation",
  "voucher",
  "deviation_change",
  "line_completion",
  "dispute_cover",
  "advice",
  "proposal",
  "proposal_end",
] as const;
export type Sealed = (typeof SEALED)[number];

/** The highest id of each table that is sealed. */
export type Positions = Readonly<Record<Sealed, bigint>>;

export interface Digest {
  readonly count: number;
  readonly sha256: string;
}

/** Decides which columns of a receivable are hashed. Seals that version 0.1.0 wrote have no version: 1. */
export const SEAL_VERSION = 2;
export type SealVersion = 1 | typeof SEAL_VERSION;

export interface Seal {
  readonly version: SealVersion;
  /** Ids as text: up to where everything is sealed now. */
  readonly to: Readonly<Record<Sealed, string>>;
  /** Digests of what this entry seals; tables without new rows are left out. */
  readonly made: Readonly<Partial<Record<Sealed, Digest>>>;
  /** Rows in the range that the sealing transaction did not write: no step of Kvitt leaves any. Left out where there are none. */
  readonly strange?: Readonly<Partial<Record<Sealed, Strange>>>;
}

export const NOTHING_SEALED: Positions = byTable(() => 0n);

/**
 * The caller holds the write lock, so no other transaction has uncommitted rows in the range. `known` are the tables that the
 * seal before this one covered: rows of others may be older than their sealing.
 */
export async function sealSince(
  trx: Handle,
  from: Positions,
  known: readonly Sealed[] = SEALED,
): Promise<Seal> {
  const to = await newestPositions(trx);
  const made: Partial<Record<Sealed, Digest>> = {};
  for (const table of SEALED) {
    if (to[table] > from[table])
      made[table] = await digestOf(trx, table, {
        after: from[table],
        last: to[table],
        version: SEAL_VERSION,
      });
  }
  const ranges = known.map((table) => ({ table, after: from[table], last: to[table] }));
  const strange = await strangers(
    trx,
    ranges.filter(({ after, last }) => last > after),
  );
  return {
    version: SEAL_VERSION,
    to: byTable((table) => String(to[table])),
    made,
    ...(strange === null ? {} : { strange }),
  };
}

/** The version of a seal that was read back; null when this program does not know it. */
export function versionIn(after: unknown): SealVersion | null {
  const version = inner(inner(after, "seal"), "version") ?? 1;
  return version === 1 || version === SEAL_VERSION ? version : null;
}

export async function newestPositions(db: Handle): Promise<Positions> {
  const columns = SEALED.map((table) => `(select coalesce(max(id), 0)::bigint from ${table}) as ${table}`);
  const [found] = await rows(db, sameType(SEALED, "bigint"), `select ${columns.join(", ")}`);
  return found ?? NOTHING_SEALED;
}

/** The positions in a seal that was read back; null for anything else. */
export function positionsIn(after: unknown): Positions | null {
  const to = inner(inner(after, "seal"), "to");
  // older seals do not have them
  const ids = SEALED.map(
    (table) => [table, inner(to, table) ?? (LATER.has(table) && to ? "0" : undefined)] as const,
  );
  if (!ids.every((pair): pair is readonly [Sealed, string] => typeof pair[1] === "string")) return null;
  return { ...NOTHING_SEALED, ...Object.fromEntries(ids.map(([table, id]) => [table, BigInt(id)])) };
}

/** Tables that were not sealed from the beginning. */
const LATER: ReadonlySet<Sealed> = new Set([
  "line_completion",
  "dispute_cover",
  "advice",
  "proposal",
  "proposal_end",
]);

/** The tables that a seal covers which was read back. */
export function tablesIn(after: unknown): readonly Sealed[] {
  const to = inner(inner(after, "seal"), "to");
  return SEALED.filter((table) => inner(to, table) !== undefined);
}

function inner(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && key in value
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function byTable<T>(make: (table: Sealed) => T): Readonly<Record<Sealed, T>> {
  return Object.fromEntries(SEALED.map((table) => [table, make(table)])) as Record<Sealed, T>; // a value for each table
}

export interface Range {
  readonly after: bigint;
  readonly last: bigint;
  readonly version: SealVersion;
  /** For receivables, the position in receivable_change up to which changes count. Left out: the receivables as they are now. */
  readonly asOf?: bigint;
}

const DIGEST_ROW = { count: "bigint", digest: json<Buffer | null>() } as const;

/** The digest of the rows with `after` < id <= `last`. */
export async function digestOf(
  db: Handle,
  table: Sealed,
  { after, last, version, asOf }: Range,
): Promise<Digest> {
  const past = asOf !== undefined && table === "receivable" && (await hasChanged(db, asOf));
  const [found] = await rows(db, DIGEST_ROW, sealing(table, version, past), {
    after,
    last,
    ...(past ? { asOf } : {}),
  });
  return { count: Number(found?.count ?? 0n), sha256: hex(found?.digest) };
}

function sealing(table: Sealed, version: SealVersion, past: boolean): string {
  if (table === "voucher") return VOUCHERS;
  if (table !== "receivable") return blocks(table, COLUMNS[table]);
  return past
    ? blocks(table, columnsAsOf(RECEIVABLE[version]), RECEIVABLES_AS_OF)
    : blocks(table, RECEIVABLE[version].map((name) => `t.${name}`).join(", "));
}

/** Bits of an id within a block. Each block is a short range of the primary key, so nothing large is sorted. */
const BLOCK = 12;

/** SQL for the digest of a group of rows, over `columns`, in an order. */
const digest = (columns: string, order: string) => digestOver(hashed(columns), order);
const digestOver = (hash: string, order: string) =>
  `sha256(array_send(array_agg(${hash} order by ${order})))`;
const hashed = (columns: string) => `hash_record_extended(row(${columns}), 0)`;

const RECEIVABLE_1 = [
  "id",
  "kind",
  "number",
  "order_number",
  "order_id",
  "capture_id",
  "refund_id",
  "currency",
  "amount",
  "open_amount",
  "date",
  "credits",
] as const;

const RECEIVABLE: Readonly<Record<SealVersion, readonly string[]>> = {
  1: RECEIVABLE_1,
  2: [...RECEIVABLE_1, "merchant_id", "received_before", "disputed"],
};

const COLUMNS: Readonly<Record<Exclude<Sealed, "voucher" | "receivable">, string>> = {
  receivable_change: "t.id, t.receivable_id, t.was, t.became",
  decision: "t.id, t.deviation_id, t.action, t.why, t.actor, t.at, t.undoes, t.details",
  allocation: `t.id, t.line_id, t.receivable_id, t.account, t.effect, t.line_amount, t.receivable_amount, t.rung, t.key,
    t.rule, t.rules, t.run_id, t.voucher_id, t.decision_id, t.reverses`,
  // columns of the deviation that never change are sealed with each of its states
  deviation_change: `t.id, t.deviation_id, t.state, t.expected, t.found, t.rung, t.candidates, t.amount,
    t.report_file_id, t.closed_at, t.closed_run, t.decision_id, d.code, d.payout_id, d.line_id, d.receivable_id,
    d.subject, d.merchant_id, d.payment_reference, d.currency, d.opened_at, d.opened_run, d.opened_by`,
  line_completion: `t.id, t.line_id, t.report_file_id, t.detailed_type, t.sale_date, t.capture_date, t.order_id,
    t.short_order_id, t.capture_id, t.refund_id, t.merchant_reference1, t.merchant_reference2,
    t.merchant_capture_reference, t.merchant_refund_reference, t.purchase_country, t.payment_method, t.extra`,
  dispute_cover: "t.id, t.claim_line_id, t.credit_line_id, t.amount, t.agreed, t.run_id, t.at",
  advice: "t.id, t.merchant_id, t.topic, t.details, t.run_id, t.at",
  proposal: `t.id, t.deviation_id, t.decision, t.amount, t.currency, t.rows_sha256, t.person_id, t.actor, t.at`,
  proposal_end: "t.id, t.proposal_id, t.outcome, t.decision_id, t.person_id, t.actor, t.why, t.at",
};

function blocks(
  table: Exclude<Sealed, "voucher">,
  columns: string,
  source = SOURCES[table] ?? `${table} t`,
): string {
  return /* sql */ `
    select coalesce(sum(x.count), 0)::bigint as count, sha256(string_agg(x.digest, ''::bytea order by b)) as digest
      from generate_series(:after::bigint >> ${BLOCK}, :last::bigint >> ${BLOCK}) as b
     cross join lateral (
       select count(*) as count, ${digest(columns, "t.id")} as digest
         from ${source}
        where t.id >= b << ${BLOCK} and t.id < (b + 1) << ${BLOCK} and t.id > :after::bigint and t.id <= :last::bigint) as x`;
}

const SOURCES: Readonly<Partial<Record<Sealed, string>>> = {
  deviation_change: "deviation_change t left join deviation d on d.id = t.deviation_id",
};

async function hasChanged(db: Handle, asOf: bigint): Promise<boolean> {
  return exists(db, "select from receivable_change where id > :asOf limit 1", { asOf });
}

/** Columns of a receivable that are not text. */
const TYPES: Readonly<Record<string, string>> = {
  amount: "bigint",
  open_amount: "bigint",
  received_before: "bigint",
  date: "date",
  disputed: "boolean",
};

/** A receivable as it was at a position: the old values of the first later change. */
function columnsAsOf(columns: readonly string[]): string {
  return columns
    .map((name) =>
      name === "id"
        ? "t.id"
        : `case when c.was is null then t.${name} else (c.was ->> '${name}')::${TYPES[name] ?? "text"} end`,
    )
    .join(", ");
}

const RECEIVABLES_AS_OF = `receivable t left join lateral (
  select c.was from receivable_change c where c.receivable_id = t.id and c.id > :asOf::bigint order by c.id limit 1) c on true`;

/** Bits of a block of vouchers whose rows are hashed together; a single voucher may have a million rows. */
const FEW = 6;

const HEAD = `t.id, t.payout_id, t.cause, t.cause_key, t.series, t.fiscal_year, t.number, t.date, t.currency, t.text,
  t.total, t.run_id, t.decision_id, t.created_at`;
/** Vouchers from before the books kept who made them are hashed without those columns. */
const HEAD_HASH = `case when t.registered is null and t.sign is null and t.corrects is null then ${hashed(HEAD)}
  else ${hashed(`${HEAD}, t.registered, t.sign, t.corrects`)} end`;
const ROW =
  "t.voucher_id, t.position, t.account, t.debit, t.credit, t.text, t.line_id, t.cost_centre, t.project";

const VOUCHERS = /* sql */ `
  with head as (
    select b, x.digest, x.count
      from generate_series(:after::bigint >> ${BLOCK}, :last::bigint >> ${BLOCK}) as b
     cross join lateral (
       select count(*) as count, ${digestOver(HEAD_HASH, "t.id")} as digest
         from voucher t
        where t.id >= b << ${BLOCK} and t.id < (b + 1) << ${BLOCK} and t.id > :after::bigint and t.id <= :last::bigint) as x),
  line as (
    select b, x.digest
      from generate_series(:after::bigint >> ${FEW}, :last::bigint >> ${FEW}) as b
     cross join lateral (
       select ${digest(ROW, "t.voucher_id, t.position")} as digest
         from voucher_row t
        where t.voucher_id >= b << ${FEW} and t.voucher_id < (b + 1) << ${FEW}
          and t.voucher_id > :after::bigint and t.voucher_id <= :last::bigint) as x)
  select coalesce((select sum(count) from head), 0)::bigint as count,
         sha256(coalesce((select string_agg(digest, ''::bytea order by b) from head), '')
             || coalesce((select string_agg(digest, ''::bytea order by b) from line), '')) as digest`;

const SEALED_FILE_ROW = {
  name: "text",
  sha256: "text",
  state: "text",
  payouts: json<readonly string[]>(),
  lines: "number",
} as const satisfies RowShape;

export interface SealedFile extends Row<typeof SEALED_FILE_ROW> {
  /** Over the payouts and the ids of their lines; the rest of a line is recomputed from the archived file. */
  readonly written: Digest;
}

/** A report file, and a digest of what its import wrote. */
export async function sealedFile(db: Handle, fileId: bigint): Promise<SealedFile | null> {
  const [found] = await rows(db, { ...SEALED_FILE_ROW, ...DIGEST_ROW }, FILE, { fileId });
  if (!found) return null;
  const { count, digest: written, ...file } = found;
  return { ...file, written: { count: Number(count), sha256: hex(written) } };
}

const FILE = /* sql */ `
  select f.name, f.sha256, f.state, count(t.id) as count, coalesce(sum(t.line_count), 0)::integer as lines,
         coalesce(array_agg(t.payment_reference order by t.id) filter (where t.id is not null), '{}') as payouts,
         sha256(string_agg(t.digest || coalesce(x.digest, ''), ''::bytea order by t.id)) as digest
    from report_file f
    left join lateral (
      select t.id, t.payment_reference, t.line_count,
             int8send(hash_record_extended(row(t.id, t.run_id, t.issuer, t.merchant_id, t.payment_reference, t.currency,
               t.payout_date, t.date, t.settlement_type, t.settlement_amount, t.totals, t.columns, t.unproven,
               t.line_count), 0)) as digest
        from payout t where t.report_file_id = f.id) as t on true
    left join lateral (
      select sha256(array_send(array_agg(l.id order by l.row)) || array_send(array_agg(l.row order by l.row))) as digest
        from line l where l.payout_id = t.id) as x on true
   where f.id = :fileId
   group by f.id`;

function hex(bytes: Buffer | null | undefined): string {
  return (bytes ?? Buffer.alloc(0)).toString("hex");
}
