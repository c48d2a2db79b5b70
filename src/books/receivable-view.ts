/** One receivable as a person looks it up: what it is, and which lines have settled it. */
import { showMinor } from "../money.ts";
import { oneRow, rows, type Handle } from "./database.ts";

export interface ReceivableView {
  readonly id: bigint;
  readonly kind: string;
  readonly number: string;
  readonly merchantId: string;
  readonly orderNumber: string | null;
  readonly orderId: string | null;
  readonly currency: string;
  readonly amount: string;
  /** As the shop's list had it; what Kvitt has settled since is not in it. */
  readonly openAmount: string;
  /** What is left of that after the allocations in force. */
  readonly left: string;
  readonly date: string | null;
  readonly credits: string | null;
  readonly settledBy: readonly SettlingLine[];
}

export interface SettlingLine {
  readonly lineId: bigint;
  readonly row: number;
  readonly type: string;
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly date: string;
  /** Of the receivable; negative where it was paid back. */
  readonly amount: string;
  readonly rule: string;
}

/** More are not shown. */
export const SETTLING_LINES_MAX = 200;

export async function receivableView(db: Handle, id: bigint): Promise<ReceivableView | null> {
  const found = await oneRow(
    db,
    {
      id: "bigint",
      kind: "text",
      number: "text",
      merchantId: "text",
      orderNumber: "text?",
      orderId: "text?",
      currency: "text",
      amount: "bigint",
      openAmount: "bigint",
      settled: "bigint",
      date: "text?",
      credits: "text?",
    },
    `select r.id, r.kind, r.number, r.merchant_id as "merchantId", r.order_number as "orderNumber", r.order_id as "orderId",
            r.currency, r.amount, r.open_amount as "openAmount", r.date, r.credits,
            (select coalesce(sum(case a.effect when 'settles' then a.receivable_amount else -a.receivable_amount end), 0)
               from allocation a where a.receivable_id = r.id)::bigint as settled
       from receivable r where r.id = :id`,
    { id },
  );
  if (found === null) return null;
  const lines = await rows(
    db,
    {
      lineId: "bigint",
      row: "number",
      type: "text",
      merchantId: "text",
      paymentReference: "text",
      date: "text",
      amount: "bigint",
      effect: "text",
      rule: "text",
    },
    `select l.id as "lineId", l.row, l.type, p.merchant_id as "merchantId", p.payment_reference as "paymentReference", p.date,
            a.receivable_amount as amount, a.effect, a.rule
       from allocation a join line l on l.id = a.line_id join payout p on p.id = l.payout_id
      where a.receivable_id = :id and a.reverses is null
        and not exists (select from allocation b where b.reverses = a.id)
      order by a.id desc limit :most`,
    { id, most: SETTLING_LINES_MAX },
  );
  const { currency, settled, ...receivable } = found;
  const show = (amount: bigint) => showMinor(amount, currency);
  return {
    ...receivable,
    currency,
    amount: show(found.amount),
    openAmount: show(found.openAmount),
    left: show(found.openAmount - settled),
    settledBy: lines.map(({ effect, amount, ...line }) => ({
      ...line,
      amount: show(effect === "settles" ? amount : -amount),
    })),
  };
}
