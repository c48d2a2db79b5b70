/** Reads vouchers with all their rows, for exports that need them in memory. */
import type { Voucher, VoucherRow } from "../ledger/voucher.ts";
import { minor } from "../money.ts";
import { rows, type Handle } from "./database.ts";
import { RATE_DATE } from "./rate-date.ts";

const HEADS = /* sql */ `
  select v.id, p.merchant_id as "merchantId", p.payment_reference as "paymentReference", v.currency, v.series,
         v.fiscal_year as "fiscalYear", v.fiscal_year_part as "fiscalYearPart", v.number, v.date, v.text, v.registered,
         v.sign, ${RATE_DATE} as "rateDate"
    from voucher v join payout p on p.id = v.payout_id
   where (:reference::text is null or :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference))
   order by v.date, v.series, v.fiscal_year, v.fiscal_year_part, v.number`;

const ROWS = /* sql */ `
  select r.voucher_id as "voucherId", r.account, r.debit, r.credit, r.text, r.cost_centre as "costCentre", r.project
    from voucher_row r join voucher v on v.id = r.voucher_id join payout p on p.id = v.payout_id
   where (:reference::text is null or :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference))
   order by r.voucher_id, r.position`;

/** By date and number; those of one payout, or all (null). Amounts are minor units. */
export async function wholeVouchers(db: Handle, reference: string | null): Promise<Voucher[]> {
  const heads = await rows(
    db,
    {
      number: "number",
      merchantId: "text",
      currency: "text",
      id: "bigint",
      paymentReference: "text",
      date: "text",
      series: "text",
      text: "text",
      registered: "text?",
      sign: "text?",
      fiscalYear: "number",
      fiscalYearPart: "number",
      rateDate: "text",
    },
    HEADS,
    { reference },
  );
  const found = await rows(
    db,
    {
      account: "number",
      text: "text",
      costCentre: "text?",
      project: "text?",
      voucherId: "bigint",
      debit: "bigint",
      credit: "bigint",
    },
    ROWS,
    { reference },
  );
  const byVoucher = new Map<bigint, VoucherRow[]>();
  for (const { voucherId, debit, credit, ...row } of found) {
    const list = byVoucher.get(voucherId) ?? [];
    list.push({ ...row, debit: minor(debit), credit: minor(credit) });
    byVoucher.set(voucherId, list);
  }
  return heads.map((head) => ({ ...head, rows: byVoucher.get(head.id) ?? [] }));
}
