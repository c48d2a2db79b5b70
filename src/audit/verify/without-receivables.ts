/**
 * Checks payouts whose lines are not matched (`receivables: none`): only merchants that had that setting when lines were last
 * matched may have them, or a payout could be hidden; and their part of the clearing account is what their lines leave.
 */
import { messages } from "./messages.ts";
import { rows } from "../../books/database.ts";
import { merchantsWithoutReceivables } from "../../config/settings.ts";
import { showMinor } from "../../money.ts";
import { findRows, findingsOf, type VerifyContext, type VerifyFinding } from "./checks.ts";

/** Needs the table `waiting` of the clearing account's check. */
export async function* checkWithoutReceivables(context: VerifyContext): AsyncIterable<VerifyFinding> {
  yield* checkClearingParts(context);
  yield* checkSettings(context);
}

const finding = findingsOf("clearing");

const AMOUNTS = /* sql */ `
  select p.payment_reference as reference, p.currency, k.amount as kept, coalesce(w.amount, 0)::bigint as open
    from payout_without_receivables k
    join payout p on p.id = k.payout_id and p.state <> 'imported'
    left join (select payout_id, sum(case type when 'SALE' then -amount else amount end) as amount
                 from waiting group by payout_id) w on w.payout_id = k.payout_id
   where k.amount <> coalesce(w.amount, 0)
     -- the next run adds a decision that was reversed since the last one
     and not exists (select from unsettled u where u.payout_id = k.payout_id)
   order by p.id limit :limit`;

function checkClearingParts(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { reference: "text", currency: "text", kept: "bigint", open: "bigint" },
    AMOUNTS,
    ({ reference, currency, kept, open }) => {
      const [is, should] = [showMinor(kept, currency), showMinor(open, currency)];
      return finding(`payout ${reference}`, messages.clearingPartDiffers({ is, currency, should }));
    },
  );
}

async function* checkSettings({ trx, limit, settingsOf }: VerifyContext): AsyncIterable<VerifyFinding> {
  const [last] = await rows(
    trx,
    { runId: "bigint" },
    `select substr(subject, 5)::bigint as "runId" from audit
      where action = 'matched' and subject ~ '^run [0-9]+$' order by id desc limit 1`,
  );
  if (!last) return;
  const merchants = merchantsWithoutReceivables(await settingsOf(last.runId));
  const wrong = await rows(
    trx,
    { reference: "text", kept: "boolean" },
    `select p.payment_reference as reference, k.payout_id is not null as kept
       from payout p left join payout_without_receivables k on k.payout_id = p.id
      where p.state <> 'imported' and (k.payout_id is not null) <> (p.merchant_id = any(:merchants))
      order by p.id limit :limit`,
    { merchants, limit },
  );
  for (const { reference, kept } of wrong) {
    yield finding(`payout ${reference}`, kept ? messages.wronglyUnmatched : messages.wronglyMatched);
  }
}
