/**
 * A payout's opening debt is the closing debt of an earlier one of the same issuer and merchant id; where it is not, the issuer has
 * invoiced the debt or a payout is missing. Judged anew when an earlier payout arrives late.
 */
import { change, rows, type Handle } from "../../books/database.ts";
import { merchantSettings, type Settings } from "../../config/settings.ts";
import type { When } from "../deviations.ts";
import { debtIssuer, debtSteps, type DebtPayout } from "./debt-chains.ts";

/** Version 1 of the rules knew one chain for each issuer as the merchant id tells it. */
const GAPS_BY_VERSION_1 = /* sql */ `
  create temporary table debt_gap on commit drop as
  select * from (
    select p.id as payout_id, p.merchant_id, p.payment_reference, p.currency,
           (p.totals ->> 'openingDebt')::bigint as opening,
           lag((p.totals ->> 'closingDebt')::bigint) over previous as closing
      from payout p
     where (p.issuer, p.merchant_id, p.currency) in (
             select q.issuer, q.merchant_id, q.currency from payout q join taking_part t on t.payout_id = q.id where t.fresh)
    window previous as (partition by p.issuer, p.merchant_id, p.currency order by p.date, p.payment_reference)) x
   where opening is not null and closing is not null`;

const CLOSE = /* sql */ `
  update deviation d set state = 'closed', closed_at = :at, closed_run = :runId
    from debt_gap g
   where d.code = 'debt_gap' and d.state = 'open' and d.payout_id = g.payout_id and g.opening = g.closing`;

const OPEN = /* sql */ `
  insert into deviation (code, payout_id, subject, merchant_id, payment_reference, expected, found, amount, currency,
                         opened_at, opened_run)
  select 'debt_gap', g.payout_id, 'payout ' || g.payout_id, g.merchant_id, g.payment_reference,
         show_minor(g.closing, g.currency), show_minor(g.opening, g.currency), abs(g.opening - g.closing), g.currency,
         :at, :runId
    from debt_gap g
   where g.opening <> g.closing
     and not exists (select from deviation d where d.code = 'debt_gap' and d.payout_id = g.payout_id
                        and d.state in ('open', 'resolved'))`;

const PAYOUTS = /* sql */ `
  select p.id, p.merchant_id as "merchantId", p.currency, p.issuer, p.payment_reference as "paymentReference", p.date,
         (p.totals ->> 'openingDebt')::bigint as opening, (p.totals ->> 'closingDebt')::bigint as closing
    from payout p
   where (p.merchant_id, p.currency) in (
           select q.merchant_id, q.currency from payout q join taking_part t on t.payout_id = q.id where t.fresh)`;

const LAY_GAPS = /* sql */ `
  create temporary table debt_gap on commit drop as
  select p.id as payout_id, p.merchant_id, p.payment_reference, p.currency, g.opening, g.closing
    from jsonb_to_recordset(:gaps::jsonb) as g(id bigint, opening bigint, closing bigint) join payout p on p.id = g.id`;

/** Needs `taking_part` of this transaction. `version` is that of the rules. */
export async function checkDebt(
  trx: Handle,
  settings: Settings,
  { runId, at }: When,
  version: number,
): Promise<void> {
  if (version === 1) await change(trx, GAPS_BY_VERSION_1);
  else await layGaps(trx, settings);
  await change(trx, CLOSE, { runId, at });
  await change(trx, OPEN, { runId, at });
}

async function layGaps(trx: Handle, settings: Settings): Promise<void> {
  const found = await rows<DebtPayout & { merchantId: string; currency: string }>(trx, PAYOUTS);
  const streams = new Map<string, DebtPayout[]>();
  for (const { merchantId, currency, ...payout } of found) {
    const { kustomReferences } = merchantSettings(settings, merchantId);
    const issuer = debtIssuer(payout.issuer, payout.paymentReference, kustomReferences);
    const stream = `${merchantId} ${currency}`;
    streams.set(stream, [...(streams.get(stream) ?? []), { ...payout, issuer }]);
  }
  const gaps = [...streams.values()].flatMap(debtSteps).map(({ id, gap }) => ({
    id: String(id),
    opening: String(gap?.found ?? 0n),
    closing: String(gap?.expected ?? 0n),
  }));
  await change(trx, LAY_GAPS, { gaps: JSON.stringify(gaps) });
}
