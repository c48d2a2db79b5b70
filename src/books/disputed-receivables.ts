/**
 * Lists of one sitting (a run, or one command) that say different things about one receivable: perhaps two shops count
 * from the same number, and a payment must never settle the wrong one's. The first list's version is kept, no line finds
 * it, and a person is told with both versions (`receivable_changed`); the person, or lists that say whose each is, end it.
 */
import { change, rows, type Handle } from "./database.ts";

/** The file whose rows are in `incoming`, and the lists it came with. */
export interface Sitting {
  readonly id: string;
  /** Names this file among those of the sitting: two may have one name. */
  readonly claim: string;
  /** As the person knows it. */
  readonly file: string;
}

export interface Told {
  readonly at: Date;
  readonly runId: bigint | null;
}

const SAME = "r.number = i.number and r.kind = i.kind and r.merchant_id = i.merchant_id";

// Other ids are other orders, whatever the amounts. Days tell two shops with one price apart, unless the order's id is the same.
const DISAGREES = `(
       (s.currency, s.amount) <> (i.currency, i.amount)
       or coalesce(reference_key(s.order_id) <> reference_key(i.order_id), false)
       or coalesce(reference_key(s.order_number) <> reference_key(i.order_number), false)
       or coalesce(s.date <> i.date, false) and coalesce(reference_key(s.order_id) <> reference_key(i.order_id), true))`;

const CONTRARY = /* sql */ `
  create temporary table contrary on commit drop as
  select distinct on (i.row) i.row, r.id, r.number, i.currency, abs(i.amount - s.amount) as difference, i.amount,
         told.expected, told.found, s.file as first_file, i.file
    from (select *, :file::text as file from incoming) i
    join receivable r on ${SAME}
    join receivable_said s on s.receivable_id = r.id and s.sitting = :sitting and s.claim <> :claim and ${DISAGREES}
   cross join lateral (
     select format('%s: %s (%s)', r.number, concat_ws(', ', show_minor(s.amount, s.currency) || ' ' || s.currency,
                     case when s.order_id is distinct from i.order_id then s.order_id end,
                     case when s.order_number is distinct from i.order_number then s.order_number end,
                     case when s.date is distinct from i.date then s.date end), s.file) as expected,
            format('%s: %s (', r.number, concat_ws(', ', show_minor(i.amount, i.currency) || ' ' || i.currency,
                     case when s.order_id is distinct from i.order_id then i.order_id end,
                     case when s.order_number is distinct from i.order_number then i.order_number end,
                     case when s.date is distinct from i.date then i.date end)) as found) told
   where not exists (select from allocation a where a.receivable_id = r.id)
   order by i.row, s.at`;

/** A person has said that the version that is kept holds. */
const IS_ACCEPTED = `exists (select from deviation d
                              where d.subject = 'lists ' || c.id and d.code = 'receivable_changed' and d.state = 'resolved'
                                and starts_with(d.found, c.found))`;

const OPEN = /* sql */ `
  insert into deviation (code, receivable_id, subject, expected, found, amount, currency, opened_at, opened_run)
  select distinct on (c.id) 'receivable_changed', c.id, 'lists ' || c.id, c.expected, c.found || c.file || ')',
         case when c.difference = 0 then c.amount else c.difference end, c.currency, :at, :runId::bigint
    from contrary c where not ${IS_ACCEPTED} order by c.id, c.row
  on conflict (subject, code) where state = 'open' do nothing`;

const REMOVE_DISPUTED = /* sql */ `
  delete from incoming i using receivable r where r.disputed and ${SAME}`;

export interface Disputes {
  /** Rows that are not taken over: two lists disagree, in this sitting or before. */
  readonly rows: number;
  /** Some of those that are new, as a person is told them. */
  readonly shown: readonly { readonly expected: string; readonly found: string }[];
}

/** Takes the rows that are in dispute out of `incoming`. */
export async function disputeContrary(trx: Handle, sitting: Sitting | null, told: Told): Promise<Disputes> {
  const before = await change(trx, REMOVE_DISPUTED);
  if (sitting === null || !(await hasSpoken(trx, sitting))) return { rows: before, shown: [] };
  const { id, claim, file } = sitting;
  const rowsNow = await change(trx, CONTRARY, { sitting: id, claim, file });
  if (rowsNow === 0) return { rows: before, shown: [] };
  await change(trx, OPEN, { ...told });
  await change(
    trx,
    `update receivable r set disputed = true, updated_at = :at
       from contrary c where r.id = c.id and not r.disputed and not ${IS_ACCEPTED}`,
    { at: told.at },
  );
  await change(trx, "delete from incoming i using contrary c where i.row = c.row");
  const shown = await rows<{ expected: string; found: string }>(
    trx,
    `select expected, found || file || ')' as found from contrary c where not ${IS_ACCEPTED} order by row limit 5`,
  );
  return { rows: before + rowsNow, shown };
}

async function hasSpoken(trx: Handle, { id, claim }: Sitting): Promise<boolean> {
  const found = await rows(
    trx,
    "select from receivable_said where sitting = :id and claim <> :claim limit 1",
    { id, claim },
  );
  return found.length > 0;
}

/** Notes what this file says, for the other lists of its sitting; and forgets what was said long ago. */
export async function noteSaid(trx: Handle, { id, claim, file }: Sitting, at: Date): Promise<void> {
  await change(trx, "delete from receivable_said where at < :at::timestamptz - interval '2 days'", { at });
  await change(
    trx,
    `insert into receivable_said (sitting, receivable_id, claim, file, currency, amount, open_amount, order_number,
                                  order_id, date, at)
     select :id, r.id, :claim, :file, i.currency, i.amount, i.open_amount, i.order_number, i.order_id, i.date, :at
       from incoming i join receivable r on ${SAME}`,
    { id, claim, file, at },
  );
}

/** Lists say by now whose the number is, each for itself: the row that nobody owned is found by no line, and needs no one. */
export async function closeSuperseded(trx: Handle, { at, runId }: Told): Promise<void> {
  await change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, closed_run = :runId::bigint
       from receivable r
      where d.subject like 'lists %' and d.code = 'receivable_changed' and d.state = 'open' and r.id = d.receivable_id
        and r.merchant_id = ''
        and exists (select from receivable o where o.number = r.number and o.kind = r.kind and o.merchant_id <> '')`,
    { at, runId },
  );
}
