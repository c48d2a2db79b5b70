/** Reads vouchers with all their rows, for exports that need them in memory. */
import type { Voucher, VoucherRow } from "../ledger/voucher.ts";
import { rows, type Handle } from "./database.ts";
import { VOUCHER_HEAD, VOUCHER_HEAD_COLUMNS } from "./voucher-head.ts";

const HEADS = /* sql */ `
  select v.id, ${VOUCHER_HEAD_COLUMNS}
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
  const heads = await rows(db, { id: "bigint", ...VOUCHER_HEAD }, HEADS, { reference });
  const found = await rows(
    db,
    {
      account: "number",
      text: "text",
      costCentre: "text?",
      project: "text?",
      voucherId: "bigint",
      debit: "minor",
      credit: "minor",
    },
    ROWS,
    { reference },
  );
  const byVoucher = new Map<bigint, VoucherRow[]>();
  for (const { voucherId, ...row } of found) {
    const list = byVoucher.get(voucherId) ?? [];
    list.push(row);
    byVoucher.set(voucherId, list);
  }
  return heads.map((head) => ({ ...head, rows: byVoucher.get(head.id) ?? [] }));
}
