/**
 * Checks fees against the contract: a sale's purchase fees (found by its capture id) must be the agreed percentage, rounded
 * to the minor unit, plus the agreed fixed amount. PostgreSQL's numeric is exact, so nothing is approximated.
 */
import type { Settings } from "../../config/settings.ts";
import type { Handle } from "../../books/database.ts";
import { aboutLine, openDeviations } from "../../books/deviations.ts";
import { PAYOUT_ORDER } from "../../books/payout-order.ts";
import type { When } from "../deviations.ts";

const AGREED_FEES = /* sql */ `
  with rate as (
    select * from jsonb_to_recordset(:rates::jsonb) as r(merchant_id text, method text, percent numeric, fixed bigint,
                                                         currency text, "from" date, "to" date)),
  sale as (
    select l.payout_id, p.merchant_id, p.payment_reference, p.issuer, p.date, p.currency, l.capture_id, min(l.payment_method) as method,
           coalesce(min(l.capture_date)::date, p.date) as day, sum(l.amount) as amount
      from line l join run_payout t on t.payout_id = l.payout_id and t.fresh join payout p on p.id = l.payout_id
     where l.type = 'SALE' and l.capture_id is not null
     group by l.payout_id, p.merchant_id, p.payment_reference, p.issuer, p.date, p.currency, l.capture_id),
  fee as (
    select l.payout_id, l.capture_id, sum(l.amount) as amount, min(l.id) as line_id
      from line l join run_payout t on t.payout_id = l.payout_id and t.fresh
     where l.type = 'FEE' and l.capture_id is not null
       and (l.detailed_type is null or l.detailed_type like 'PURCHASE_FEE%' or l.detailed_type = 'PERCENTAGE_FEES')
     group by l.payout_id, l.capture_id),
  agreed as (
    select s.*, f.line_id, f.amount as charged,
           (select round(s.amount * r.percent / 100)::bigint + r.fixed from rate r
             where r.merchant_id = s.merchant_id and r.currency = s.currency
               and (r.method = '*' or r.method = s.method)
               and (r."from" is null or s.day >= r."from") and (r."to" is null or s.day <= r."to")
             order by r.method = '*', r."from" desc nulls last limit 1) as due
      from sale s join fee f on f.payout_id = s.payout_id and f.capture_id = s.capture_id)`;

/** Needs `run_payout` of this transaction. Merchants without agreed fees are skipped. */
export async function checkFees(trx: Handle, settings: Settings, { runId, at }: When): Promise<void> {
  const rates = Object.entries(settings.merchants).flatMap(([merchantId, { fees }]) =>
    fees.map((fee) => ({
      merchant_id: merchantId,
      method: fee.method,
      percent: fee.percent,
      fixed: String(fee.fixed),
      currency: fee.currency,
      from: fee.from ?? null,
      to: fee.to ?? null,
    })),
  );
  if (rates.length === 0) return;
  await openDeviations(
    trx,
    {
      with: AGREED_FEES,
      columns: {
        ...aboutLine("p.line_id"),
        code: "'fee_differs'",
        payout_id: "p.payout_id",
        expected: "show_minor(p.due, p.currency)",
        found: "show_minor(p.charged::bigint, p.currency)",
        amount: "p.charged::bigint - p.due",
      },
      from: `from agreed p where p.charged <> p.due order by ${PAYOUT_ORDER}, p.line_id`,
    },
    { runId, at },
    { rates: JSON.stringify(rates) },
  );
}
