/**
 * A person resolves a deviation: puts the line on receivables or on accounts, writes off what is left of its receivable, or
 * accepts it as it is. The same database constraints hold as for a run. A decision that moves money makes a voucher of its
 * own; nothing that is booked is edited.
 */
import { messages } from "./messages.ts";
import { dateIn } from "../clock.ts";
import { accountsOf, type Settings } from "../config/settings.ts";
import { audit } from "../books/audit.ts";
import { endProposal } from "../books/proposals.ts";
import { rows, value, type Books, type Handle } from "../books/database.ts";
import { acquireWriteLock } from "../books/write-lock.ts";
import { resolveDeviation } from "../books/deviations.ts";
import { deviationToDecide, voucherOfDecision, type DecidableDeviation } from "../books/decisions.ts";
import { draftAllocations, openDrafts, planVouchers } from "../books/vouchers.ts";
import { UserError } from "../errors.ts";
import { planVoucher, type PlannedPayout } from "../ledger/voucher-plan.ts";
import { UNSETTLED_CODES } from "../matching/deviations.ts";
import { namesAccounts, type DecisionContext, type Decision, type KnownAccounts } from "./decision.ts";
import type { BookedAt } from "./booked-at.ts";
import {
  proposedIn,
  isForTwo,
  refuseAlone,
  refuseWhereOneWaits,
  type Approval,
  type DecidedAmount,
} from "./four-eyes.ts";
import { bookedOn, reclassify } from "./reclassify.ts";
import { splitAmount, type SplitPart } from "./split.ts";
import { allocateByHand } from "./allocate.ts";
import { rowTexts } from "../ledger/row-texts.ts";
import { restToWriteOff, writeOff, writesOff, type Rest } from "./write-off.ts";
import { writeDecided } from "./write-decided.ts";

export interface Decided {
  readonly decisionId: bigint;
  readonly vouchers: number;
  /** "K 44": the voucher it made; null when nothing was booked. */
  readonly voucher: string | null;
}

export interface DecidedAbout extends Decided {
  readonly amount: DecidedAmount;
  /** It is above `people.fourEyesAbove`. */
  readonly forTwo: boolean;
}

export interface DecideOptions {
  /** The accounts that may be named; null: any. */
  readonly known?: KnownAccounts | null;
  /** Where a second person approves: whose proposal it is. "rehearsal": it is rolled back, so nobody has to. */
  readonly second?: Approval | "rehearsal";
}

/** Throws `UserError` when the decision is impossible; then nothing has changed. */
export async function decide(
  books: Books,
  deviationId: bigint,
  decision: Decision,
  settings: Settings,
  at: Date,
  options: DecideOptions = {},
): Promise<DecidedAbout> {
  return books.transaction((trx) => decideInside(trx, deviationId, decision, settings, at, options));
}

/** The same as a part of a transaction, which must be rolled back when it throws. */
export async function decideInside(
  trx: Handle,
  deviationId: bigint,
  decision: Decision,
  settings: Settings,
  at: Date,
  { known = null, second }: DecideOptions = {},
): Promise<DecidedAbout> {
  await acquireWriteLock(trx);
  const deviation = await deviationToDecide(trx, deviationId);
  if (!deviation) throw noSuch(deviationId);
  if (deviation.state !== "open") throw decidedAlready(deviationId);
  const approval = second === "rehearsal" ? undefined : second;
  await refuseWhereOneWaits(trx, deviationId, approval);
  const booking = await bookingOf(trx, { deviation, decision, settings, known });
  const amount = amountOf(booking, deviation);
  const forTwo = await isForTwo(trx, amount, deviation.payout, settings);
  if (second === undefined && forTwo) refuseAlone(amount, settings);
  const action = booking.kind === "settles" ? (decision.match ? "match" : "account") : ACTIONS[booking.kind];
  const added = await value(
    trx,
    "bigint",
    `insert into decision (deviation_id, action, why, actor, at, details)
       values (:deviationId, :action, :why, :actor, :at, :details) returning id`,
    {
      deviationId,
      action,
      why: decision.why ?? null,
      actor: decision.actor,
      at,
      details: JSON.stringify({
        ...detailsOf(decision, booking, deviation, settings),
        ...proposedIn(approval),
      }),
    },
  );
  const decisionId = added ?? 0n;
  const deciding = { deviation, decision, decisionId, settings, at, known };
  const vouchers = booking.kind === "nothing" ? 0 : await book(trx, deciding, booking);
  await resolveDeviation(trx, deviationId, { decisionId, at });
  if (approval) await endProposal(trx, { ...approval, outcome: "approved", decisionId, why: null, at });
  await audit(trx, at, [
    {
      actor: decision.actor,
      action: `decided:${action}`,
      subject: `deviation ${deviationId}`,
      cause: decision.why ?? null,
      before: { state: "open", code: deviation.code },
      after: {
        state: "resolved",
        decision: String(decisionId),
        match: decision.match,
        account: decision.account,
        split: decision.split,
        vat: decision.vat,
        ...proposedIn(approval),
      },
    },
  ]);
  return { decisionId, vouchers, voucher: await voucherOfDecision(trx, decisionId), amount, forTwo };
}

/** What a decision books. */
type Booking =
  | { readonly kind: "nothing" }
  /** The line, which is on the clearing account. */
  | (OfLine & { readonly kind: "settles" })
  /** The line, which was booked on an account of its own. */
  | (OfLine & { readonly kind: "moves"; readonly from: BookedAt; readonly parts: readonly SplitPart[] })
  /** What is left of its receivable. */
  | (OfLine & { readonly kind: "writes_off"; readonly rest: Rest; readonly parts: readonly SplitPart[] });

interface OfLine {
  readonly payout: PlannedPayout;
  readonly lineId: bigint;
}

const ACTIONS = { nothing: "accept", moves: "account", writes_off: "write_off" } as const;

/** Checks everything that can be refused before anything is written, except the receivables of a match. */
async function bookingOf(
  trx: Handle,
  {
    deviation,
    decision,
    settings,
    known,
  }: Pick<DecisionContext, "deviation" | "decision" | "settings" | "known">,
): Promise<Booking> {
  if (!decision.match && !decision.writeOff && !namesAccounts(decision)) return { kind: "nothing" };
  const { payout, lineId, type } = deviation;
  if (payout === null || lineId === null || !type) throw notALine(deviation);
  const { merchantId, currency } = payout;
  const sharing = { currency, merchantId, settings, known };
  if (writesOff(deviation, decision)) {
    const rest = await restToWriteOff(trx, deviation, { decision, settings });
    const { badDebt } = accountsOf(settings, merchantId);
    const named = namesAccounts(decision) ? decision : { ...decision, account: badDebt };
    const parts = splitAmount({ ...sharing, decision: named, whole: rest.amount, as: "loss" });
    return { kind: "writes_off", payout, lineId, rest, parts };
  }
  if (isUnsettled(deviation)) return { kind: "settles", payout, lineId };
  const from = await bookedOn(trx, deviation, decision, settings, merchantId);
  const whole = from.amount < 0n ? -from.amount : from.amount;
  const parts = splitAmount({ ...sharing, decision, whole, as: "sale" });
  return { kind: "moves", payout, lineId, from, parts };
}

/** What of the deviation the decision moves; where it books nothing, what the deviation is about. Never below zero. */
function amountOf(booking: Booking, deviation: DecidableDeviation): DecidedAmount {
  const currency = deviation.payout?.currency ?? deviation.currency ?? "SEK";
  const amount = movedBy(booking, deviation);
  return { amount: amount < 0n ? -amount : amount, currency };
}

function movedBy(booking: Booking, { amount, left }: DecidableDeviation): bigint {
  switch (booking.kind) {
    case "nothing":
      return amount ?? 0n;
    case "settles":
      return left ?? 0n;
    case "moves":
      return booking.from.amount;
    case "writes_off":
      return booking.rest.amount;
  }
}

/** What `kvitt verify` recomputes the voucher from: the accounts as they are now, since the settings may change later. */
function detailsOf(
  { match, account, split, vat }: Decision,
  booking: Booking,
  { payout }: DecidableDeviation,
  settings: Settings,
) {
  return {
    match: match ?? null,
    account: account ?? null,
    ...(split ? { split } : {}),
    ...(vat === undefined ? {} : { vat }),
    ...("parts" in booking
      ? { parts: booking.parts.map((part) => ({ account: part.account, amount: String(part.amount) })) }
      : {}),
    accounts: payout === null ? null : accountsOf(settings, payout.merchantId),
  };
}

async function book(
  trx: Handle,
  deciding: DecisionContext,
  booking: Exclude<Booking, { kind: "nothing" }>,
): Promise<number> {
  const { deviation, decision, decisionId, settings, at } = deciding;
  const { payout, lineId } = booking;
  const { merchantId, currency } = payout;
  const [fresh] = await rows(
    trx,
    { id: "bigint", after: "bigint" },
    "select nextval('voucher_id') as id, (select coalesce(max(id), 0)::bigint from allocation) as after",
  );
  const voucherId = fresh?.id ?? 0n;
  await openDrafts(trx);
  const occasion = {
    cause: "decision",
    decisionId,
    actor: decision.actor,
    why: decision.why ?? null,
  } as const;
  const made = dateIn(settings.timeZone, at);
  const corrects = deviation.bookedAs;
  await planVouchers(trx, [planVoucher({ voucherId, payout, occasion, corrects, made, settings, place: 0 })]);
  const words = rowTexts(settings.language);
  switch (booking.kind) {
    case "settles":
      await allocateByHand(trx, {
        ...deciding,
        voucherId,
        lineId,
        left: deviation.left ?? 0n,
        currency,
        merchantId,
      });
      await draftAllocations(trx, fresh?.after ?? 0n, words, decision.why);
      break;
    case "moves":
      await reclassify(trx, deciding, { ...booking, voucherId });
      break;
    case "writes_off":
      await writeOff(trx, deciding, { ...booking, voucherId, merchantId });
      break;
  }
  return writeDecided(trx, { decisionId, at, currency, settings });
}

/** True for a line on the clearing account. All others are booked on another account, and can only be moved from there. */
function isUnsettled({ code, left }: DecidableDeviation): boolean {
  return UNSETTLED_CODES.some((one) => one === code) && (left ?? 0n) > 0n;
}

function notALine({ id, code }: DecidableDeviation): UserError {
  return new UserError(messages.notAboutLine({ id, code }), messages.acceptIt);
}

function decidedAlready(deviationId: bigint): UserError {
  return new UserError(messages.alreadyResolved(deviationId), messages.undoFirst(deviationId));
}

export function noSuch(deviationId: bigint): UserError {
  return new UserError(messages.noDeviation(deviationId), messages.seeDeviations);
}
