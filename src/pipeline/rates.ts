/**
 * Vouchers in another currency than the books wait for a rate (`needs_rate`); this lets go those whose rate is known
 * now, and tells of those whose is not.
 */
import type { Settings } from "../config/settings.ts";
import { RATE_DATE } from "../books/rate-date.ts";
import { change, rows, type Handle } from "../books/database.ts";
import type { When } from "../matching/deviations.ts";
import type { Rate } from "../delivery/rates-file.ts";
import { rateOn, type Rates } from "../delivery/rates.ts";

/** Returns the rates that let a voucher go, so that the night can be explained and run again. */
export async function applyRates(
  trx: Handle,
  settings: Settings,
  rates: Rates,
  { runId, at }: When,
): Promise<readonly Rate[]> {
  const waiting = await rows<{ currency: string; date: string }>(
    trx,
    `select distinct v.currency, ${RATE_DATE} as date from posting o join voucher v on v.id = o.voucher_id
      where o.state = 'pending' and o.waits_for = 'needs_rate' order by 1, 2`,
  );
  const used: Rate[] = [];
  for (const { currency, date } of waiting) {
    const rate = rateOn(rates, currency, date);
    if (rate === null) continue;
    used.push(rate);
    await change(
      trx,
      `update posting o set waits_for = null from voucher v
        where v.id = o.voucher_id and o.waits_for = 'needs_rate' and v.currency = :currency and ${RATE_DATE} = :date`,
      { currency, date },
    );
  }
  await change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, closed_run = :runId
      where d.code = 'needs_rate' and d.state = 'open'
        and not exists (select from posting o join voucher v on v.id = o.voucher_id
                         where v.payout_id = d.payout_id and o.waits_for = 'needs_rate')`,
    { at, runId },
  );
  await change(
    trx,
    `insert into deviation (code, payout_id, subject, merchant_id, payment_reference, expected, found, amount, currency,
                            opened_at, opened_run)
     select distinct on (p.id) 'needs_rate', p.id, 'payout ' || p.id, p.merchant_id, p.payment_reference, :book::text,
            p.currency, p.settlement_amount, p.currency, :at::timestamptz, :runId::bigint
       from payout p join voucher v on v.payout_id = p.id join posting o on o.voucher_id = v.id
      where o.waits_for = 'needs_rate'
        and not exists (select from deviation d where d.code = 'needs_rate' and d.payout_id = p.id
                           and d.state in ('open', 'resolved'))
      order by p.id`,
    { book: settings.company.currency, at, runId },
  );
  return used;
}
