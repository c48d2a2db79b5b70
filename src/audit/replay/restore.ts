/**
 * Restores the books as they were before a run's matching into an empty schema: what was booked and decided by then, the
 * deviations as they were then, and every receivable in its version at that time. The payouts that the run itself booked are
 * left out; they are imported again from their archived reports.
 */
import type { Row, RowShape } from "../../books/row.ts";
import { BOOKS_SCHEMA, change, rows, type Books } from "../../books/database.ts";
import { REFERENCE_KEY_OF_VERSION_1 } from "../../matching/version-1/reference-key.ts";
import { IS_LEFT_OUT_OF_MATCHING } from "../../books/disputes.ts";
import { copyReceivables, copyRows } from "./copy-rows.ts";
import { continueSequences, dropGuards, enableTriggers } from "./guards.ts";
import type { SnapshotPoint } from "./snapshot-point.ts";

/** A report that is imported again, in the run that found it. */
const REPLAYED_REPORT_ROW = {
  id: "bigint",
  runId: "bigint",
  name: "text",
  sha256: "text",
  size: "bigint",
  path: "text",
  state: "text",
  decidedAt: "instant",
} as const satisfies RowShape;
export type ReplayedReport = Row<typeof REPLAYED_REPORT_ROW>;

/** `rules` is the version that the run matched by. Returns the reports to import again, in the original order. */
export async function restoreBooks(
  scratch: Books,
  point: SnapshotPoint,
  rules: number,
): Promise<readonly ReplayedReport[]> {
  return scratch.transaction(async (trx) => {
    const bindings = {
      runId: point.runId,
      at: point.at,
      allocation: point.from.allocation,
      voucher: point.from.voucher,
      voucherTo: point.to.voucher,
      decision: point.from.decision,
      deviation: point.from.deviation_change,
      receivable: point.to.receivable,
      receivableChange: point.to.receivable_change,
      completion: point.from.line_completion,
    };
    await dropGuards(trx);
    // the keys of what is copied are computed as it is written
    if (rules === 1) await change(trx, REFERENCE_KEY_OF_VERSION_1);
    for (const sql of [FRESH, ...STEPS]) await change(trx, sql, bindings);
    for (const table of ["run", "report_file", "decision", "voucher"] as const)
      await copyRows(trx, table, WHICH[table], bindings);
    await copyRows(trx, "payout", "id in (select id from earlier_payout)", {});
    await copyRows(trx, "line", LINES, {});
    await copyRows(trx, "allocation", WHICH.allocation, bindings, ALLOCATED_LINE);
    await copyRows(trx, "line_completion", COMPLETIONS, bindings);
    await copyRows(trx, "disputed", "payout_id in (select id from earlier_payout)", {});
    await copyRows(trx, "dispute_cover", COVERS, bindings);
    await copyReceivables(trx, bindings);
    for (const sql of AFTER) await change(trx, sql, bindings);
    await continueSequences(trx);
    await enableTriggers(trx);
    const again = await rows(trx, REPLAYED_REPORT_ROW, REPORTS, bindings);
    return again;
  });
}

const B = BOOKS_SCHEMA;

/** What matching leaves out (`books/disputes.ts`), as a query on the books' schema. */
const LEFT_OUT = IS_LEFT_OUT_OF_MATCHING.replace("voucher w", `${B}.voucher w`).replace(
  "run q",
  `${B}.run q`,
);

// The payouts that this matching booked. One without any row has no voucher; then its run decides.
const FRESH = `
  create temporary table replayed_payout on commit drop as
  select p.id, p.report_file_id from ${B}.payout p
   where exists (select from ${B}.voucher v where v.payout_id = p.id and v.cause = 'payout'
                    and v.id > :voucher::bigint and v.id <= :voucherTo::bigint)
      or (p.run_id = :runId::bigint and not exists (select from ${B}.voucher v where v.payout_id = p.id and v.cause = 'payout'))`;

const STEPS = [
  `create temporary table earlier_payout on commit drop as
   select p.id from ${B}.payout p
    where exists (select from ${B}.voucher v where v.payout_id = p.id and v.cause = 'payout' and v.id <= :voucher::bigint)
       or (p.run_id < :runId::bigint and not exists (select from ${B}.voucher v where v.payout_id = p.id and v.cause = 'payout'))`,
  `create temporary table open_line_before on commit drop as
   select l.id as line_id, l.payout_id
     from ${B}.line l join earlier_payout e on e.id = l.payout_id
     left join (select line_id, sum(line_amount)::bigint as used from ${B}.allocation where id <= :allocation::bigint
                 group by line_id) a on a.line_id = l.id
    where l.type in ('SALE', 'RETURN') and l.amount > coalesce(a.used, 0)
      and not (${LEFT_OUT})`,
  // each deviation as it was then
  `create temporary table deviation_before on commit drop as
   select distinct on (c.deviation_id) c.* from ${B}.deviation_change c where c.id <= :deviation::bigint
    order by c.deviation_id, c.id desc`,
  // payouts whose report came again in this run with other or more content: their lines were compared
  `create temporary table compared_payout on commit drop as
   select d.payout_id as id
     from ${B}.deviation d join ${B}.deviation_change c on c.deviation_id = d.id
     join ${B}.report_file f on f.id = c.report_file_id
    where f.run_id = :runId::bigint and d.payout_id in (select id from earlier_payout)
   union
   select l.payout_id
     from ${B}.line_completion c join ${B}.report_file f on f.id = c.report_file_id join ${B}.line l on l.id = c.line_id
    where f.run_id = :runId::bigint and l.payout_id in (select id from earlier_payout)`,
];

// The reports of this run, and of the payouts that this matching booked, with the files that had completed those before.
const AGAIN = `(f.id in (select report_file_id from replayed_payout)
                or f.id in (select c.report_file_id from ${B}.line_completion c join ${B}.line l on l.id = c.line_id
                             where l.payout_id in (select id from replayed_payout) and c.id <= :completion::bigint)
                or (f.run_id = :runId::bigint and f.kind = 'report' and f.state in ('imported', 'changed', 'quarantined')))`;

const WHICH = {
  run: "true",
  report_file: `id in (select f.id from ${B}.report_file f
                        where not coalesce(${AGAIN}, false) and f.run_id is distinct from :runId::bigint and f.decided_at <= :at::timestamptz)`,
  decision: "id <= :decision::bigint",
  allocation: "id <= :allocation::bigint",
  voucher: "id <= :voucher::bigint",
} as const;

// Including the lines of the same Klarna order, whose reference a line without one of its own uses.
const LINES = `
  id in (select line_id from open_line_before)
  or order_id in (select l.order_id from ${B}.line l
                   where (l.id in (select line_id from open_line_before) or l.payout_id in (select id from replayed_payout))
                     and l.type in ('SALE', 'RETURN') and ${B}.reference_key(l.merchant_reference1) is null)
     and payout_id in (select id from earlier_payout)
  or id in (select y.line_id from ${B}.disputed y join earlier_payout e on e.id = y.payout_id) or payout_id in (select id from compared_payout)
  or id in (select d.line_id from deviation_before t join ${B}.deviation d on d.id = t.deviation_id
             where d.line_id is not null and d.payout_id in (select id from earlier_payout))`;

// What was settled of a line that is not copied counts for its receivable alone. Its line is put below all ids: the guard
// of allocations, which may look over all ids between those it is about, would miss the line.
const ALLOCATED_LINE = {
  line_id: "case when line_id in (select id from line) then line_id else -line_id end",
} as const;

const COMPLETIONS = `
  id <= :completion::bigint and line_id in (select id from line)
  and report_file_id not in (select f.id from ${B}.report_file f where coalesce(${AGAIN}, false))`;

const REPORTS = `
  select f.id, f.run_id as "runId", f.name, f.sha256, f.size, f.path, f.state,
         coalesce(f.decided_at, f.found_at) as "decidedAt"
    from ${B}.report_file f
    left join (select subject, max(id) as entry from ${B}.audit where action = 'import' group by subject) a
           on a.subject = 'file ' || f.id
   where ${AGAIN} order by a.entry, f.id`;

const COVERS = "at < :at::timestamptz or at = :at::timestamptz and run_id < :runId::bigint";

const AFTER = [
  "update payout set state = 'matched'",
  `insert into unsettled (line_id, payout_id) select line_id, payout_id from open_line_before`,
  `insert into deviation (id, code, payout_id, line_id, report_file_id, receivable_id, subject, merchant_id,
                          payment_reference, expected, found, rung, candidates, amount, currency, opened_at, opened_run,
                          opened_by, state, closed_at, closed_run, decision_id)
   overriding system value
   select d.id, d.code, d.payout_id, d.line_id, t.report_file_id, d.receivable_id, d.subject, d.merchant_id,
          d.payment_reference, t.expected, t.found, t.rung, t.candidates, t.amount, d.currency, d.opened_at, d.opened_run,
          d.opened_by, t.state, t.closed_at, t.closed_run, t.decision_id
     from deviation_before t join ${B}.deviation d on d.id = t.deviation_id
    -- not those that the imported reports will open
    where not exists (select from ${B}.report_file f
                       where f.id = t.report_file_id and d.code = 'report_changed' and f.run_id = :runId::bigint)`,
  // a voucher in a currency without a rate waited until its needs_rate deviation was closed
  `insert into posting (voucher_id, target, waits_for)
   select v.id, 'sie', 'needs_rate' from voucher v
    where exists (select from deviation d
                   where d.payout_id = v.payout_id and d.code = 'needs_rate' and d.state in ('open', 'resolved'))`,
  "analyze",
];
