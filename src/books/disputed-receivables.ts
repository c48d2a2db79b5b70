/**
 * Lists of one sitting (a run, or one command) that disagree about one receivable: two shops may use the same number series,
 * and a payment must never settle the wrong shop's receivable. The first list's version is kept, no line is matched with it,
 * and a `receivable_changed` deviation shows both versions. It ends when a person decides, or when lists name the merchant of
 * each.
 */
import { change, exists, rows, type Handle } from "./database.ts";
import { closeDeviations, openDeviations, type ByRun } from "./deviations.ts";

/** The file whose rows are in `incoming`, and the lists that came with it. */
export interface Sitting {
  readonly id: string;
  /** Identifies this file in the sitting: two files may have the same name. */
  readonly claim: string;
  /** The file's name, as the person knows it. */
  readonly file: string;
}

const SAME = "r.number = i.number and r.kind = i.kind and r.merchant_id = i.merchant_id";

// Different ids are different orders, whatever the amounts. Different dates tell two shops with one price apart, unless the
// order id is the same.
const DISAGREES = `(
       (s.currency, s.amount) <> (i.currency, i.amount)
       or coalesce(reference_key(s.order_id) <> reference_key(i.order_id), false)
       or coalesce(reference_key(s.order_number) <> reference_key(i.order_number), false)
       or coalesce(s.date <> i.date, false) and coalesce(reference_key(s.order_id) <> reference_key(i.order_id), true))`;

const CONTRARY = /* sql */ `
  create temporary table contrary on commit drop as
  select distinct on (i.row) i.row, r.id, r.number, i.currency, abs(i.amount - s.amount) as difference, i.amount,
         shown.expected, shown.found, s.file as first_file, i.file
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
                     case when s.date is distinct from i.date then i.date end)) as found) shown
   where not exists (select from allocation a where a.receivable_id = r.id)
   order by i.row, s.at`;

/** A person has accepted the version that is kept. */
const IS_ACCEPTED = `exists (select from deviation d
                              where d.subject = 'lists ' || c.id and d.code = 'receivable_changed' and d.state = 'resolved'
                                and starts_with(d.found, c.found))`;

const REMOVE_DISPUTED = /* sql */ `
  delete from incoming i using receivable r where r.disputed and ${SAME}`;

export interface Disputes {
  /** Rows that are not imported: two lists disagree, in this sitting or an earlier one. */
  readonly rows: number;
  /** Some of the new ones, as their deviations show them. */
  readonly shown: readonly { readonly expected: string; readonly found: string }[];
}

/** Removes the rows that lists disagree about from `incoming`, and opens their deviations. */
export async function disputeContrary(trx: Handle, sitting: Sitting | null, by: ByRun): Promise<Disputes> {
  const before = await change(trx, REMOVE_DISPUTED);
  if (sitting === null || !(await hasOtherLists(trx, sitting))) return { rows: before, shown: [] };
  const { id, claim, file } = sitting;
  const rowsNow = await change(trx, CONTRARY, { sitting: id, claim, file });
  if (rowsNow === 0) return { rows: before, shown: [] };
  await openDeviations(
    trx,
    {
      distinctOn: "c.id",
      columns: {
        code: "'receivable_changed'",
        subject: "'lists ' || c.id",
        receivable_id: "c.id",
        expected: "c.expected",
        found: "c.found || c.file || ')'",
        amount: "case when c.difference = 0 then c.amount else c.difference end",
        currency: "c.currency",
      },
      from: `from contrary c where not ${IS_ACCEPTED} order by c.id, c.row`,
      whenOpen: "keep",
    },
    by,
  );
  await change(
    trx,
    `update receivable r set disputed = true, updated_at = :at
       from contrary c where r.id = c.id and not r.disputed and not ${IS_ACCEPTED}`,
    { at: by.at },
  );
  await change(trx, "delete from incoming i using contrary c where i.row = c.row");
  const shown = await rows(
    trx,
    { expected: "text", found: "text" },
    `select expected, found || file || ')' as found from contrary c where not ${IS_ACCEPTED} order by row limit 5`,
  );
  return { rows: before + rowsNow, shown };
}

async function hasOtherLists(trx: Handle, { id, claim }: Sitting): Promise<boolean> {
  return exists(trx, "select from receivable_said where sitting = :id and claim <> :claim limit 1", {
    id,
    claim,
  });
}

/** Records what this file says, for the other lists of its sitting. Deletes what is older than two days. */
export async function recordListContents(trx: Handle, { id, claim, file }: Sitting, at: Date): Promise<void> {
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

/**
 * Closes deviations about a receivable without a merchant, once lists have named the merchants that have the number: no line
 * is matched with the row that has none.
 */
export async function closeSuperseded(trx: Handle, by: ByRun): Promise<void> {
  await closeDeviations(
    trx,
    {
      from: "receivable r",
      where: `d.subject like 'lists %' and d.code = 'receivable_changed' and r.id = d.receivable_id and r.merchant_id = ''
              and exists (select from receivable o
                           where o.number = r.number and o.kind = r.kind and o.merchant_id <> '')`,
    },
    by,
  );
}
