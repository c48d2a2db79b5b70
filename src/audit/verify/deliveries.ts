/**
 * Checks that what was delivered is what was booked: each voucher's SIE file, if it is still in its folder, is compared with
 * the voucher. A file that has been moved away, for example after an import, is not an error.
 */
import { json } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { createReadStream } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { batches, rows } from "../../books/database.ts";
import { SOURCE_COLUMNS, SOURCE_ROW } from "../../books/postings.ts";
import { sieNumbers } from "../../config/sie-files.ts";
import type { Rate } from "../../delivery/rates-file.ts";
import { sieFileName } from "../../delivery/sie/file-name.ts";
import { sieFingerprint } from "../../delivery/sie/fingerprint.ts";
import type { Message } from "../../message.ts";
import type { VerifyFinding, VerifyContext } from "./checks.ts";
import { checkGatheredFiles } from "./gathered-files.ts";
import { isWhatWasDelivered, type Delivered } from "./sie-content.ts";
import { checkUnknownSieFiles } from "./unknown-files.ts";

interface Recorded extends Delivered {
  readonly postingId: bigint;
  readonly reference: string | null;
}

const AT_ONCE = 500;

export async function* checkDeliveries(context: VerifyContext): AsyncIterable<VerifyFinding> {
  yield* findUndelivered(context);
  yield* findDecidedUndelivered(context);
  yield* checkDeliveryStates(context);
  const delivered = batches(
    context.trx,
    { postingId: "bigint", reference: "text?", rates: json<readonly Rate[]>(), ...SOURCE_ROW },
    "postingId",
    `select o.id as "postingId", o.reference, o.rates, ${SOURCE_COLUMNS}
         from posting o join voucher v on v.id = o.voucher_id join payout p on p.id = v.payout_id
        where o.target = 'sie' and o.state = 'posted' and o.id > :after
          and not exists (select from sie_file_voucher m where m.posting_id = o.id)
        order by o.id limit ${AT_ONCE}`,
  );
  for await (const batch of delivered) {
    for (const voucher of batch) {
      const problem = await problemOf(voucher, context);
      if (problem)
        yield { check: "deliveries", subject: `voucher ${voucher.series}${voucher.number}`, problem };
    }
  }
  yield* checkGatheredFiles(context);
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

async function problemOf(voucher: Recorded, context: VerifyContext): Promise<Message | null> {
  const name = sieFileName({ ...voucher, id: voucher.voucherId });
  if (voucher.reference !== name) return messages.fileNameDiffers({ reference: voucher.reference, name });
  const path = join(context.workspace.sie, name);
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile()) return null;
  context.count("sieFiles", 1);
  const delivered = await sieFingerprint(createReadStream(path));
  for (const numbers of sieNumbers.options)
    if (await isWhatWasDelivered(delivered, [voucher], numbers, context)) return null;
  return messages.fileContentDiffers(name);
}
