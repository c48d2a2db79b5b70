/**
 * Runs after the ladder. Each open line that is not matched gets exactly one open deviation that says why, and deviations
 * whose reason is gone are closed. A line keeps the day on which it first became a deviation when the reason changes.
 */
import {
  aboutLine,
  closeDeviations,
  noneOpenOrResolved,
  openDeviations,
  refreshDeviations,
  sqlCodes,
} from "../books/deviations.ts";
import { change, type Handle } from "../books/database.ts";
import { IS_PAID_UP } from "../books/amounts-left.ts";
import { proposeCombinations } from "./combinations.ts";
import { findNearMisses } from "./near-misses.ts";

/** Codes that say why a line is not settled; a line has at most one of them open. */
export const UNSETTLED_CODES = [
  "no_receivable",
  "no_credit_note",
  "uncertain",
  "ambiguous",
  "overpaid",
  "already_settled",
  "currency_differs",
] as const;

const CODES = sqlCodes(UNSETTLED_CODES);

// Skips lines that were settled in full and never had a deviation, which are nearly all. A table of its own, because
// PostgreSQL cannot estimate how few are left.
const PICKED = /* sql */ `
  create temporary table picked on commit drop as
  select * from match_result v
   where v.receivable_id is null or v.rule = 'part' or v.line_id in (select line_id from unsettled)`;

// The statements below read these lines from here, so that the open lines are read once.
const WANTED = /* sql */ `
  create temporary table wanted on commit drop as
  select l.*, v.rung, v.rule, v.candidates, v.receivable_id, v.line_amount,
         case when v.receivable_id is not null then null
              when v.rule <> 'none' then v.rule
              when l.type = 'SALE' then 'no_receivable' else 'no_credit_note' end as code
    from picked v join open_line l on l.line_id = v.line_id`;

const FORGET_SETTLED = /* sql */ `
  delete from unsettled u using open_line l, match_result v
   where u.line_id = l.line_id and v.line_id = l.line_id
     and v.rule in ('exact', 'twin', 'whole_order', 'tolerance', 'part', 'pay_back')`;

const KEEP_UNSETTLED = /* sql */ `
  insert into unsettled (line_id, payout_id)
  select line_id, payout_id from wanted where code is not null
  on conflict do nothing`;

export interface When {
  readonly runId: bigint;
  readonly at: Date;
}

/** Opens, refreshes and closes deviations of open lines after the ladder; keeps the register of unsettled lines. */
export async function syncDeviations(trx: Handle, { runId, at }: When): Promise<void> {
  const by = { runId, at };
  await change(trx, "analyze match_result");
  await change(trx, PICKED);
  await change(trx, "analyze picked");
  await change(trx, WANTED);
  await change(trx, "analyze wanted");
  await proposeCombinations(trx);
  await closeDeviations(
    trx,
    {
      from: "wanted w",
      where: `d.line_id = w.line_id and d.code in ${CODES} and d.code is distinct from w.code`,
    },
    by,
  );
  await refreshDeviations(
    trx,
    { candidates: "coalesce(w.candidates, '[]')", rung: "w.rung" },
    {
      from: "wanted w",
      where: `d.line_id = w.line_id and d.code = w.code
              and (d.candidates, d.rung) is distinct from (coalesce(w.candidates, '[]'), w.rung)`,
    },
  );
  await openUnsettled(trx, by);
  await openPartlyPaid(trx, by);
  await closePaidUp(trx, by);
  await change(trx, FORGET_SETTLED);
  await change(trx, KEEP_UNSETTLED);
  await findNearMisses(trx, runId);
}

async function openUnsettled(trx: Handle, by: When): Promise<void> {
  await openDeviations(
    trx,
    {
      columns: {
        ...aboutLine("w.line_id"),
        code: "w.code",
        expected: "case when w.code = 'overpaid' then w.candidates -> 0 ->> 'open' end",
        found: "show_minor(w.amount, w.currency)",
        rung: "w.rung",
        candidates: "coalesce(w.candidates, '[]')",
        amount: "w.amount",
        currency: "w.currency",
        opened_at: `coalesce((select min(d.opened_at) from deviation d
                               where d.line_id = w.line_id and d.code in ${CODES} and d.closed_run = :runId::bigint),
                             :at::timestamptz)`,
      },
      from: `from wanted w join payout p on p.id = w.payout_id
             where w.code is not null and ${noneOpenOrResolved("d.line_id = w.line_id and d.code = w.code")}
             order by w.sequence`,
    },
    by,
  );
}

/** A line that was smaller than the open amount: it is settled, but the rest of the receivable is still to come. */
async function openPartlyPaid(trx: Handle, by: When): Promise<void> {
  await openDeviations(
    trx,
    {
      columns: {
        ...aboutLine("w.line_id"),
        code: "'partly_paid'",
        receivable_id: "w.receivable_id",
        expected: "w.candidates -> 0 ->> 'open'",
        found: "show_minor(w.line_amount, w.currency)",
        rung: "w.rung",
        candidates: "w.candidates",
        amount: "w.amount",
        currency: "w.currency",
      },
      from: `from wanted w join payout p on p.id = w.payout_id where w.rule = 'part' order by w.sequence`,
    },
    by,
  );
}

/** "Closes by itself when the rest arrives" (CONTRACT §5). */
async function closePaidUp(trx: Handle, by: When): Promise<void> {
  await closeDeviations(
    trx,
    { from: "receivable r", where: `d.code = 'partly_paid' and r.id = d.receivable_id and ${IS_PAID_UP}` },
    by,
  );
}
