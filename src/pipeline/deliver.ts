/** Delivers one voucher to one target: marked as begun, the target asked before it is told, then recorded. */
import { messages } from "./messages.ts";
import {
  beginPosting,
  recordFailed,
  recordPosted,
  recordProblem,
  recordWaiting,
  settledDates,
  settledReceivables,
  voucherRows,
  type PostingRow,
} from "../books/postings.ts";
import { duePostings } from "../books/runs.ts";
import { statedVat } from "../books/stated-vat.ts";
import { messageOf, UserError } from "../errors.ts";
import { loadRates, type Rates } from "../delivery/rates.ts";
import { sieTarget } from "../delivery/sie/target.ts";
import { deliverOnce, type DeliveryTarget } from "../delivery/target.ts";
import { NONE_SETTLED, type VoucherSource } from "../delivery/voucher-source.ts";
import { VERSION } from "../version.ts";
import type { AppContext } from "../app.ts";

/** Technical trouble is thrown and tried again. False: it had been delivered before, or waits for something. */
export async function deliverPosting(
  app: AppContext,
  postingId: bigint,
  signal: AbortSignal,
): Promise<boolean> {
  const { books, clock } = app;
  const posting = await beginPosting(books, postingId);
  if (!posting) return false;
  try {
    const delivery = await deliverOnce(await targetOf(app, posting.target), await sourceOf(app, posting), signal);
    switch (delivery.kind) {
      case "delivered":
        await books.transaction((trx) => recordPosted(trx, posting, delivery, clock.now()));
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
  } catch (thrown) {
    const problem = messageOf(thrown);
    if (thrown instanceof UserError) await recordFailed(books, postingId, problem);
    else await recordProblem(books, postingId, problem);
    throw thrown;
  }
}

/** Delivers everything that is due, here and now: what a person's decision has booked need not wait for the night. */
export async function deliverDue(app: AppContext): Promise<void> {
  const signal = new AbortController().signal;
  for (const id of await duePostings(app.books, "unfailed")) await deliverPosting(app, id, signal);
}

/** The exchange rates of this home. Throws `NeedsPerson` when their file cannot be used. */
export async function ratesOf({ workspace }: AppContext): Promise<Rates> {
  const loaded = await loadRates(workspace.settings, workspace.folder);
  if (loaded.ok) return loaded.value;
  throw new UserError(loaded.problem, messages.correctRunAgain);
}

async function targetOf(app: AppContext, name: string): Promise<DeliveryTarget> {
  if (name !== "sie") throw new Error(`there is no target ${name}`);
  const { workspace, clock } = app;
  return sieTarget({
    folder: workspace.sie,
    settings: workspace.settings,
    rates: await ratesOf(app),
    version: VERSION,
    clock,
  });
}

async function sourceOf({ books, workspace }: AppContext, posting: PostingRow): Promise<VoucherSource> {
  const {
    voucherId: id,
    merchantId,
    paymentReference,
    currency,
    series,
    fiscalYear,
    fiscalYearPart,
    number,
    date,
    text,
    registered,
    sign,
    rateDate,
  } = posting;
  const { accounts, costCentres, projects } = posting;
  return {
    id,
    merchantId,
    paymentReference,
    currency,
    series,
    fiscalYear,
    fiscalYearPart,
    number,
    date,
    text,
    registered,
    sign,
    rateDate,
    uses: { accounts, costCentres, projects },
    statedVat: await statedVatOf(posting, { books, workspace }),
    settled:
      currency === workspace.settings.company.currency
        ? NONE_SETTLED
        : { dates: await settledDates(books, id), batches: () => settledReceivables(books, id) },
    batches: () => voucherRows(books, id),
  };
}

/** What the report states is the voucher's VAT as it may be deducted; where VAT is a cost, or the buyer's own, it does not count. */
async function statedVatOf(
  { voucherId, currency }: PostingRow,
  { books, workspace }: Pick<AppContext, "books" | "workspace">,
) {
  const { company, voucher } = workspace.settings;
  if (currency === company.currency || voucher.feeVat !== "normal") return null;
  return statedVat(books, voucherId, company.currency);
}
