/**
 * A decision above the limit of four eyes is kept as a proposal, which books nothing. A different person approves it, and then it
 * is an ordinary decision of that person; or rejects it; or who proposed it withdraws it. Each is in the audit trail.
 */
import { audit } from "../books/audit.ts";
import type { Books, Handle } from "../books/database.ts";
import { addProposal, endProposal, proposalById, type Proposal } from "../books/proposals.ts";
import { acquireWriteLock } from "../books/write-lock.ts";
import type { Settings } from "../config/settings.ts";
import { UserError } from "../errors.ts";
import { decide, decideInside, type DecideOptions, type DecidedAbout } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { NeedsSecondPerson, type Approval, type DecidedAmount, type Decider } from "./four-eyes.ts";
import { messages } from "./messages.ts";
import { rehearsed, signOf, signOfRows, vouchersOf, type PreviewedVoucher } from "./preview.ts";

type Options = Omit<DecideOptions, "second">;

export interface Proposed {
  readonly proposalId: bigint;
  readonly amount: DecidedAmount;
}

/** Decides, or proposes where one person is not enough. Throws `UserError` when the decision is impossible. */
export async function decideOrPropose(
  books: Books,
  deviationId: bigint,
  { decision, personId }: { readonly decision: Decision; readonly personId: bigint | null },
  settings: Settings,
  at: Date,
  options: Options = {},
): Promise<DecidedAbout | Proposed> {
  try {
    return await decide(books, deviationId, decision, settings, at, options);
  } catch (thrown) {
    if (!(thrown instanceof NeedsSecondPerson)) throw thrown;
  }
  return propose(books, deviationId, { decision, personId }, settings, at, options);
}

async function propose(
  books: Books,
  deviationId: bigint,
  { decision, personId }: { readonly decision: Decision; readonly personId: bigint | null },
  settings: Settings,
  at: Date,
  options: Options,
): Promise<Proposed> {
  const { actor, ...proposed } = decision;
  if (personId === null) throw nobodyBehind(actor);
  return books.transaction(async (trx) => {
    await acquireWriteLock(trx);
    const { amount, rowsSha256 } = await rehearsed(trx, async (inside) => {
      const rehearsal = { ...options, second: "rehearsal" } as const;
      const made = await decideInside(inside, deviationId, decision, settings, at, rehearsal);
      return { amount: made.amount, rowsSha256: signOfRows(await vouchersOf(inside, made.decisionId)) };
    });
    const kept = { deviationId, decision: proposed, ...amount, rowsSha256, personId, actor, at };
    const proposalId = await addProposal(trx, kept);
    const after = { proposal: String(proposalId), ...proposed, rowsSha256 };
    const subject = `deviation ${deviationId}`;
    await audit(trx, at, [{ actor, action: "proposed", subject, cause: decision.why ?? null, after }]);
    return { proposalId, amount };
  });
}

/** A proposal as it would be booked if this person approved it now. */
export interface PreviewedProposal {
  readonly vouchers: readonly PreviewedVoucher[];
  /** What the approval must carry, so that what is booked is what was shown. */
  readonly shown: string;
  /** It would book something else than when it was proposed. */
  readonly hasChanged: boolean;
}

/** Throws `UserError` when this person cannot approve it, or nobody can. */
export async function previewProposal(
  books: Books,
  proposalId: bigint,
  by: Decider,
  settings: Settings,
  at: Date,
  options: Options = {},
): Promise<PreviewedProposal> {
  return rehearsed(books, async (trx) => {
    const { proposal, vouchers } = await approveInside(trx, proposalId, by, settings, at, options);
    return { vouchers, shown: signOf(vouchers), hasChanged: signOfRows(vouchers) !== proposal.rowsSha256 };
  });
}

/** `shown`: as the preview had it. Throws `UserError`, and then nothing has changed. */
export async function approveProposal(
  books: Books,
  proposalId: bigint,
  { shown, ...by }: Decider & { readonly shown: string },
  settings: Settings,
  at: Date,
  options: Options = {},
): Promise<DecidedAbout & { readonly deviationId: bigint }> {
  return books.transaction(async (trx) => {
    const { decided, vouchers, proposal } = await approveInside(trx, proposalId, by, settings, at, options);
    if (signOf(vouchers) !== shown) throw new UserError(messages.notAsShown, messages.lookAgain);
    return { ...decided, deviationId: proposal.deviationId };
  });
}

async function approveInside(
  trx: Handle,
  proposalId: bigint,
  by: Decider,
  settings: Settings,
  at: Date,
  options: Options,
): Promise<{
  readonly proposal: Proposal;
  readonly decided: DecidedAbout;
  readonly vouchers: readonly PreviewedVoucher[];
}> {
  await acquireWriteLock(trx);
  const proposal = await waiting(trx, proposalId);
  const { personId, actor } = by;
  if (personId === null) throw nobodyBehind(actor);
  // two of one name could not be told apart in the audit trail
  if (personId === proposal.personId || actor === proposal.actor)
    throw new UserError(messages.ownProposal, messages.askSecondPerson);
  const approval: Approval = { proposalId, proposedBy: proposal.actor, personId, actor };
  const decision: Decision = { ...proposal.decision, actor };
  const second = { ...options, second: approval };
  const decided = await decideInside(trx, proposal.deviationId, decision, settings, at, second);
  return { proposal, decided, vouchers: await vouchersOf(trx, decided.decisionId) };
}

/** A different person says no, with a reason. */
export async function rejectProposal(
  books: Books,
  proposalId: bigint,
  by: Decider & { readonly why: string },
  at: Date,
): Promise<Proposal> {
  return end(books, proposalId, { ...by, outcome: "rejected" }, at);
}

/** Who proposed it takes it back. */
export async function withdrawProposal(
  books: Books,
  proposalId: bigint,
  by: Decider,
  at: Date,
): Promise<Proposal> {
  return end(books, proposalId, { ...by, why: null, outcome: "withdrawn" }, at);
}

async function end(
  books: Books,
  proposalId: bigint,
  {
    personId,
    actor,
    why,
    outcome,
  }: Decider & { readonly why: string | null; readonly outcome: "rejected" | "withdrawn" },
  at: Date,
): Promise<Proposal> {
  return books.transaction(async (trx) => {
    await acquireWriteLock(trx);
    const proposal = await waiting(trx, proposalId);
    if (personId === null) throw nobodyBehind(actor);
    const isOwn = personId === proposal.personId;
    if (outcome === "rejected" && isOwn) throw new UserError(messages.ownProposal, messages.withdrawInstead);
    if (outcome === "withdrawn" && !isOwn)
      throw new UserError(messages.notOwnProposal(proposal.actor), messages.rejectInstead);
    await endProposal(trx, { proposalId, outcome, decisionId: null, personId, actor, why, at });
    const after = { proposal: String(proposalId), proposedBy: proposal.actor };
    const subject = `deviation ${proposal.deviationId}`;
    await audit(trx, at, [{ actor, action: `proposal ${outcome}`, subject, cause: why, after }]);
    return proposal;
  });
}

async function waiting(trx: Handle, id: bigint): Promise<Proposal> {
  const proposal = await proposalById(trx, id);
  if (proposal === null) throw new UserError(messages.noProposal(id), messages.seeProposals);
  const { outcome, endedBy, deviationId, deviationState } = proposal;
  if (outcome !== null)
    throw new UserError(messages.proposalEnded[outcome](endedBy ?? ""), messages.seeProposals);
  if (deviationState !== "open")
    throw new UserError(messages.deviationClosedMeanwhile(deviationId), messages.seeProposals);
  return proposal;
}

function nobodyBehind(actor: string): UserError {
  return new UserError(messages.nobodyBehind(actor), messages.makeNewToken);
}
