/**
 * Vouchers in another currency than the books wait for an exchange rate (`needs_rate`). This releases the deliveries whose
 * rate is known now, and keeps the deviations of the others.
 */
import { gatheringTargets, type Settings } from "../config/settings.ts";
import { RATE_DATE } from "../books/voucher-head.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { ABOUT_PAYOUT, closeDeviations, noneOpenOrResolved, openDeviations } from "../books/deviations.ts";
import { PAYOUT_ORDER } from "../books/payout-order.ts";
import type { When } from "../matching/deviations.ts";
import type { Rate } from "../delivery/rates-file.ts";
import { rateOn, type Rates } from "../delivery/rates.ts";

/** Returns the rates that released a voucher: the audit trail keeps them, so that the run can be replayed. */
export async function applyRates(
  trx: Handle,
  settings: Settings,
  rates: Rates,
  { runId, at }: When,
): Promise<readonly Rate[]> {
  const waiting = await rows(
    trx,
    { currency: "text", date: "text" },
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
      `update posting o set waits_for = case when o.target = any(:gathering::text[]) then 'gathered' end from voucher v
        where v.id = o.voucher_id and o.waits_for = 'needs_rate' and v.currency = :currency and ${RATE_DATE} = :date`,
      { currency, date, gathering: [...gatheringTargets(settings)] },
    );
  }
  await closeDeviations(
    trx,
    {
      where: `d.code = 'needs_rate'
              and not exists (select from posting o join voucher v on v.id = o.voucher_id
                               where v.payout_id = d.payout_id and o.waits_for = 'needs_rate')`,
    },
    { runId, at },
  );
  await openDeviations(
    trx,
    {
      columns: {
        ...ABOUT_PAYOUT,
        code: "'needs_rate'",
        expected: ":book::text",
        found: "p.currency",
        amount: "p.settlement_amount",
      },
      from: `from payout p
             where exists (select from voucher v join posting o on o.voucher_id = v.id
                            where v.payout_id = p.id and o.waits_for = 'needs_rate')
               and ${noneOpenOrResolved("d.code = 'needs_rate' and d.payout_id = p.id")}
             order by ${PAYOUT_ORDER}`,
    },
    { runId, at },
    { book: settings.company.currency },
  );
  return used;
}
