/**
 * Takes a decision back: reversing allocations, a reversing voucher that mirrors the decision's own, and every
 * deviation as it was before. Nothing is erased; both the decision and its undoing stay in the books.
 */
import { messages } from "./messages.ts";
import { dateIn } from "../clock.ts";
import type { Settings } from "../config/settings.ts";
import { audit } from "../books/audit.ts";
import { change, rows, type Books, type Handle } from "../books/database.ts";
import { IS_LEFT_OUT_OF_MATCHING } from "../books/disputes.ts";
import { acquireWriteLock } from "../books/write-lock.ts";
import {
  deviationToDecide,
  standingDecision,
  voucherOfDecision,
  type DecidableDeviation,
  type StandingDecision,
} from "../books/decisions.ts";
import { IS_COVERED } from "../matching/checks/disputes.ts";
import { openDrafts, planVouchers, writeVouchers } from "../books/vouchers.ts";
import { errnoOf, UserError } from "../errors.ts";
import { planVoucher } from "../ledger/voucher-plan.ts";
import { UNSETTLED_CODES } from "../matching/deviations.ts";
import { noSuch, type Decided } from "./decide.ts";
import { rowTexts } from "../ledger/row-texts.ts";

const CHECK_VIOLATION = "23514";

/** The decision that left a deviation (alias d) still stands, or there was none. */
const STANDS = "(d.opened_by is null or not exists (select from decision u where u.undoes = d.opened_by))";

/** Throws `NeedsPerson` when there is no decision to take back, or when something later builds on it. */
export async function undo(
  books: Books,
  deviationId: bigint,
  who: { readonly actor: string; readonly why?: string },
  settings: Settings,
  at: Date,
): Promise<Decided> {
  try {
    return await books.transaction((trx) => reverseAllocations(trx, deviationId, who, settings, at));
  } catch (thrown) {
    if (errnoOf(thrown) !== CHECK_VIOLATION) throw thrown;
    throw new UserError(
      messages.decisionDeviationCannotTakenBack(deviationId),
      messages.takeBackLaterOneFirst,
    );
  }
}

async function reverseAllocations(
  trx: Handle,
  deviationId: bigint,
  { actor, why }: { readonly actor: string; readonly why?: string },
  settings: Settings,
  at: Date,
): Promise<Decided> {
  await acquireWriteLock(trx);
  const deviation = await deviationToDecide(trx, deviationId);
  if (!deviation) throw noSuch(deviationId);
  const standing = await standingDecision(trx, deviationId);
  if (!standing) {
    throw new UserError(messages.noOneDecidedDeviationSo(deviationId), messages.seeListKvittDeviations);
  }
  await refuseUnderWriteOff(trx, deviationId, standing);
  const [added] = await rows<{ id: bigint }>(
    trx,
    `insert into decision (deviation_id, action, why, actor, at, undoes)
     values (:deviationId, 'undo', :why, :actor, :at, :undoes) returning id`,
    { deviationId, why: why ?? null, actor, at, undoes: standing.id },
  );
  const decisionId = added?.id ?? 0n;
  const vouchers =
    standing.voucherId === null
      ? 0
      : await reversedRows(trx, { deviation, standing, decisionId, actor, why: why ?? null, settings, at });
  await change(
    trx,
    // what the decision had left open goes away with it, and what it had ended of a decision that is gone stays away ...
    `update deviation d set state = 'closed', closed_at = :at, decision_id = :decisionId
      where d.opened_by = :undone and d.state = 'open' or d.decision_id = :undone and not ${STANDS}`,
    { at, decisionId, undone: standing.id },
  );
  const reopened = await rows<{ id: bigint }>(
    trx,
    // ... and all else that it had ended is open again
    `update deviation set state = 'open', closed_at = null, closed_run = null, decision_id = null
      where decision_id = :undone returning id`,
    { undone: standing.id },
  );
  if (deviation.lineId !== null) {
    await change(
      trx,
      `insert into unsettled (line_id, payout_id)
       select l.id, l.payout_id from line l
        where l.id = :lineId and l.type in ('SALE', 'RETURN') and not ${IS_LEFT_OUT_OF_MATCHING}
          and l.amount > coalesce((select sum(a.line_amount) from allocation a where a.line_id = l.id), 0)
       on conflict do nothing`,
      { lineId: deviation.lineId },
    );
  }
  await closeNeedless(trx, { reopened: reopened.map(({ id }) => id), decisionId, at });
  await change(trx, REOPEN_UNPAID, { decisionId });
  await change(trx, OPEN_UNPAID, { decisionId, at });
  await audit(trx, at, [
    {
      actor,
      action: "undone",
      subject: `deviation ${deviationId}`,
      cause: why ?? null,
      before: { state: deviation.state, decision: String(standing.id) },
      after: { state: "open", decision: String(decisionId) },
    },
  ]);
  return { decisionId, vouchers, voucher: await voucherOfDecision(trx, decisionId) };
}

/** A rest was what is left after a payment: without the payment it would be another. */
async function refuseUnderWriteOff(
  trx: Handle,
  deviationId: bigint,
  standing: StandingDecision,
): Promise<void> {
  const [later] = await rows<{ id: bigint; number: string }>(
    trx,
    `select d.deviation_id as id, r.number
       from allocation w join decision d on d.id = w.decision_id join receivable r on r.id = w.receivable_id
      where w.rule = 'written_off' and w.decision_id <> :standing
        and w.receivable_id in (select receivable_id from allocation where decision_id = :standing)
        and not exists (select from allocation b where b.reverses = w.id)
      order by w.id limit 1`,
    { standing: standing.id },
  );
  if (!later) return;
  throw new UserError(
    messages.reverseDecisionDeviationCannotTakenBack({ deviationId, number: later.number }),
    messages.takeBackWriteOffFirst(later.id),
  );
}

interface Reopened {
  readonly reopened: readonly bigint[];
  readonly decisionId: bigint;
  readonly at: Date;
}

/** What has been answered otherwise since the decision is not told again: its line is settled, or its invoice paid up. */
async function closeNeedless(trx: Handle, { reopened, decisionId, at }: Reopened): Promise<void> {
  await change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, decision_id = :decisionId
      where d.id = any(:ids::bigint[])
        and (d.code = any(:codes) and not exists (select from unsettled u where u.line_id = d.line_id)
             or ${IS_COVERED}
             or d.code = 'partly_paid'
                and exists (select from receivable r
                             where r.id = d.receivable_id
                               and r.open_amount = (select sum(a.receivable_amount) from allocation a
                                                     where a.receivable_id = r.id and a.effect = 'settles')))`,
    { ids: reopened.map(String), codes: [...UNSETTLED_CODES], at, decisionId },
  );
}

/** Receivables that the decision had settled, and which others still pay a part of. */
const PARTLY_PAID = /* sql */ `
  select r.id, r.kind, r.number, r.open_amount, sum(a.receivable_amount) as settled
    from receivable r join allocation a on a.receivable_id = r.id and a.effect = 'settles'
   where r.id in (select receivable_id from allocation where decision_id = :decisionId)
   group by r.id having sum(a.receivable_amount) > 0 and sum(a.receivable_amount) < r.open_amount`;

/** Part payments whose rest had come, and is gone again: they are told as before, whoever had closed them. */
const REOPEN_UNPAID = /* sql */ `
  with unpaid as (${PARTLY_PAID})
  update deviation d set state = 'open', closed_at = null, closed_run = null, decision_id = null
    from unpaid
   where d.code = 'partly_paid' and d.state = 'closed' and d.receivable_id = unpaid.id and ${STANDS}
     and d.id = (select max(e.id) from deviation e
                  where e.line_id = d.line_id and e.receivable_id = d.receivable_id and e.code = d.code)`;

/** What once completed a receivable, and now is the only part of it: told for the latest that stands, and gone with it. */
const OPEN_UNPAID = /* sql */ `
  with unpaid as (${PARTLY_PAID})
  insert into deviation (code, payout_id, line_id, receivable_id, subject, merchant_id, payment_reference, expected, found,
                         candidates, amount, currency, opened_at, opened_by)
  select 'partly_paid', p.id, part.line_id, unpaid.id, 'line ' || part.line_id || ' of receivable ' || unpaid.id,
         p.merchant_id, p.payment_reference, show_minor(before.open, p.currency),
         show_minor(part.receivable_amount, p.currency),
         jsonb_build_array(jsonb_build_object('kind', unpaid.kind, 'number', unpaid.number,
                                              'open', show_minor(before.open, p.currency), 'currency', p.currency)),
         part.receivable_amount, p.currency, :at, part.decision_id
    from unpaid
   cross join lateral (
         select a.* from allocation a
          where a.receivable_id = unpaid.id and a.effect = 'settles' and a.reverses is null
            and not exists (select from allocation b where b.reverses = a.id)
          order by a.id desc limit 1) part
   cross join lateral (select (unpaid.open_amount - unpaid.settled)::bigint + part.receivable_amount as open) before
    join line l on l.id = part.line_id
    join payout p on p.id = l.payout_id
   where not exists (select from deviation d
                      where d.code = 'partly_paid' and d.receivable_id = unpaid.id and d.state in ('open', 'resolved')
                        and ${STANDS})
   order by unpaid.id`;

interface Mirroring {
  readonly deviation: DecidableDeviation;
  /** The decision that is taken back. */
  readonly standing: StandingDecision;
  readonly decisionId: bigint;
  readonly actor: string;
  readonly why: string | null;
  readonly settings: Settings;
  readonly at: Date;
}

/** The decision's voucher with its sides changed, and its allocations with their signs changed. */
async function reversedRows(
  trx: Handle,
  { deviation, standing, decisionId, actor, why, settings, at }: Mirroring,
): Promise<number> {
  const { payout } = deviation;
  if (payout === null)
    throw new Error(`decision ${standing.id} has a voucher, but deviation ${deviation.id} has no payout`);
  const [fresh] = await rows<{ id: bigint }>(trx, "select nextval('voucher_id') as id");
  const voucherId = fresh?.id ?? 0n;
  const occasion = { cause: "undo", decisionId, actor, why } as const;
  const made = dateIn(settings.timeZone, at);
  await openDrafts(trx);
  await planVouchers(trx, [
    planVoucher({ voucherId, payout, occasion, corrects: standing.voucherId, made, settings, place: 0 }),
  ]);
  await change(
    trx,
    `insert into allocation (line_id, receivable_id, account, effect, line_amount, receivable_amount, rule, rules,
                             voucher_id, decision_id, reverses)
     select line_id, receivable_id, account, effect, -line_amount, -receivable_amount, 'reversal', rules,
            :voucherId, :decisionId, id
       from allocation where decision_id = :standing order by id`,
    { voucherId, decisionId, standing: standing.id },
  );
  await change(
    trx,
    `insert into draft (voucher_id, part, turn, account, amount, text, line_id)
     select :voucherId, 1, r.position, r.account, r.credit - r.debit, r.text, r.line_id
       from voucher v join voucher_row r on r.voucher_id = v.id
      where v.decision_id = :standing and v.cause = 'decision'`,
    { voucherId, standing: standing.id },
  );
  const foreign = payout.currency === settings.company.currency ? [] : [payout.currency];
  const words = rowTexts(settings.language);
  return writeVouchers(trx, { runId: null, decisionId, at, targets: settings.targets, foreign, words });
}
