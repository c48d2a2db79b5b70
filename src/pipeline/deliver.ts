/** Delivers one voucher to one target: marked as begun, the target asked before it is told, then recorded. */
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
import { messageOf, NeedsPerson } from "../errors.ts";
import { loadRates, type Rates } from "../delivery/rates.ts";
import { sieTarget } from "../delivery/sie/target.ts";
import { post, type PostingTarget } from "../delivery/target.ts";
import { NONE_SETTLED, type VoucherSource } from "../delivery/voucher-source.ts";
import { VERSION } from "../version.ts";
import type { House } from "../app.ts";

/** Technical trouble is thrown and tried again. False: it had been delivered before, or waits for something. */
export async function deliverPosting(house: House, postingId: bigint, signal: AbortSignal): Promise<boolean> {
  const { books, clock } = house;
  const posting = await beginPosting(books, postingId);
  if (!posting) return false;
  try {
    const delivery = await post(
      await targetOf(house, posting.target),
      await sourceOf(house, posting),
      signal,
    );
    switch (delivery.kind) {
      case "delivered":
        await books.transaction((trx) => recordPosted(trx, posting, delivery, clock.now()));
        return true;
      case "waits":
        await recordWaiting(books, postingId, delivery.waitsFor);
        return false;
      case "refused":
        throw new NeedsPerson(delivery.problem, delivery.remedy);
      case "unsure":
        throw new Error(`${posting.target} did not answer: ${messageOf(delivery.cause)}`, {
          cause: delivery.cause,
        });
    }
  } catch (thrown) {
    const problem = messageOf(thrown);
    if (thrown instanceof NeedsPerson) await recordFailed(books, postingId, problem);
    else await recordProblem(books, postingId, problem);
    throw thrown;
  }
}

/** Delivers everything that is due, here and now: what a person's decision has booked need not wait for the night. */
export async function deliverDue(house: House): Promise<void> {
  const signal = new AbortController().signal;
  for (const id of await duePostings(house.books, "unfailed")) await deliverPosting(house, id, signal);
}

/** The exchange rates of this home. Throws `NeedsPerson` when their file cannot be used. */
export async function ratesOf({ home }: House): Promise<Rates> {
  const loaded = await loadRates(home.settings, home.folder);
  if (loaded.ok) return loaded.value;
  throw new NeedsPerson(loaded.problem, { sv: "Rätta och kör igen.", en: "Correct it and run again." });
}

async function targetOf(house: House, name: string): Promise<PostingTarget> {
  if (name !== "sie") throw new Error(`there is no target ${name}`);
  const { home, clock } = house;
  return sieTarget({
    folder: home.sie,
    settings: home.settings,
    rates: await ratesOf(house),
    version: VERSION,
    clock,
  });
}

async function sourceOf({ books, home }: House, posting: PostingRow): Promise<VoucherSource> {
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
    statedVat: await statedVatOf(posting, { books, home }),
    settled:
      currency === home.settings.company.currency
        ? NONE_SETTLED
        : { dates: await settledDates(books, id), batches: () => settledReceivables(books, id) },
    batches: () => voucherRows(books, id),
  };
}

/** What the report states is the voucher's VAT as it may be deducted; where VAT is a cost, or the buyer's own, it does not count. */
async function statedVatOf(
  { voucherId, currency }: PostingRow,
  { books, home }: Pick<House, "books" | "home">,
) {
  const { company, voucher } = home.settings;
  if (currency === company.currency || voucher.feeVat !== "normal") return null;
  return statedVat(books, voucherId, company.currency);
}
