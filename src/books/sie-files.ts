/** SIE files that gather vouchers: what is in each is decided once, and a voucher is in one. */
import type { Language } from "../message.ts";
import { change, column, oneRow, rows, value, type Handle } from "./database.ts";
import { SOURCE_COLUMNS, SOURCE_ROW } from "./postings.ts";
import { json, text, type Row, type RowShape } from "./row.ts";

const SIE_FILE = {
  id: "bigint",
  target: "text",
  name: "text",
  numbers: text<"own" | "importer">(),
  language: text<Language>(),
  mailId: "bigint?",
} as const satisfies RowShape;
export type SieFile = Row<typeof SIE_FILE>;

const SIE_FILE_COLUMNS = /* sql */ `f.id, f.target, f.name, f.numbers, f.language, f.mail_id as "mailId"`;

/** One decides at a time what goes into files. Released at commit or rollback. */
export async function lockSieFiles(trx: Handle): Promise<void> {
  await change(
    trx,
    "select pg_advisory_xact_lock(hashtextextended('sie_file', 'sie_file'::regclass::oid::bigint))",
  );
}

/** The file that a delivery is in; null: none yet. */
export function sieFileOf(db: Handle, postingId: bigint): Promise<SieFile | null> {
  return oneRow(
    db,
    SIE_FILE,
    `select ${SIE_FILE_COLUMNS} from sie_file_voucher m join sie_file f on f.id = m.sie_file_id
      where m.posting_id = :postingId`,
    { postingId },
  );
}

const IN_FILE = {
  postingId: "bigint",
  attempts: "number",
  total: "minor",
  ...SOURCE_ROW,
} as const satisfies RowShape;
export type VoucherInFile = Row<typeof IN_FILE>;

/** In one series vouchers ascend by number (SIE 4B). */
const IN_ORDER = "v.fiscal_year, v.fiscal_year_part, v.series, v.number";

/** Deliveries to a target that are due and in no file yet. */
export function dueForFiles(db: Handle, target: string): Promise<readonly VoucherInFile[]> {
  return rows(
    db,
    IN_FILE,
    `select o.id as "postingId", o.attempts, v.total, ${SOURCE_COLUMNS}
       from posting o join voucher v on v.id = o.voucher_id join payout p on p.id = v.payout_id
      where o.state = 'pending' and o.waits_for is null and o.target = :target
        and not exists (select from sie_file_voucher m where m.posting_id = o.id)
      order by ${IN_ORDER}`,
    { target },
  );
}

/** The id of a file to be. */
export async function nextSieFileId(trx: Handle): Promise<bigint> {
  const id = await value(
    trx,
    "bigint",
    "select nextval(pg_get_serial_sequence('sie_file', 'id')::regclass) as id",
  );
  if (id === null) throw new Error("the sequence of sie_file gave no id");
  return id;
}

export interface NewSieFile extends SieFile {
  readonly at: Date;
  readonly vouchers: readonly { readonly postingId: bigint; readonly rates: readonly unknown[] }[];
}

export async function addSieFile(trx: Handle, { vouchers, ...file }: NewSieFile): Promise<void> {
  await change(
    trx,
    `insert into sie_file (id, target, name, numbers, language, made_at, mail_id)
     values (:id, :target, :name, :numbers, :language, :at, :mailId)`,
    { ...file },
  );
  await change(
    trx,
    `insert into sie_file_voucher (posting_id, sie_file_id, rates)
     select (m ->> 'postingId')::bigint, :id, m -> 'rates' from jsonb_array_elements(:vouchers::jsonb) m`,
    {
      id: file.id,
      vouchers: JSON.stringify(
        vouchers.map(({ postingId, rates }) => ({ postingId: String(postingId), rates })),
      ),
    },
  );
}

const MEMBER = { ...IN_FILE, rates: json<readonly RateUsed[]>() } as const satisfies RowShape;
/** An exchange rate as it was used. */
export interface RateUsed {
  readonly currency: string;
  readonly date: string;
  readonly rate: string;
}
export type MemberOfFile = Row<typeof MEMBER>;

/** The vouchers of a file, in its order, with the rates that it is written with. */
export function vouchersInFile(db: Handle, id: bigint): Promise<readonly MemberOfFile[]> {
  return rows(
    db,
    MEMBER,
    `select m.posting_id as "postingId", o.attempts, v.total, ${SOURCE_COLUMNS}, m.rates
       from sie_file_voucher m join posting o on o.id = m.posting_id
       join voucher v on v.id = o.voucher_id join payout p on p.id = v.payout_id
      where m.sie_file_id = :id order by ${IN_ORDER}`,
    { id },
  );
}

/** Records the delivery of all vouchers of a file, where it is not recorded: also of those whose own attempts failed before it was there. */
export async function recordFilePosted(db: Handle, { id, name }: Pick<SieFile, "id" | "name">, at: Date) {
  await change(
    db,
    `update posting o set state = 'pending' from sie_file_voucher m
      where m.posting_id = o.id and m.sie_file_id = :id and o.state = 'failed'`,
    { id },
  );
  // by payout, whose row each one locks: of two workers with the same file, one waits for the other
  await change(
    db,
    `select posting_done(x.posting_id, :name, x.rates, :at)
       from (select m.posting_id, m.rates from sie_file_voucher m
               join posting o on o.id = m.posting_id join voucher v on v.id = o.voucher_id
              where m.sie_file_id = :id and o.state = 'pending' order by v.payout_id offset 0) x`,
    { id, name, at },
  );
}

/**
 * Lets go of what was gathered: it is due now, and goes into a file together. `monthly`: targets for which the vouchers of `from` and
 * later wait, as their month is not over.
 */
export async function releaseGathered(
  trx: Handle,
  { monthly, from }: { readonly monthly: readonly string[]; readonly from: string },
): Promise<void> {
  await change(
    trx,
    `update posting o set waits_for = null from voucher v
      where v.id = o.voucher_id and o.state = 'pending' and o.waits_for = 'gathered'
        and not (o.target = any(:monthly::text[]) and v.date >= :from::date)`,
    { monthly: [...monthly], from },
  );
}

/** The bytes of a file that went by mail; null: no letter has one of that name. */
export async function mailedFile(db: Handle, name: string): Promise<Buffer | null> {
  const content = await value(
    db,
    "text",
    `select a ->> 'content' from sie_file f join mail m on m.id = f.mail_id, jsonb_array_elements(m.attachments) a
      where f.name = :name and a ->> 'filename' = f.name`,
    { name },
  );
  return content === null ? null : Buffer.from(content, "base64");
}

/** Files by id, with how many of their deliveries are not recorded under the file's name. */
export function sieFilesAfter(db: Handle, after: bigint, most: number) {
  return rows(
    db,
    { ...SIE_FILE, strange: "number" },
    `select ${SIE_FILE_COLUMNS},
            (select count(*)::integer from sie_file_voucher m join posting o on o.id = m.posting_id
              where m.sie_file_id = f.id and (o.target <> f.target or o.state = 'posted' and o.reference <> f.name
                                              or f.mail_id is not null and o.state <> 'posted')) as strange
       from sie_file f where f.id > :after order by f.id limit :most`,
    { after, most },
  );
}

/** Those of some names that no file has. */
export function unknownSieFiles(db: Handle, names: readonly string[]): Promise<readonly string[]> {
  return column(
    db,
    "text",
    `select n.name from unnest(:names::text[]) as n(name)
      where not exists (select from sie_file f where f.name = n.name) order by 1`,
    { names: [...names] },
  );
}
