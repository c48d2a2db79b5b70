/** Suspends what a partial copy of the books would violate in the scratch schema, and continues its ids after the books'. */
import { BOOKS_SCHEMA, change, rows, type Handle } from "../../books/database.ts";

/** Drops constraints that a partial copy breaks: lines without their payout, vouchers without their rows. */
export async function dropGuards(trx: Handle): Promise<void> {
  const foreign = await rows(
    trx,
    { owner: "text", name: "text" },
    `select conrelid::regclass::text as owner, conname as name from pg_constraint
      where contype = 'f' and connamespace = current_schema()::regnamespace`,
  );
  for (const { owner, name } of foreign) await trx.raw(`alter table ${owner} drop constraint ??`, [name]);
  for (const table of GUARDED) await trx.raw("alter table ?? disable trigger user", [table]);
}

const GUARDED = [
  "line",
  "allocation",
  "voucher",
  "voucher_row",
  "decision",
  "deviation",
  "receivable",
  "line_completion",
  "audit",
  "disputed",
  "dispute_cover",
];

export async function enableTriggers(trx: Handle): Promise<void> {
  for (const table of GUARDED) await trx.raw("alter table ?? enable trigger user", [table]);
}

/** Continues ids after those of the books: not every old row is copied, and a new row must not take its id. */
export async function continueSequences(trx: Handle): Promise<void> {
  for (const table of [
    "run",
    "report_file",
    "line",
    "receivable",
    "decision",
    "allocation",
    "deviation",
    "line_completion",
    "dispute_cover",
  ]) {
    await change(
      trx,
      `select setval(pg_get_serial_sequence(:table, 'id'), (select coalesce(max(id), 0) + 1 from ${BOOKS_SCHEMA}.${table}), false)`,
      { table },
    );
  }
  for (const table of ["payout", "voucher"]) {
    await change(
      trx,
      `select setval('${table}_id', (select coalesce(max(id), 0) + 1 from ${BOOKS_SCHEMA}.${table}), false)`,
    );
  }
  // so that the seal of the replayed run covers what it writes, not what was copied
  await change(
    trx,
    `insert into audit (id, at, actor, action, subject, after, previous, hash)
     select 1, now(), 'kvitt', 'copied', 'replay', jsonb_build_object('seal', jsonb_build_object('made', '{}'::jsonb, 'to',
              jsonb_build_object('receivable', (select coalesce(max(id), 0) from receivable)::text,
                'receivable_change', '0', 'decision', (select coalesce(max(id), 0) from decision)::text,
                'allocation', (select coalesce(max(id), 0) from allocation)::text,
                'voucher', (select coalesce(max(id), 0) from voucher)::text, 'deviation_change', '0',
                'line_completion', (select coalesce(max(id), 0) from line_completion)::text,
                'dispute_cover', (select coalesce(max(id), 0) from dispute_cover)::text,
                'advice', (select coalesce(max(id), 0) from advice)::text))), '', ''`,
  );
}
