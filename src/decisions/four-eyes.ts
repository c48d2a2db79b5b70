/** Four eyes: above an amount of the settings, what one person decides waits until another approves it. */
import type { Settings } from "../config/settings.ts";
import { waitingProposal } from "../books/proposals.ts";
import type { Handle } from "../books/database.ts";
import { UserError } from "../errors.ts";
import { moneyMessage } from "../format/amount.ts";
import { limitIn, type LimitFor } from "./limit-in.ts";
import { messages } from "./messages.ts";

/** What a decision is about, in minor units; never below zero. */
export interface DecidedAmount {
  readonly amount: bigint;
  readonly currency: string;
}

/** Somebody who decides in the browser or by a program. */
export interface Decider {
  /** The name, as the audit trail has it. */
  readonly actor: string;
  /** The person, or who made the program's token; null: not known. */
  readonly personId: bigint | null;
}

/** A second person approves what somebody proposed. */
export interface Approval {
  readonly proposalId: bigint;
  readonly proposedBy: string;
  /** Who approves. */
  readonly personId: bigint;
  readonly actor: string;
}

/** The decision is possible, but not for one person alone. */
export class NeedsSecondPerson extends UserError {
  constructor({ amount, currency }: DecidedAmount, limit: bigint, book: string) {
    super(
      messages.needsSecondPerson({
        amount: moneyMessage(amount, currency),
        limit: moneyMessage(limit, book),
      }),
      messages.proposeInDesk,
    );
    this.name = "NeedsSecondPerson";
  }
}

/** The deviation is decided in no other way while a proposal waits. */
export class ProposalWaits extends UserError {
  constructor(id: bigint, actor: string) {
    super(messages.proposalWaits({ id, actor }), messages.endProposalFirst);
    this.name = "ProposalWaits";
  }
}

/** Whether an amount is above the limit, which is in the book currency. In a currency whose rate nobody knows, it may be. */
export async function isForTwo(
  trx: Handle,
  { amount, currency }: DecidedAmount,
  payout: LimitFor["payout"],
  settings: Settings,
): Promise<boolean> {
  const { fourEyesAbove } = settings.people;
  if (fourEyesAbove === undefined || amount === 0n) return false;
  const limit = await limitIn(trx, fourEyesAbove, { currency, payout }, settings);
  return limit === null || amount > limit;
}

export function refuseAlone(about: DecidedAmount, { people, company }: Settings): never {
  throw new NeedsSecondPerson(about, people.fourEyesAbove ?? 0n, company.currency);
}

/** While a proposal waits, the deviation is decided by approving it, or after it was rejected or withdrawn. */
export async function refuseWhereOneWaits(
  trx: Handle,
  deviationId: bigint,
  approval: Approval | undefined,
): Promise<void> {
  const waiting = await waitingProposal(trx, deviationId);
  if (waiting === null || waiting.id === approval?.proposalId) return;
  throw new ProposalWaits(deviationId, waiting.actor);
}

/** What a decision and its entry in the audit trail say of the proposal. */
export function proposedIn(approval: Approval | undefined): {
  readonly proposal?: string;
  readonly proposedBy?: string;
} {
  return approval === undefined
    ? {}
    : { proposal: String(approval.proposalId), proposedBy: approval.proposedBy };
}
