/**
 * Where something is in the books: a line, a receivable, a payout or a voucher by a reference, an id or an amount. Each look-up is by an
 * index and ends at `most`, so that a million lines cost what is shown.
 */
import { decimalsOf, showMinor } from "../money.ts";
import { json } from "./row.ts";
import { rows, type Handle } from "./database.ts";

export interface Sought {
  /** The text as a person wrote it, trimmed. */
  readonly text: string;
  /** Minor units, where the text is an amount, by the number of decimals of a currency. */
  readonly amounts: readonly { readonly decimals: number; readonly amount: bigint }[];
  /** Where the text is the number of a voucher ("K12"). */
  readonly voucher: { readonly series: string; readonly number: number } | null;
}

export interface FoundLine {
  readonly id: bigint;
  readonly row: number;
  readonly type: string;
  readonly orderId: string | null;
  readonly reference: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly date: string;
  readonly isOpen: boolean;
  /** Numbers of the receivables that it settles. */
  readonly receivables: readonly string[];
}

export interface FoundReceivable {
  readonly id: bigint;
  readonly kind: string;
  readonly number: string;
  readonly merchantId: string;
  readonly orderNumber: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly date: string | null;
}

export interface FoundPayout {
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly date: string;
  readonly amount: string;
  readonly currency: string;
}

export interface FoundVoucher extends FoundPayout {
  readonly voucher: string;
  readonly text: string;
}

export interface Hits {
  readonly payouts: readonly FoundPayout[];
  readonly receivables: readonly FoundReceivable[];
  readonly lines: readonly FoundLine[];
  readonly vouchers: readonly FoundVoucher[];
}

/** At most so many of each; ask for one more than are shown to know whether there are more. */
export async function search(db: Handle, sought: Sought, most: number): Promise<Hits> {
  return {
    payouts: await payoutsOf(db, sought, most),
    receivables: await receivablesOf(db, sought, most),
    lines: await linesOf(db, sought, most),
    vouchers: await vouchersOf(db, sought, most),
  };
}

/** A reference in the ways that it is written: with and without "#", in small and capital letters. */
function spellings(text: string): readonly string[] {
  const plain = text.replace(/^#/, "");
  const cases = [plain, plain.toLowerCase(), plain.toUpperCase()];
  return [...new Set([text, ...cases, ...cases.map((one) => `#${one}`)])];
}

function bindingsOf({ text, amounts, voucher }: Sought, most: number): Record<string, unknown> {
  return {
    texts: spellings(text),
    key: text,
    amounts: amounts.map(({ amount }) => String(amount)),
    series: voucher?.series ?? null,
    number: voucher?.number ?? null,
    most,
  };
}

const LINE_REFERENCES = [
  "order_id",
  "short_order_id",
  "capture_id",
  "refund_id",
  "merchant_reference1",
  "merchant_reference2",
  "merchant_capture_reference",
  "merchant_refund_reference",
] as const;

/**
 * References before amounts, each newest first. A line is found by Klarna's order id and by the receivables it settles, which have
 * indexes, and while it is not matched, when it is looked for most, by all that it says.
 */
const LINES = /* sql */ `
  with open_lines as materialized (
    select l.* from unsettled u join line l on l.id = u.line_id),
  by_reference as (
    (select id from line where order_id = any(:texts::text[]) limit :most)
    union (select line_id from line_completion where order_id = any(:texts::text[]) limit :most)
    union (select a.line_id from receivable r join allocation a on a.receivable_id = r.id
            where reference_key(:key) in (r.number_key, r.order_number_key, r.order_id_key, r.capture_key, r.refund_key)
              and r.id in (${["number_key", "order_number_key", "order_id_key", "capture_key", "refund_key"]
                .map((key) => `(select id from receivable where ${key} = reference_key(:key) limit :most)`)
                .join(" union ")})
            limit :most)
    union (select id from open_lines
            where array[${LINE_REFERENCES.join(", ")}] && :texts::text[] limit :most)),
  by_amount as (
    select id from open_lines where amount = any(:amounts::bigint[]) order by id desc limit :most),
  found as (
    (select id, 1 as rank from by_reference order by id desc limit :most)
    union all
    (select id, 2 from by_amount where id not in (select id from by_reference) order by id desc limit :most))
  select f.rank, l.id, l.row, l.type, l.order_id as "orderId", coalesce(l.merchant_reference1, l.short_order_id) as reference,
         l.amount, p.currency, p.merchant_id as "merchantId", p.payment_reference as "paymentReference", p.date,
         exists (select from unsettled u where u.line_id = l.id) as "isOpen",
         coalesce((select jsonb_agg(distinct r.number) from allocation a join receivable r on r.id = a.receivable_id
                    where a.line_id = l.id and a.reverses is null
                      and not exists (select from allocation v where v.reverses = a.id)), '[]') as receivables
    from found f join known_line l on l.id = f.id join payout p on p.id = l.payout_id
   order by f.rank, l.id desc limit :most`;

async function linesOf(db: Handle, sought: Sought, most: number): Promise<readonly FoundLine[]> {
  const found = await rows(
    db,
    {
      rank: "number",
      id: "bigint",
      row: "number",
      type: "text",
      orderId: "text?",
      reference: "text?",
      amount: "bigint",
      currency: "text",
      merchantId: "text",
      paymentReference: "text",
      date: "text",
      isOpen: "boolean",
      receivables: json<readonly string[]>(),
    },
    LINES,
    bindingsOf(sought, most),
  );
  return meant(found, sought).map(({ rank: _rank, ...one }) => ({
    ...one,
    amount: showMinor(one.amount, one.currency),
  }));
}

const RECEIVABLE_KEYS = [
  "number_key",
  "order_number_key",
  "order_id_key",
  "capture_key",
  "refund_key",
] as const;

const RECEIVABLES = /* sql */ `
  with by_reference as (
    ${RECEIVABLE_KEYS.map((name) => `(select id from receivable where ${name} = reference_key(:key) limit :most)`).join("\n    union ")}),
  by_amount as (
    select x.id from unnest(:amounts::bigint[]) a(amount)
     cross join lateral (select id from receivable where receivable.amount = a.amount order by id desc limit :most) x),
  found as (
    (select id, 1 as rank from by_reference order by id desc limit :most)
    union all
    (select id, 2 from by_amount where id not in (select id from by_reference) order by id desc limit :most))
  select f.rank, r.id, r.kind, r.number, r.merchant_id as "merchantId", r.order_number as "orderNumber", r.amount, r.currency, r.date
    from found f join receivable r on r.id = f.id order by f.rank, r.id desc limit :most`;

async function receivablesOf(db: Handle, sought: Sought, most: number): Promise<readonly FoundReceivable[]> {
  const found = await rows(
    db,
    {
      rank: "number",
      id: "bigint",
      kind: "text",
      number: "text",
      merchantId: "text",
      orderNumber: "text?",
      amount: "bigint",
      currency: "text",
      date: "text?",
    },
    RECEIVABLES,
    bindingsOf(sought, most),
  );
  return meant(found, sought).map(({ rank: _rank, ...one }) => ({
    ...one,
    amount: showMinor(one.amount, one.currency),
  }));
}

const PAYOUTS = /* sql */ `
  with found as (
    (select id, 1 as rank from payout where payment_reference = any(:texts::text[]) limit :most)
    union all
    (select x.id, 2 from unnest(:amounts::bigint[]) a(amount)
      cross join lateral (select id from payout where settlement_amount = a.amount order by id desc limit :most) x))
  select f.rank, p.merchant_id as "merchantId", p.payment_reference as "paymentReference", p.date,
         p.settlement_amount as amount, p.currency
    from (select id, min(rank) as rank from found group by id) f join payout p on p.id = f.id
   order by f.rank, p.id desc limit :most`;

const PAYOUT_ROW = {
  rank: "number",
  merchantId: "text",
  paymentReference: "text",
  date: "text",
  amount: "bigint",
  currency: "text",
} as const;

async function payoutsOf(db: Handle, sought: Sought, most: number): Promise<readonly FoundPayout[]> {
  const found = await rows(db, PAYOUT_ROW, PAYOUTS, bindingsOf(sought, most));
  return meant(found, sought).map(({ rank: _rank, ...one }) => ({
    ...one,
    amount: showMinor(one.amount, one.currency),
  }));
}

const VOUCHERS = /* sql */ `
  with found as (
    (select id, 1 as rank from voucher where number = :number::integer and series = :series::text limit :most)
    union all
    (select x.id, 2 from unnest(:amounts::bigint[]) a(amount)
      cross join lateral (select id from voucher where total = a.amount order by id desc limit :most) x))
  select f.rank, v.series || v.number as voucher, v.text, v.date, v.total as amount, v.currency,
         p.merchant_id as "merchantId", p.payment_reference as "paymentReference"
    from (select id, min(rank) as rank from found group by id) f join voucher v on v.id = f.id
    join payout p on p.id = v.payout_id
   order by f.rank, v.id desc limit :most`;

async function vouchersOf(db: Handle, sought: Sought, most: number): Promise<readonly FoundVoucher[]> {
  const shape = { ...PAYOUT_ROW, voucher: "text", text: "text" } as const;
  const found = await rows(db, shape, VOUCHERS, bindingsOf(sought, most));
  return meant(found, sought).map(({ rank: _rank, ...one }) => ({
    ...one,
    amount: showMinor(one.amount, one.currency),
  }));
}

/** 1200 is 1200.00 in kronor and 1200 in Icelandic ones: what was found by the other one's count is left out. */
function meant<T extends { readonly rank: number; readonly amount: bigint; readonly currency: string }>(
  found: readonly T[],
  { amounts }: Sought,
): readonly T[] {
  return found.filter(
    ({ rank, amount, currency }) =>
      rank === 1 || amounts.some((one) => one.amount === amount && one.decimals === decimalsOf(currency)),
  );
}
