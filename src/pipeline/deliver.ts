/** Delivers one voucher to one target: count the attempt, ask whether the target has it already, deliver, record. */
import { messages } from "./messages.ts";
import { paymentsTarget } from "../config/connectors.ts";
import { accountsOf } from "../config/settings.ts";
import { ConnectorFault } from "../connectors/fault.ts";
import { paidByInvoices, rowsOfInvoices } from "../books/invoice-payments.ts";
import {
  beginPosting,
  claimSending,
  recordFailed,
  recordPosted,
  recordProblem,
  recordWaiting,
  releaseSending,
  settledDates,
  settledReceivables,
  voucherRows,
  type PostingRow,
  type SourceRow,
} from "../books/postings.ts";
import { dueFilePostings } from "../books/runs.ts";
import { statedVat } from "../books/stated-vat.ts";
import { isFileError, messageOf, refuse, UserError } from "../errors.ts";
import type { Message } from "../message.ts";
import { loadRates, rateTable, type Rates } from "../delivery/rates.ts";
import { sieTarget } from "../delivery/sie/target.ts";
import { deliverOnce, type Delivery, type DeliveryTarget } from "../delivery/target.ts";
import { NONE_SETTLED, type VoucherSource } from "../delivery/voucher-source.ts";
import { VERSION } from "../version.ts";
import type { AppContext } from "../app.ts";
import { connectedTarget, noteFault, noteOutcome, paymentTargetOf } from "./connected.ts";
import { payInvoices } from "./pay-invoices.ts";

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

/** The exchange rates of this workspace. Throws `UserError` when their file cannot be used. */
export async function ratesOf(app: Pick<AppContext, "workspace">): Promise<Rates> {
  const { rates, problem } = await ratesFor(app);
  if (problem === null) return rates;
  throw new UserError(problem, messages.correctAndRunAgain);
}

/**
 * The same for a night, which a damaged file must not stop: vouchers in other currencies wait for their rate then, as if the
 * file did not have it, and everything else goes on.
 */
export async function ratesFor({
  workspace,
}: Pick<AppContext, "workspace">): Promise<{ readonly rates: Rates; readonly problem: Message | null }> {
  const { settings, folder } = workspace;
  const loaded = await loadRates(settings, folder).catch((error: unknown) => {
    if (!isFileError(error)) throw error;
    return refuse(messages.ratesUnreadable({ file: settings.ratesFile ?? "", error: messageOf(error) }));
  });
  if (loaded.ok) return { rates: loaded.value, problem: null };
  const own = rateTable(settings.rates, []);
  return { rates: own.ok ? own.value : new Map(), problem: loaded.problem };
}

async function targetOf(app: AppContext, name: string): Promise<DeliveryTarget> {
  const { workspace, clock } = app;
  const { rates } = await ratesFor(app);
  if (name !== "sie") return connectedTarget(app, name, { rates });
  return sieTarget({
    folder: workspace.sie,
    settings: workspace.settings,
    rates,
    version: VERSION,
    clock,
  });
}

/** A voucher of the books as targets read it. */
export async function sourceOf(
  { books, workspace }: Pick<AppContext, "books" | "workspace">,
  posting: SourceRow & { readonly target?: string },
): Promise<VoucherSource> {
  const { voucherId: id, accounts, costCentres, projects, target = "sie", ...head } = posting;
  const sums = target === "sie" ? null : await paidByInvoices(books, id, paymentsTarget(target));
  const { receivable, clearing } = accountsOf(workspace.settings, head.merchantId);
  const text = messages.paidInvoices[workspace.settings.language];
  return {
    ...head,
    id,
    uses: { accounts, costCentres, projects },
    statedVat: await statedVatOf(posting, { books, workspace }),
    settled:
      head.currency === workspace.settings.company.currency
        ? NONE_SETTLED
        : { dates: await settledDates(books, id), batches: () => settledReceivables(books, id) },
    paid: sums === null ? null : { ...sums, receivable, clearing, text },
    batches: () => (sums === null ? voucherRows(books, id) : rowsOfInvoices(books, id)),
  };
}

/** The VAT that the report states in the home currency, which may be deducted. Not where VAT is a cost or reverse-charged. */
async function statedVatOf(
  { voucherId, currency }: SourceRow,
  { books, workspace }: Pick<AppContext, "books" | "workspace">,
) {
  const { company, voucher } = workspace.settings;
  if (currency === company.currency || voucher.feeVat !== "normal") return null;
  return statedVat(books, voucherId, company.currency);
}
