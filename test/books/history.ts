/** Years of settled payouts put straight into the books, and how many blocks a step reads with them. */
import { escapeIdentifier } from "pg";
import { change, rows, type Books } from "../../src/books/database.ts";

/** Payouts of 1,000 lines that are settled one to one and booked. `books` acts as the owner. */
export async function addHistory(books: Books, payouts: number): Promise<void> {
  await books.transaction(async (trx) => {
    // the guards of the books are not what is measured, and would take minutes
    await change(trx, "set local session_replication_role = replica");
    await change(
      trx,
      `insert into run (kind, scope, started_at, settings, rules, state)
       select 'nightly', 'default', '2020-01-01T03:15:00Z', '{}', 2, 'done' from generate_series(1, :payouts)`,
      { payouts },
    );
    await change(
      trx,
      `insert into report_file (run_id, name, sha256, size, path, state, found_at)
       select id, 'old-' || id, repeat('0', 64), 0, '', 'imported', '2020-01-01T03:15:00Z' from run`,
    );
    await change(
      trx,
      `insert into payout (report_file_id, run_id, issuer, merchant_id, payment_reference, currency, date, settlement_type,
                           settlement_amount, totals, columns, line_count, state)
       select id, run_id, 'klarna', 'K1', 'OLD' || id, 'SEK', '2020-01-01', 'NET', 100000, '{}', '{}', 1000, 'posted'
         from report_file`,
    );
    await change(
      trx,
      `insert into receivable (kind, number, order_number, currency, amount, open_amount, date, updated_at)
       select 'invoice', 'OLD' || n, 'OLDORDER' || n, 'SEK', 100, 100, '2020-01-01', '2020-01-01T03:15:00Z'
         from generate_series(1, :payouts * 1000) n`,
      { payouts },
    );
    await change(
      trx,
      `insert into line (payout_id, row, type, amount, effect, merchant_reference1)
       select p.id, n, 'SALE', 100, 100, 'OLDORDER' || ((p.id - 1) * 1000 + n)
         from payout p cross join generate_series(1, 1000) n order by p.id, n`,
    );
    await change(
      trx,
      `insert into voucher (payout_id, cause, cause_key, series, fiscal_year, number, date, currency, text, total, run_id,
                            created_at)
       select id, 'payout', '', 'K', 2020, id, '2020-01-01', 'SEK', 'old', 100000, run_id, '2020-01-01T03:15:00Z'
         from payout order by id`,
    );
    await change(
      trx,
      `insert into allocation (line_id, receivable_id, effect, line_amount, receivable_amount, rung, key, rule, rules, run_id,
                               voucher_id)
       select l.id, l.id, 'settles', 100, 100, 3, 'order_number_key', 'exact', 2, p.run_id, v.id
         from line l join payout p on p.id = l.payout_id join voucher v on v.payout_id = p.id order by l.id`,
    );
  });
  await keepAutovacuumAway(books);
  await change(books, "vacuum analyze");
}

/** It would give the planner other figures at some moment of its own, and read blocks that nobody asked for. */
async function keepAutovacuumAway(books: Books): Promise<void> {
  const tables = await rows(
    books,
    { name: "text" },
    "select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'",
  );
  for (const { name } of tables)
    await change(books, `alter table ${escapeIdentifier(name)} set (autovacuum_enabled = off)`);
}

/** Blocks of tables and indexes that the work has read, from memory or disk. `books` has one connection. */
export async function blocksReadBy(books: Books, work: () => Promise<unknown>): Promise<number> {
  const before = await blocksRead(books);
  await work();
  return (await blocksRead(books)) - before;
}

async function blocksRead(books: Books): Promise<number> {
  await rows(books, {}, "select pg_stat_force_next_flush()");
  const [found] = await rows(
    books,
    { blocks: "bigint" },
    `select sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0))::bigint as blocks
       from pg_statio_user_tables where schemaname = current_schema()`,
  );
  return Number(found?.blocks ?? 0n);
}
