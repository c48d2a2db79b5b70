/**
 * What a person puts on receivables: each settled whole, or one in part; the rest on an account, or within the person's
 * limit written off. What the person named but cannot stand is refused with what to name instead.
 */
import { messages } from "./messages.ts";
import { moneyMessage } from "../format/amount.ts";
import { toleranceOf } from "../config/settings.ts";
import { change, type Handle } from "../books/database.ts";
import { receivableStanding, type ReceivableStanding } from "../books/decisions.ts";
import { receivableKind } from "../format/candidate-texts.ts";
import { UserError } from "../errors.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import { UNSETTLED_CODES } from "../matching/deviations.ts";
import { showMinor } from "../money.ts";
import type { Message } from "../message.ts";
import { namesAccounts, type DecisionContext } from "./decision.ts";
import { splitAmount } from "./split.ts";
import { writeOffLimit } from "./write-off-limit.ts";

export interface Allocating extends DecisionContext {
  readonly voucherId: bigint;
  readonly lineId: bigint;
  readonly left: bigint;
  readonly currency: string;
  readonly merchantId: string;
}

/** Puts the line on the receivables the person named, and what they leave of it on the account, if one is given. */
export async function allocateByHand(trx: Handle, deciding: Allocating): Promise<void> {
  const { decision, settings, currency } = deciding;
  let left = deciding.left;
  const named = decision.match ?? [];
  const standings: Awaited<ReturnType<typeof standingOf>>[] = [];
  for (const { kind, number } of named) {
    const standing = await standingOf(trx, kind, number, deciding);
    if (standings.some(({ receivable }) => receivable.id === standing.receivable.id))
      throw twice(kind, number);
    standings.push(standing);
  }
  const open = standings.reduce((total, standing) => total + standing.open, 0n);
  const difference = left - open;
  // the difference that goes to rounding: more than the tolerance by the person's limit and an explicit accept
  const limit =
    decision.accept === true
      ? writeOffLimit(settings, decision.actor, currency)
      : toleranceOf(settings, currency);
  const rounds = difference !== 0n && (difference < 0n ? -difference : difference) <= limit;

  for (const [index, { receivable, open: own, paysBack }] of standings.entries()) {
    const last = index === standings.length - 1;
    if (left <= 0n) throw tooMany(deciding);
    // Money that is paid back may be any part of what was received; everything else is settled whole, or in part
    // when it is the only one.
    const whole = own <= left || (last && rounds && !paysBack);
    if (!whole && standings.length > 1) throw tooMany(deciding);
    const lineAmount = last && rounds ? left : own <= left ? own : left;
    await insertAllocation(trx, deciding, {
      receivableId: receivable.id,
      account: null,
      effect: paysBack ? "pays_back" : "settles",
      lineAmount,
      receivableAmount: whole ? own : left,
    });
    if (!whole && !paysBack) await openPartlyPaid(trx, deciding, receivable, own, left);
    left -= lineAmount;
  }
  if (namesAccounts(decision) && (left > 0n || decision.split)) {
    const { merchantId, known } = deciding;
    const sharing = { decision, whole: left, currency, merchantId, settings, known, as: "sale" as const };
    for (const { account, amount } of splitAmount(sharing)) {
      await insertAllocation(trx, deciding, {
        receivableId: null,
        account,
        effect: "account",
        lineAmount: amount,
        receivableAmount: amount,
      });
    }
    left = 0n;
  }
  if (left > 0n) {
    const rest = moneyMessage(left, currency);
    throw new UserError(messages.lineLargerThanOpenYou(rest), messages.nameMoreReceivablesAddAccount);
  }
  await change(trx, "delete from unsettled where line_id = :lineId", { lineId: deciding.lineId });
  await closeAnswered(trx, deciding);
  await closePaidUp(trx, deciding);
}

async function standingOf(trx: Handle, kind: string, number: string, { deviation, currency }: Allocating) {
  const allowed = deviation.type === "SALE" ? ["invoice", "order"] : ["credit_note", "order"];
  if (!allowed.includes(kind)) {
    throw new UserError(
      messages.canOnlyPut({ type: deviation.type, allowed, kind }),
      messages.writeExampleMatch(allowed[0]),
    );
  }
  const [receivable, ...others] = await receivableStanding(trx, {
    kind,
    number,
    merchantId: deviation.payout?.merchantId ?? null,
  });
  const name = nameWords(kind, number);
  if (!receivable) {
    throw new UserError(messages.noBooks(name), messages.takeFirstKvittReceivablesFile);
  }
  if (others.length > 0) {
    const all = [receivable, ...others].map((one) => `${kind}:${one.merchantId}/${one.number}`);
    throw new UserError(messages.severalMerchantsNoneThemLine(name), messages.sayOneMatch(all));
  }
  if (receivable.disputed) {
    throw new UserError(messages.twoListsDisagreeAbout(name), messages.decideDeviationReceivableChangedFirst);
  }
  if (receivable.currency !== currency) {
    throw new UserError(
      messages.lineBut({ currency, name, currency2: receivable.currency }),
      messages.useAccountNInstead,
    );
  }
  const paysBack = deviation.type === "RETURN" && kind === "order";
  const open = paysBack
    ? receivable.settled + receivable.receivedBefore - receivable.paidBack
    : receivable.openAmount - receivable.settled;
  if (open <= 0n) {
    throw new UserError(messages.nothingOpen(name), messages.takeBackSettledUseAccount);
  }
  return { receivable, open, paysBack };
}

function twice(kind: string, number: string): UserError {
  const name = nameWords(kind, number);
  return new UserError(messages.namedTwice(name), messages.nameOnce);
}

function tooMany({ currency, left }: Allocating): UserError {
  const whole = moneyMessage(left, currency);
  return new UserError(messages.togetherMoreOpenThanLine(whole), messages.nameOnlyThoseLinePays);
}

function nameWords(kind: string, number: string): Message {
  return messages.nameWords({ words: receivableKind(kind), number });
}

interface NewAllocation {
  readonly receivableId: bigint | null;
  readonly account: number | null;
  readonly effect: "settles" | "pays_back" | "account";
  readonly lineAmount: bigint;
  readonly receivableAmount: bigint;
}

async function insertAllocation(
  trx: Handle,
  { lineId, voucherId, decisionId }: Allocating,
  part: NewAllocation,
) {
  await change(
    trx,
    `insert into allocation (line_id, receivable_id, account, effect, line_amount, receivable_amount, rule, rules,
                             voucher_id, decision_id)
     values (:lineId, :receivableId, :account, :effect, :lineAmount, :receivableAmount, 'by_hand', :rules, :voucherId,
             :decisionId)`,
    { lineId, voucherId, decisionId, rules: RULES_VERSION, ...part },
  );
}

async function openPartlyPaid(
  trx: Handle,
  { deviation, lineId, decisionId, currency, at }: Allocating,
  receivable: ReceivableStanding,
  open: bigint,
  paid: bigint,
): Promise<void> {
  await change(
    trx,
    `insert into deviation (code, payout_id, line_id, receivable_id, subject, merchant_id, payment_reference, expected,
                            found, candidates, amount, currency, opened_at, opened_by)
     values ('partly_paid', :payoutId, :lineId, :receivableId, 'line ' || :lineId, :merchantId, :paymentReference,
             :expected, :found, :candidates, :paid, :currency, :at, :decisionId)`,
    {
      payoutId: deviation.payout?.id ?? null,
      lineId,
      receivableId: receivable.id,
      merchantId: deviation.payout?.merchantId ?? null,
      paymentReference: deviation.payout?.paymentReference ?? null,
      expected: showMinor(open, currency),
      found: showMinor(paid, currency),
      candidates: JSON.stringify([
        { kind: receivable.kind, number: receivable.number, open: showMinor(open, currency), currency },
      ]),
      paid,
      currency,
      at,
      decisionId,
    },
  );
}

/** The line is settled, so nothing else that said why it was not is open any more; undo finds it by the decision's id. */
async function closeAnswered(trx: Handle, { deviation, decisionId, lineId, at }: Allocating): Promise<void> {
  await change(
    trx,
    `update deviation set state = 'closed', closed_at = :at, decision_id = :decisionId
      where line_id = :lineId and id <> :deviationId and state = 'open' and code = any(:codes)`,
    { at, decisionId, lineId, deviationId: deviation.id, codes: [...UNSETTLED_CODES] },
  );
}

/** Part payments whose receivable is now paid up need no one any more; undo finds them by the decision's id. */
export async function closePaidUp(
  trx: Handle,
  { deviation, decisionId, at }: Pick<DecisionContext, "deviation" | "decisionId" | "at">,
): Promise<void> {
  await change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, decision_id = :decisionId
       from receivable r
      where d.code = 'partly_paid' and d.state = 'open' and d.id <> :deviationId and r.id = d.receivable_id
        and r.open_amount = (select sum(a.receivable_amount) from allocation a
                              where a.receivable_id = r.id and a.effect = 'settles')`,
    { at, decisionId, deviationId: deviation.id },
  );
}
