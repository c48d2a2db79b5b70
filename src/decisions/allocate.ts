/**
 * Manual allocation: a person puts a line on receivables, each settled in full or one in part. The rest goes to an account,
 * or is written off within the person's limit. Throws `UserError` that says what to name instead when that is impossible.
 */
import { messages } from "./messages.ts";
import { moneyMessage } from "../format/amount.ts";
import { toleranceOf } from "../config/settings.ts";
import { IS_PAID_UP } from "../books/amounts-left.ts";
import { change, type Handle } from "../books/database.ts";
import { receivableBalances, type ReceivableBalance } from "../books/decisions.ts";
import { aboutLine, closeDeviations, openDeviations, sqlCodes } from "../books/deviations.ts";
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

/** Allocates the line to the receivables that the person named, and what they leave of it to the account, if one is given. */
export async function allocateByHand(trx: Handle, deciding: Allocating): Promise<void> {
  const { decision, settings, currency } = deciding;
  let left = deciding.left;
  const named = decision.match ?? [];
  const targets: AllocationTarget[] = [];
  for (const { kind, number } of named) {
    const target = await targetOf(trx, kind, number, deciding);
    if (targets.some(({ receivable }) => receivable.id === target.receivable.id)) throw twice(kind, number);
    targets.push(target);
  }
  const open = targets.reduce((total, target) => total + target.open, 0n);
  const difference = left - open;
  // the difference may be booked as rounding: up to the tolerance, or up to the person's limit with an explicit accept
  const limit =
    decision.accept === true
      ? await writeOffLimit(trx, settings, decision.actor, { currency, payout: deciding.deviation.payout })
      : toleranceOf(settings, currency);
  const rounds = difference !== 0n && (difference < 0n ? -difference : difference) <= limit;

  for (const [index, { receivable, open: own, paysBack }] of targets.entries()) {
    const last = index === targets.length - 1;
    if (left <= 0n) throw tooMany(deciding);
    // Any part of what an order received may be paid back. Everything else is settled in full, or in part when it is
    // the only receivable.
    const whole = own <= left || (last && rounds && !paysBack);
    if (!whole && targets.length > 1) throw tooMany(deciding);
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
    throw new UserError(messages.lineExceedsOpen(rest), messages.nameMoreOrAddAccount);
  }
  await change(trx, "delete from unsettled where line_id = :lineId", { lineId: deciding.lineId });
  await closeUnsettled(trx, deciding);
  await closePaidUp(trx, deciding);
}

interface AllocationTarget {
  readonly receivable: ReceivableBalance;
  /** What is open on it, or what an order can pay back; minor units above zero. */
  readonly open: bigint;
  readonly paysBack: boolean;
}

async function targetOf(
  trx: Handle,
  kind: string,
  number: string,
  { deviation, currency }: Allocating,
): Promise<AllocationTarget> {
  const allowed = deviation.type === "SALE" ? ["invoice", "order"] : ["credit_note", "order"];
  if (!allowed.includes(kind)) {
    throw new UserError(
      messages.kindNotForType({ type: deviation.type, allowed, kind }),
      messages.matchExample(allowed[0]),
    );
  }
  const [receivable, ...others] = await receivableBalances(trx, {
    kind,
    number,
    merchantId: deviation.payout?.merchantId ?? null,
  });
  const name = receivableName(kind, number);
  if (!receivable) {
    throw new UserError(messages.notInBooks(name), messages.importFirst);
  }
  if (others.length > 0) {
    const all = [receivable, ...others].map((one) => `${kind}:${one.merchantId}/${one.number}`);
    throw new UserError(messages.severalMerchants(name), messages.nameOneOf(all));
  }
  if (receivable.disputed) {
    throw new UserError(messages.listsDisagree(name), messages.resolveChangedFirst);
  }
  if (receivable.currency !== currency) {
    throw new UserError(
      messages.otherCurrency({ lineCurrency: currency, name, currency: receivable.currency }),
      messages.useAccount,
    );
  }
  const paysBack = deviation.type === "RETURN" && kind === "order";
  const open = paysBack
    ? receivable.settled + receivable.receivedBefore - receivable.paidBack
    : receivable.openAmount - receivable.settled;
  if (open <= 0n) {
    throw new UserError(messages.nothingOpen(name), messages.undoOrUseAccount);
  }
  return { receivable, open, paysBack };
}

function twice(kind: string, number: string): UserError {
  const name = receivableName(kind, number);
  return new UserError(messages.namedTwice(name), messages.nameOnce);
}

function tooMany({ currency, left }: Allocating): UserError {
  const whole = moneyMessage(left, currency);
  return new UserError(messages.openExceedsLine(whole), messages.nameOnlyPaidInFull);
}

function receivableName(kind: string, number: string): Message {
  return messages.receivable({ kind: receivableKind(kind), number });
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
  receivable: ReceivableBalance,
  open: bigint,
  paid: bigint,
): Promise<void> {
  await openDeviations(
    trx,
    {
      columns: {
        ...aboutLine(":lineId::bigint"),
        code: "'partly_paid'",
        receivable_id: ":receivableId::bigint",
        expected: ":expected::text",
        found: ":found::text",
        candidates: ":candidates::jsonb",
        amount: ":paid::bigint",
      },
      from: "from payout p where p.id = :payoutId",
    },
    { decisionId, at },
    {
      payoutId: deviation.payout?.id ?? null,
      lineId,
      receivableId: receivable.id,
      expected: showMinor(open, currency),
      found: showMinor(paid, currency),
      candidates: JSON.stringify([
        { kind: receivable.kind, number: receivable.number, open: showMinor(open, currency), currency },
      ]),
      paid,
    },
  );
}

/** Closes the line's other deviations that said why it was not settled. `undo` finds them by the decision's id. */
async function closeUnsettled(trx: Handle, { deviation, decisionId, lineId, at }: Allocating): Promise<void> {
  await closeDeviations(
    trx,
    { where: `d.line_id = :lineId and d.id <> :deviationId and d.code in ${sqlCodes(UNSETTLED_CODES)}` },
    { decisionId, at },
    { lineId, deviationId: deviation.id },
  );
}

/** Closes `partly_paid` deviations whose receivable is now paid in full. `undo` finds them by the decision's id. */
export async function closePaidUp(
  trx: Handle,
  { deviation, decisionId, at }: Pick<DecisionContext, "deviation" | "decisionId" | "at">,
): Promise<void> {
  await closeDeviations(
    trx,
    {
      from: "receivable r",
      where: `d.code = 'partly_paid' and d.id <> :deviationId and r.id = d.receivable_id and ${IS_PAID_UP}`,
    },
    { decisionId, at },
    { deviationId: deviation.id },
  );
}
