/**
 * Reverses a decision (`kvitt undo`): reversing allocations, a reversing voucher, and every deviation as it was before.
 * Nothing is erased; both the decision and its reversal stay in the books.
 */
import { messages } from "./messages.ts";
import { dateIn } from "../clock.ts";
import type { Settings } from "../config/settings.ts";
import { audit } from "../books/audit.ts";
import { IS_PAID_UP, LEFT_OF_LINE } from "../books/amounts-left.ts";
import { change, rows, value, type Books, type Handle } from "../books/database.ts";
import {
  aboutLine,
  closeDeviations,
  noneOpenOrResolved,
  openDeviations,
  reopenDeviations,
  sqlCodes,
  type ByDecision,
} from "../books/deviations.ts";
import { IS_LEFT_OUT_OF_MATCHING } from "../books/disputes.ts";
import { acquireWriteLock } from "../books/write-lock.ts";
import {
  deviationToDecide,
  decisionInForce,
  voucherOfDecision,
  type DecidableDeviation,
  type DecisionInForce,
} from "../books/decisions.ts";
import { IS_COVERED } from "../matching/checks/disputes.ts";
import { openDrafts, planVouchers } from "../books/vouchers.ts";
import { errnoOf, UserError } from "../errors.ts";
import { planVoucher } from "../ledger/voucher-plan.ts";
import { UNSETTLED_CODES } from "../matching/deviations.ts";
import { noSuch, type Decided } from "./decide.ts";
import { writeDecided } from "./write-decided.ts";

const CHECK_VIOLATION = "23514";

/** True for a deviation (alias d) that no decision opened, or one that is still in force. */
const IS_IN_FORCE =
  "(d.opened_by is null or not exists (select from decision u where u.undoes = d.opened_by))";

/** Throws `UserError` when there is no decision to reverse, or when something later depends on it. */
export async function undo(
  books: Books,
  deviationId: bigint,
  who: { readonly actor: string; readonly why?: string },
  settings: Settings,
  at: Date,
): Promise<Decided> {
  try {
    return await books.transaction((trx) => reverseDecision(trx, deviationId, who, settings, at));
  } catch (thrown) {
    if (errnoOf(thrown) !== CHECK_VIOLATION) throw thrown;
    throw new UserError(messages.laterDependsOnIt(deviationId), messages.undoLaterFirst);
  }
}

async function reverseDecision(
  trx: Handle,
  deviationId: bigint,
  { actor, why }: { readonly actor: string; readonly why?: string },
  settings: Settings,
  at: Date,
): Promise<Decided> {
  await acquireWriteLock(trx);
  const deviation = await deviationToDecide(trx, deviationId);
  if (!deviation) throw noSuch(deviationId);
  const undone = await decisionInForce(trx, deviationId);
  if (!undone) {
    throw new UserError(messages.nothingToUndo(deviationId), messages.seeDeviations);
  }
  await refuseUnderWriteOff(trx, deviationId, undone);
  const added = await value(
    trx,
    "bigint",
    `insert into decision (deviation_id, action, why, actor, at, undoes)
     values (:deviationId, 'undo', :why, :actor, :at, :undoes) returning id`,
    { deviationId, why: why ?? null, actor, at, undoes: undone.id },
  );
  const decisionId = added ?? 0n;
  const vouchers =
    undone.voucherId === null
      ? 0
      : await reverseVoucher(trx, { deviation, undone, decisionId, actor, why: why ?? null, settings, at });
  const by = { decisionId, at };
  // Closes what the decision had opened. What it had closed of a decision that is itself reversed stays closed ...
  await closeDeviations(
    trx,
    {
      where: `d.opened_by = :undone and d.state = 'open' or d.decision_id = :undone and not ${IS_IN_FORCE}`,
      endedToo: true,
    },
    by,
    { undone: undone.id },
  );
  // ... and everything else that it had closed or resolved is open again.
  const reopened = await reopenDeviations(trx, { where: "d.decision_id = :undone" }, { undone: undone.id });
  if (deviation.lineId !== null) {
    await change(
      trx,
      `insert into unsettled (line_id, payout_id)
       select l.id, l.payout_id from line l
        where l.id = :lineId and l.type in ('SALE', 'RETURN') and not ${IS_LEFT_OUT_OF_MATCHING}
          and ${LEFT_OF_LINE} > 0
       on conflict do nothing`,
      { lineId: deviation.lineId },
    );
  }
  await closeAnswered(trx, reopened, by);
  await reopenPartlyPaid(trx, decisionId);
  await openPartlyPaid(trx, by);
  await audit(trx, at, [
    {
      actor,
      action: "undone",
      subject: `deviation ${deviationId}`,
      cause: why ?? null,
      before: { state: deviation.state, decision: String(undone.id) },
      after: { state: "open", decision: String(decisionId) },
    },
  ]);
  return { decisionId, vouchers, voucher: await voucherOfDecision(trx, decisionId) };
}

/** A write-off is of what the payment left: without the payment it would be another amount. */
async function refuseUnderWriteOff(trx: Handle, deviationId: bigint, undone: DecisionInForce): Promise<void> {
  const [later] = await rows(
    trx,
    { id: "bigint", number: "text" },
    `select d.deviation_id as id, r.number
       from allocation w join decision d on d.id = w.decision_id join receivable r on r.id = w.receivable_id
      where w.rule = 'written_off' and w.decision_id <> :undone
        and w.receivable_id in (select receivable_id from allocation where decision_id = :undone)
        and not exists (select from allocation b where b.reverses = w.id)
      order by w.id limit 1`,
    { undone: undone.id },
  );
  if (!later) return;
  throw new UserError(
    messages.restIsWrittenOff({ id: deviationId, number: later.number }),
    messages.undoWriteOffFirst(later.id),
  );
}

/** Closes reopened deviations that something later has answered: the line is settled, or the receivable is paid in full. */
async function closeAnswered(trx: Handle, reopened: readonly bigint[], by: ByDecision): Promise<void> {
  await closeDeviations(
    trx,
    {
      where: `d.id = any(:ids::bigint[])
              and (d.code in ${sqlCodes(UNSETTLED_CODES)}
                   and not exists (select from unsettled u where u.line_id = d.line_id)
                   or ${IS_COVERED}
                   or d.code = 'partly_paid'
                      and exists (select from receivable r where r.id = d.receivable_id and ${IS_PAID_UP}))`,
    },
    by,
    { ids: reopened.map(String) },
  );
}

/** Receivables that the decision had settled, and that other allocations still pay a part of. */
const PARTLY_PAID = /* sql */ `(
  select r.id, r.kind, r.number, r.open_amount, sum(a.receivable_amount) as settled
    from receivable r join allocation a on a.receivable_id = r.id and a.effect = 'settles'
   where r.id in (select receivable_id from allocation where decision_id = :decisionId)
   group by r.id having sum(a.receivable_amount) > 0 and sum(a.receivable_amount) < r.open_amount)`;

/** Reopens `partly_paid` deviations whose remaining payment was reversed, whether a run or a decision had closed them. */
async function reopenPartlyPaid(trx: Handle, decisionId: bigint): Promise<void> {
  await reopenDeviations(
    trx,
    {
      from: `${PARTLY_PAID} unpaid`,
      where: `d.code = 'partly_paid' and d.state = 'closed' and d.receivable_id = unpaid.id and ${IS_IN_FORCE}
              and d.id = (select max(e.id) from deviation e
                           where e.line_id = d.line_id and e.receivable_id = d.receivable_id and e.code = d.code)`,
    },
    { decisionId },
  );
}

/**
 * Opens a `partly_paid` deviation for an allocation that once completed a receivable and now is its only payment: for the
 * newest one in force. It belongs to that allocation's decision, so that it is closed when that is reversed too.
 */
async function openPartlyPaid(trx: Handle, by: ByDecision): Promise<void> {
  await openDeviations(
    trx,
    {
      columns: {
        ...aboutLine("part.line_id"),
        subject: "'line ' || part.line_id || ' of receivable ' || unpaid.id",
        code: "'partly_paid'",
        receivable_id: "unpaid.id",
        expected: "show_minor(before.open, p.currency)",
        found: "show_minor(part.receivable_amount, p.currency)",
        candidates: `jsonb_build_array(jsonb_build_object(
          'kind', unpaid.kind, 'number', unpaid.number, 'open', show_minor(before.open, p.currency),
          'currency', p.currency))`,
        amount: "part.receivable_amount",
        opened_by: "part.decision_id",
      },
      from: `
        from ${PARTLY_PAID} unpaid
       cross join lateral (
             select a.* from allocation a
              where a.receivable_id = unpaid.id and a.effect = 'settles' and a.reverses is null
                and not exists (select from allocation b where b.reverses = a.id)
              order by a.id desc limit 1) part
       cross join lateral (select (unpaid.open_amount - unpaid.settled)::bigint + part.receivable_amount as open) before
        join line l on l.id = part.line_id
        join payout p on p.id = l.payout_id
       where ${noneOpenOrResolved(`d.code = 'partly_paid' and d.receivable_id = unpaid.id and ${IS_IN_FORCE}`)}
       order by unpaid.id`,
    },
    by,
  );
}

interface Reversal {
  readonly deviation: DecidableDeviation;
  /** The decision that is reversed. */
  readonly undone: DecisionInForce;
  readonly decisionId: bigint;
  readonly actor: string;
  readonly why: string | null;
  readonly settings: Settings;
  readonly at: Date;
}

/** Books the decision's voucher with debit and credit exchanged, and its allocations with negative amounts. */
async function reverseVoucher(
  trx: Handle,
  { deviation, undone, decisionId, actor, why, settings, at }: Reversal,
): Promise<number> {
  const { payout } = deviation;
  if (payout === null)
    throw new Error(`decision ${undone.id} has a voucher, but deviation ${deviation.id} has no payout`);
  const fresh = await value(trx, "bigint", "select nextval('voucher_id') as id");
  const voucherId = fresh ?? 0n;
  const occasion = { cause: "undo", decisionId, actor, why } as const;
  const made = dateIn(settings.timeZone, at);
  await openDrafts(trx);
  await planVouchers(trx, [
    planVoucher({ voucherId, payout, occasion, corrects: undone.voucherId, made, settings, place: 0 }),
  ]);
  await change(
    trx,
    `insert into allocation (line_id, receivable_id, account, effect, line_amount, receivable_amount, rule, rules,
                             voucher_id, decision_id, reverses)
     select line_id, receivable_id, account, effect, -line_amount, -receivable_amount, 'reversal', rules,
            :voucherId, :decisionId, id
       from allocation where decision_id = :undone order by id`,
    { voucherId, decisionId, undone: undone.id },
  );
  await change(
    trx,
    `insert into draft (voucher_id, part, sequence, account, amount, text, line_id)
     select :voucherId, 1, r.position, r.account, r.credit - r.debit, r.text, r.line_id
       from voucher v join voucher_row r on r.voucher_id = v.id
      where v.decision_id = :undone and v.cause = 'decision'`,
    { voucherId, undone: undone.id },
  );
  return writeDecided(trx, { decisionId, at, currency: payout.currency, settings });
}
