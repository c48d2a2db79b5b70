/** Delivers one voucher to one target: count the attempt, ask whether the target has it already, deliver, record. */
import { ConnectorFault } from "../connectors/fault.ts";
import {
  beginPosting,
  claimSending,
  recordFailed,
  recordPosted,
  recordProblem,
  recordWaiting,
  releaseSending,
  type PostingRow,
} from "../books/postings.ts";
import { dueFilePostings } from "../books/runs.ts";
import { messageOf, UserError } from "../errors.ts";
import { deliverOnce, type Delivery, type DeliveryTarget } from "../delivery/target.ts";
import type { AppContext } from "../app.ts";
import { connectedTarget, noteFault, noteOutcome, paymentTargetOf } from "./connected.ts";
import { ratesFor } from "./known-rates.ts";
import { payInvoices } from "./pay-invoices.ts";
import { sourceOf } from "./source.ts";
import { deliverInFile, folderTarget } from "./sie-files.ts";

/** Throws technical errors, which the queue retries. False: it was delivered before, or waits for an exchange rate. */
export async function deliverPosting(
  app: AppContext,
  postingId: bigint,
  signal: AbortSignal,
): Promise<boolean> {
  const { books, clock } = app;
  const posting = await beginPosting(books, postingId);
  if (!posting) return false;
  try {
    const delivery = await sent(app, posting, signal);
    switch (delivery.kind) {
      case "delivered":
        await recordPosted(books, postingId, delivery, clock.now());
        return true;
      case "waits":
        await recordWaiting(books, postingId, delivery.waitsFor);
        return false;
      case "refused":
        throw new UserError(delivery.problem, delivery.remedy);
      case "unsure":
        throw new Error(`${posting.target} did not answer: ${messageOf(delivery.cause)}`, {
          cause: delivery.cause,
        });
    }
  } catch (raw) {
    const thrown = asToBeTold(raw);
    const problem = messageOf(thrown);
    if (thrown instanceof UserError) await recordFailed(books, postingId, problem);
    else await recordProblem(books, postingId, problem);
    throw thrown;
  }
}

async function sent(app: AppContext, posting: PostingRow, signal: AbortSignal): Promise<Delivery> {
  const { books, clock } = app;
  const { id, sentAt, target } = posting;
  const inFile = await deliverInFile(app, posting, signal);
  if (inFile !== null) return inFile;
  try {
    const paying = paymentTargetOf(app, target);
    const delivery =
      paying === null
        ? await deliverOnce(await targetOf(app, target), await sourceOf(app, posting), signal, {
            sentAt,
            claim: () => claimSending(books, id, sentAt, clock.now()),
            release: () => releaseSending(books, id),
            now: () => clock.now(),
          })
        : await payInvoices(app, posting, paying, signal);
    await noteOutcome(app, target, delivery);
    return delivery;
  } catch (thrown) {
    if (thrown instanceof ConnectorFault) await noteFault(app, target, thrown);
    throw thrown;
  }
}

/** What only a person can cure is told at once, and not after all attempts. */
function asToBeTold(thrown: unknown): unknown {
  return thrown instanceof ConnectorFault && thrown.kind !== "busy"
    ? new UserError(thrown.problem, thrown.todo)
    : thrown;
}

/**
 * Writes the files that are due now, in this process: vouchers of a person's decision do not wait for the next run. What goes to an
 * outside system is for the post role, which is woken within seconds: nobody waits for an answer from there to see a decision made.
 */
export async function deliverDue(app: AppContext): Promise<void> {
  const signal = new AbortController().signal;
  for (const id of await dueFilePostings(app.books)) await deliverPosting(app, id, signal);
}

async function targetOf(app: AppContext, name: string): Promise<DeliveryTarget> {
  const { rates } = await ratesFor(app);
  return name === "sie" ? folderTarget(app, rates) : connectedTarget(app, name, { rates });
}
