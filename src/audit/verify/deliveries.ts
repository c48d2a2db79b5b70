/**
 * Checks that what was delivered is what was booked: each voucher's SIE file, if it is still in its folder, is compared with
 * the voucher. A file that has been moved away, for example after an import, is not an error.
 */
import { json } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { createReadStream } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { batches, rows } from "../../books/database.ts";
import { VOUCHER_HEAD, VOUCHER_HEAD_COLUMNS } from "../../books/voucher-head.ts";
import { statedVat } from "../../books/stated-vat.ts";
import { settledDates, settledReceivables, voucherRows } from "../../books/postings.ts";
import type { Rate } from "../../delivery/rates-file.ts";
import { rateTable } from "../../delivery/rates.ts";
import { inBookCurrency } from "../../delivery/currency.ts";
import { NONE_SETTLED, type VoucherHead, type VoucherSource } from "../../delivery/voucher-source.ts";
import { accountsOf, type Settings } from "../../config/settings.ts";
import { fiscalYearAt } from "../../config/fiscal-year.ts";
import { sieFileName } from "../../delivery/sie/file-name.ts";
import { sieFingerprint } from "../../delivery/sie/fingerprint.ts";
import { sieChunks } from "../../delivery/sie/write.ts";
import { LANGUAGES, type Message } from "../../message.ts";
import type { VerifyFinding, VerifyContext } from "./checks.ts";
import { checkUnknownSieFiles } from "./unknown-files.ts";

interface Delivered extends VoucherHead {
  readonly postingId: bigint;
  readonly reference: string | null;
  readonly accounts: readonly number[];
  readonly costCentres: readonly string[];
  readonly projects: readonly string[];
  /** The exchange rates that it was written with. */
  readonly rates: readonly Rate[];
}

const AT_ONCE = 500;

export async function* checkDeliveries(context: VerifyContext): AsyncIterable<VerifyFinding> {
  yield* findUndelivered(context);
  yield* findDecidedUndelivered(context);
  yield* checkDeliveryStates(context);
  const delivered = batches(
    context.trx,
    {
      postingId: "bigint",
      reference: "text?",
      accounts: json<readonly number[]>(),
      costCentres: json<readonly string[]>(),
      projects: json<readonly string[]>(),
      /** The exchange rates that it was written with. */
      rates: json<readonly Rate[]>(),
      id: "bigint",
      ...VOUCHER_HEAD,
    },
    "postingId",
    `select o.id as "postingId", o.reference, v.id, ${VOUCHER_HEAD_COLUMNS}, o.rates,
              array(select distinct r.account from voucher_row r where r.voucher_id = v.id order by 1) as accounts,
              array(select distinct r.cost_centre from voucher_row r
                     where r.voucher_id = v.id and r.cost_centre is not null order by 1) as "costCentres",
              array(select distinct r.project from voucher_row r
                     where r.voucher_id = v.id and r.project is not null order by 1) as projects
         from posting o join voucher v on v.id = o.voucher_id join payout p on p.id = v.payout_id
        where o.target = 'sie' and o.state = 'posted' and o.id > :after order by o.id limit ${AT_ONCE}`,
  );
  for await (const batch of delivered) {
    for (const voucher of batch) {
      const problem = await problemOf(voucher, context);
      if (problem)
        yield { check: "deliveries", subject: `voucher ${voucher.series}${voucher.number}`, problem };
    }
  }
  yield* checkUnknownSieFiles(context);
}

/** Each voucher of a run has a delivery to each target of the run's settings. */
async function* findUndelivered(context: VerifyContext): AsyncIterable<VerifyFinding> {
  const runs = await rows(
    context.trx,
    { runId: "bigint" },
    `select distinct run_id as "runId" from voucher where run_id is not null order by 1`,
  );
  for (const { runId } of runs) {
    const { targets } = await context.settingsOf(runId);
    const missing = await rows(
      context.trx,
      { voucher: "text", target: "text" },
      `select v.series || v.number as voucher, t.target from voucher v, unnest(:targets::text[]) as t(target)
        where v.run_id = :runId
          and not exists (select from posting o where o.voucher_id = v.id and o.target = t.target)
        order by v.id limit :limit`,
      { runId, targets: [...targets], limit: context.limit },
    );
    for (const { voucher, target } of missing) {
      yield { check: "deliveries", subject: `voucher ${voucher}`, problem: messages.deliveryMissing(target) };
    }
  }
}

/**
 * A person's decision belongs to no run: the settings that its voucher was made by are kept nowhere. It has a delivery to each
 * target that the runs before and after it had; after the newest run, today's settings count.
 */
async function* findDecidedUndelivered(context: VerifyContext): AsyncIterable<VerifyFinding> {
  const { trx, workspace } = context;
  const decided = await rows(
    trx,
    { voucher: "text", before: "bigint?", after: "bigint?", delivered: json<readonly string[]>() },
    `select v.series || v.number as voucher,
            (select max(r.id) from run r where r.started_at <= v.created_at) as before,
            (select min(r.id) from run r where r.started_at > v.created_at) as after,
            array(select o.target from posting o where o.voucher_id = v.id) as delivered
       from voucher v where v.run_id is null order by v.id`,
  );
  const targetsOf = async (runId: bigint | null) =>
    (runId === null ? workspace.settings : await context.settingsOf(runId)).targets;
  for (const { voucher, before, after, delivered } of decided) {
    const later = await targetsOf(after);
    for (const target of await targetsOf(before))
      if (later.includes(target) && !delivered.includes(target))
        yield {
          check: "deliveries",
          subject: `voucher ${voucher}`,
          problem: messages.deliveryMissing(target),
        };
  }
}

// A payout that is not booked has no voucher; one that is delivered has nothing left of it to deliver; a delivery that was made
// says when and where, and one that was not says neither. What another state would do is done a second time, or never.
const STATES = /* sql */ `
  select p.payment_reference as reference, p.state, coalesce(o.state, '-') as delivery
    from payout p
    left join voucher v on v.payout_id = p.id and v.cause = 'payout'
    left join posting o on o.voucher_id = v.id
   where (p.state = 'imported') <> (v.id is null)
      or p.state = 'posted' and o.state <> 'posted'
   order by p.id limit :limit`;
const MADE = /* sql */ `
  select v.series || v.number as voucher, o.state from posting o join voucher v on v.id = o.voucher_id
   where (o.state = 'posted') <> (o.posted_at is not null) or (o.state = 'posted') <> (o.reference is not null)
   order by o.id limit :limit`;

async function* checkDeliveryStates({ trx, limit }: VerifyContext): AsyncIterable<VerifyFinding> {
  const states = { reference: "text", state: "text", delivery: "text" } as const;
  for (const { reference, state, delivery } of await rows(trx, states, STATES, { limit }))
    yield {
      check: "deliveries",
      subject: `payout ${reference}`,
      problem: messages.payoutStateDiffers({ state, delivery }),
    };
  for (const { voucher, state } of await rows(trx, { voucher: "text", state: "text" }, MADE, { limit }))
    yield {
      check: "deliveries",
      subject: `voucher ${voucher}`,
      problem: messages.deliveryStateDiffers(state),
    };
}

async function problemOf(voucher: Delivered, context: VerifyContext): Promise<Message | null> {
  const name = sieFileName(voucher);
  if (voucher.reference !== name) return messages.fileNameDiffers({ reference: voucher.reference, name });
  const path = join(context.workspace.sie, name);
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile()) return null;
  context.count("sieFiles", 1);
  const delivered = await sieFingerprint(createReadStream(path));
  for await (const source of possibleContents(voucher, context)) {
    if (delivered !== null && delivered === (await fingerprint(source, context.workspace.settings)))
      return null;
  }
  return messages.fileContentDiffers(name);
}

/** The voucher unchanged, or converted by the rates that were used, in either language. */
async function* possibleContents(
  voucher: Delivered,
  { trx, workspace }: VerifyContext,
): AsyncIterable<VoucherSource> {
  const { accounts, costCentres, projects, rates, ...head } = voucher;
  const { currency } = workspace.settings.company;
  const own = voucher.currency === currency;
  const source: VoucherSource = {
    ...head,
    uses: { accounts, costCentres, projects },
    settled: own
      ? NONE_SETTLED
      : { dates: await settledDates(trx, voucher.id), batches: () => settledReceivables(trx, voucher.id) },
    batches: () => voucherRows(trx, voucher.id),
  };
  if (own) {
    yield source;
    return;
  }
  const declared = await statedVat(trx, voucher.id, currency);
  const used = rateTable({}, rates);
  if (!used.ok) return;
  for (const language of LANGUAGES) {
    const book = { currency, accounts: accountsOf(workspace.settings, voucher.merchantId), language };
    // what was VAT then may be a cost by today's settings
    for (const vat of declared === null ? [null] : [declared, null]) {
      const booked = inBookCurrency({ ...source, statedVat: vat }, book, used.value);
      if (booked.kind === "ready") yield booked.voucher;
    }
  }
}

/** What our writer would write now. Only the vouchers are compared, so the company's name and year may have changed. */
function fingerprint(source: VoucherSource, { company }: Settings): Promise<string | null> {
  // the year is not compared, but the writer requires the voucher's date to be in it
  const { year: fiscalYear, part: fiscalYearPart } = fiscalYearAt(source.date, company);
  const chunks = sieChunks(
    { ...source, fiscalYear, fiscalYearPart },
    { ...company, currency: source.currency },
    { version: "", generated: source.date, accountNames: new Map() },
  );
  return sieFingerprint(Readable.from(chunks, { objectMode: false }));
}
