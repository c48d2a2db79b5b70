/**
 * Checks deviations: none is missing, removed or closed outside Kvitt. The log has every state that a deviation was in; the
 * last one is its current state, and a run or a decision has set it.
 */
import { messages } from "./messages.ts";
import { count, rows } from "../../books/database.ts";
import { IS_COVERED } from "../../matching/checks/disputes.ts";
import { UNSETTLED_CODES } from "../../matching/deviations.ts";
import { checkDisputes } from "./disputes.ts";
import { findRows, findingsOf, type VerifyContext, type VerifyFinding } from "./checks.ts";

/** Needs the table `waiting` of the clearing account's check. */
export async function* checkDeviations(context: VerifyContext): AsyncIterable<VerifyFinding> {
  context.count("deviations", await count(context.trx, "from deviation"));
  yield* checkStates(context);
  yield* checkReasons(context);
  yield* findMissing(context);
  yield* findNeedless(context);
  yield* checkDisputes(context);
}

const finding = findingsOf("deviations");

const STATE_DIFFERS = /* sql */ `
  with last as (
    select distinct on (deviation_id) * from deviation_change order by deviation_id, id desc)
  select coalesce(d.id, c.deviation_id) as id, d.code, d.id is null as gone, c.id is null as "unlogged", d.state as "is",
         c.state as "was"
    from deviation d full join last c on c.deviation_id = d.id
   where d.id is null or c.id is null
      or (d.state, d.expected, d.found, d.rung, d.candidates, d.amount, d.report_file_id, d.closed_at, d.closed_run, d.decision_id)
         is distinct from
         (c.state, c.expected, c.found, c.rung, c.candidates, c.amount, c.report_file_id, c.closed_at, c.closed_run, c.decision_id)
   order by 1 limit :limit`;

function checkStates(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { id: "bigint", code: "text?", gone: "boolean", unlogged: "boolean", is: "text?", was: "text?" },
    STATE_DIFFERS,
    ({ id, code, gone, unlogged, is, was }) => {
      const subject = code === null ? `deviation ${id}` : `deviation ${id} (${code})`;
      if (gone) return finding(subject, messages.deviationRemoved);
      if (unlogged) return finding(subject, messages.deviationNotOpenedByRun);
      if (is !== was) return finding(subject, messages.deviationStateDiffers({ is, was }));
      return finding(subject, messages.deviationFactsDiffer);
    },
  );
}

// A decision resolves deviations while it is in force; what a reversal closed stays closed. A manual import may have no run,
// and then its entry in the audit chain seals what it closed.
const WITHOUT_REASON = /* sql */ `
  select d.id, d.code, d.state from deviation d left join decision c on c.id = d.decision_id
   where d.state = 'open' and (d.closed_at is not null or d.closed_run is not null or d.decision_id is not null)
      or d.state = 'resolved' and (c.id is null or c.deviation_id <> d.id or c.action = 'undo'
                                   or exists (select from decision u where u.undoes = c.id))
      or d.state = 'closed' and d.code <> 'receivable_changed'
         and not exists (select from run r where r.id = d.closed_run)
         and (c.id is null or exists (select from decision u where u.undoes = c.id))
   order by d.id limit :limit`;

function checkReasons(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { id: "bigint", code: "text", state: "text" },
    WITHOUT_REASON,
    ({ id, code, state }) => finding(`deviation ${id} (${code})`, messages.deviationStateUnexplained(state)),
  );
}

const CODES = UNSETTLED_CODES.map((code) => `'${code}'`).join(", ");

const MISSING = /* sql */ `
  select p.payment_reference as reference, l.row, x.code
    from (select w.line_id, 'unsettled' as code from waiting w
           where w.payout_id not in (select payout_id from payout_without_receivables)
             and not exists (select from deviation d where d.line_id = w.line_id and d.code in (${CODES})
                                and d.state in ('open', 'resolved'))
          union all
          select a.line_id, 'partly_paid' from allocation a join receivable r on r.id = a.receivable_id
           where a.rule = 'part' and not exists (select from allocation b where b.reverses = a.id)
             and not exists (select from deviation d
                              where d.line_id = a.line_id and d.code = 'partly_paid'
                                and (d.state in ('open', 'resolved')
                                     or r.open_amount = (select sum(b.receivable_amount) from allocation b
                                                          where b.receivable_id = r.id and b.effect = 'settles')))
          union all
          select r.line_id, 'partly_paid'
            from (select r.id, max(a.line_id) as line_id
                    from allocation a join receivable r on r.id = a.receivable_id where a.effect = 'settles'
                   group by r.id having sum(a.receivable_amount) > 0 and sum(a.receivable_amount) < r.open_amount) r
           where not exists (select from deviation d
                              where d.receivable_id = r.id and d.code = 'partly_paid' and d.state in ('open', 'resolved')
                                and not exists (select from decision u where u.undoes = d.opened_by))) x
    join line l on l.id = x.line_id join payout p on p.id = l.payout_id
   order by l.id limit :limit`;

async function* findMissing(context: VerifyContext): AsyncIterable<VerifyFinding> {
  const { trx, limit } = context;
  const missing = await rows(trx, { reference: "text", row: "number", code: "text" }, MISSING, { limit });
  for (const { reference, row, code } of missing) {
    yield finding(
      `payout ${reference} row ${row}`,
      code === "unsettled" ? messages.lineWithoutDeviation : messages.deviationMissing(code),
    );
  }
}

const NEEDLESS = /* sql */ `
  select d.id, d.code from deviation d left join receivable r on r.id = d.receivable_id
   where d.state = 'open'
     and (d.code in (${CODES}) and d.line_id is not null
          and not exists (select from waiting w where w.line_id = d.line_id)
          or ${IS_COVERED}
          or d.code = 'partly_paid'
          and r.open_amount = (select sum(a.receivable_amount) from allocation a
                                where a.receivable_id = r.id and a.effect = 'settles'))
   order by d.id limit :limit`;

function findNeedless(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(context, { id: "bigint", code: "text" }, NEEDLESS, ({ id, code }) =>
    finding(`deviation ${id} (${code})`, messages.deviationNeedless),
  );
}
