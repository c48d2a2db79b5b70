/** Vouchers a page at a time, by key, each with its first rows: a voucher may have a million. Reads only. */
import { showMinor } from "../money.ts";
import { exists, rows, type Handle } from "./database.ts";
import { VOUCHER_COLUMNS, VOUCHER_ROW, type VoucherView } from "./views.ts";

export interface PagedVoucher extends VoucherView {
  readonly id: number;
  readonly rowCount: number;
}

export interface VouchersWanted {
  /** "K500746/123456789", or the reference alone; null: of all payouts. */
  readonly reference: string | null;
  /** Only those with a higher id. */
  readonly after: number;
  readonly most: number;
  /** Rows of each. */
  readonly rowsMax: number;
}

export async function voucherPage(
  db: Handle,
  { rowsMax, ...wanted }: VouchersWanted,
): Promise<readonly PagedVoucher[]> {
  const heads = await rows(
    db,
    { ...VOUCHER_ROW, id: "number", rowCount: "number" },
    `select v.id::integer, ${VOUCHER_COLUMNS},
            coalesce((select max(r.position) from voucher_row r where r.voucher_id = v.id), 0) as "rowCount"
       from voucher v join payout p on p.id = v.payout_id
      where v.id > :after
        and (:reference::text is null or :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference))
      order by v.id limit :most`,
    { ...wanted },
  );
  const found = await rows(
    db,
    { voucherId: "number", account: "number", debit: "minor", credit: "minor", text: "text" },
    `select r.voucher_id::integer as "voucherId", r.account, r.debit, r.credit, r.text
       from unnest(:ids::bigint[]) v(id)
      cross join lateral (select * from voucher_row x where x.voucher_id = v.id order by x.position limit :rowsMax) r
      order by r.voucher_id, r.position`,
    { ids: heads.map(({ id }) => id), rowsMax },
  );
  return heads.map((head) => ({
    ...head,
    rows: found
      .filter(({ voucherId }) => voucherId === head.id)
      .map(({ account, debit, credit, text }) => ({
        account,
        debit: showMinor(debit, head.currency),
        credit: showMinor(credit, head.currency),
        text,
      })),
  }));
}

/** Rows of one voucher after a position; null when there is no such voucher. */
export async function voucherRowsAfter(db: Handle, id: number, after: number, most: number) {
  if (!(await exists(db, "select from voucher where id = :id", { id }))) return null;
  return rows(
    db,
    { position: "number", account: "number", debit: "text", credit: "text", text: "text" },
    `select r.position, r.account, show_minor(r.debit, v.currency) as debit, show_minor(r.credit, v.currency) as credit,
            r.text
       from voucher v join voucher_row r on r.voucher_id = v.id
      where v.id = :id and r.position > :after order by r.position limit :most`,
    { id, after, most },
  );
}
