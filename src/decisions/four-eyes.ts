/** Four eyes: above an amount of the settings, what one person decides waits until another approves it. */
import type { Settings } from "../config/settings.ts";
import { waitingProposal } from "../books/proposals.ts";
import type { Handle } from "../books/database.ts";
import { UserError } from "../errors.ts";
import { moneyMessage } from "../format/amount.ts";
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
  constructor({ amount, currency }: DecidedAmount, limit: bigint) {
    super(
      messages.needsSecondPerson({
        amount: moneyMessage(amount, currency),
        limit: moneyMessage(limit, currency),
      }),
      messages.proposeInDesk,
    );
    this.name = "NeedsSecondPerson";
  }
}

/** Whether an amount is above the limit; it counts in the currency of the line, as a person's limit for write-offs does. */
export function isForTwo({ amount }: DecidedAmount, { people }: Settings): boolean {
  return people.fourEyesAbove !== undefined && amount > people.fourEyesAbove;
}

export function refuseAlone(about: DecidedAmount, settings: Settings): void {
  if (isForTwo(about, settings)) throw new NeedsSecondPerson(about, settings.people.fourEyesAbove ?? 0n);
}

/** While a proposal waits, the deviation is decided by approving it, or after it was rejected or withdrawn. */
export async function refuseWhereOneWaits(
  trx: Handle,
  deviationId: bigint,
  approval: Approval | undefined,
): Promise<void> {
  const waiting = await waitingProposal(trx, deviationId);
  if (waiting === null || waiting.id === approval?.proposalId) return;
  throw new UserError(
    messages.proposalWaits({ id: deviationId, actor: waiting.actor }),
    messages.endProposalFirst,
  );
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
