/**
 * A credit note that has no keys but the invoice that it credits gets that invoice's order number and ids (CONTRACT §5).
 * `credited` has those that returns of this run may match, with the keys of their invoice, and replaces them in `receivable`.
 * The search starts from the returns and always uses an index, so its cost grows with the returns and not with the books.
 */
import { change, value, type Handle } from "../books/database.ts";

/** The table that replaces those credit notes: the columns of `receivable` that matching reads. */
export const CREDITED = "credited";
/** Over alias r: not a credit note that `credited` replaces. */
export const NOT_CREDITED = "r.id not in (select id from credited)";

/** Over alias c: a credit note without any key of its order. The partial index has the same condition. */
const KNOWS_ONLY_ITS_INVOICE = `c.kind = 'credit_note' and c.order_number is null and c.order_id is null
  and c.capture_id is null and c.refund_id is null and not c.disputed`;

const LINE_NUMBERS = ["own_key", "own_tail_key", "reference1_key", "reference2_key"] as const;
const INVOICE_KEYS = [
  ["capture_key", "capture_key"],
  ["refund_key", "refund_key"],
  ["order_key", "order_id_key"],
  ["reference1_key", "order_number_key"],
  ["reference2_key", "order_number_key"],
] as const;

/** Conditions that an index can answer: equal, or equal but for leading zeros on one side. */
const sameNumber = (line: string, receivable: string) => [
  `${receivable} = l.${line}`,
  `left(${receivable}, 1) = '0' and zeroless(${receivable}) = zeroless(l.${line})`,
  `left(l.${line}, 1) = '0' and ${receivable} = zeroless(l.${line})`,
];

/** Credit notes found by their own number, or through an invoice that the return agrees with. */
const REACHED = [
  ...LINE_NUMBERS.flatMap((line) => sameNumber(line, "c.number_key")).map(
    (condition) => `
     select c.id from back l join receivable c on ${condition} where ${KNOWS_ONLY_ITS_INVOICE} and c.credits is not null`,
  ),
  ...INVOICE_KEYS.flatMap(([line, key]) =>
    key === "order_number_key" ? sameNumber(line, `i.${key}`) : [`i.${key} = l.${line}`],
  ).map(
    (condition) => `
     select c.id from back l join receivable i on ${condition}
       join receivable c on reference_key(c.credits) = i.number_key
      where i.kind = 'invoice' and ${KNOWS_ONLY_ITS_INVOICE}`,
  ),
].join(" union");

// Of several invoices with the number, those of the same merchant go first. If several are left, none is certain.
const CREDITED_NOTES = /* sql */ `
  create temporary table credited on commit drop as
  select c.id, c.kind, c.number, c.date, c.currency, c.open_amount, c.number_key,
         coalesce(c.merchant_key, i.merchant_key) as merchant_key, i.order_number_key, i.order_id_key, i.capture_key,
         i.refund_key, i.order_number, i.order_id, i.capture_id, i.refund_id,
         coalesce(nullif(c.merchant_id, ''), i.merchant_id) as merchant_id
    from (${REACHED}) f
    join receivable c on c.id = f.id
   cross join lateral (
     select x.*, count(*) over () as several
       from (select i.*, rank() over (order by coalesce(i.merchant_key = c.merchant_key, false) desc) as first
               from receivable i
              where i.kind = 'invoice' and i.number_key = reference_key(c.credits)
                and (c.merchant_key is null or i.merchant_key is null or c.merchant_key = i.merchant_key)) x
      where x.first = 1) i
   where i.several = 1`;

/** Creates `credited` for the returns of `open_line`. False: no such credit notes exist, and no table was created. */
export async function createCreditedTable(trx: Handle): Promise<boolean> {
  const known = await value(
    trx,
    "boolean",
    `select exists (select from receivable c where ${KNOWS_ONLY_ITS_INVOICE} and c.credits is not null)
            and exists (select from open_line where type = 'RETURN') as some`,
  );
  if (known !== true) return false;
  await change(trx, "drop table if exists credited, back");
  await change(
    trx,
    `create temporary table back on commit drop as select * from open_line where type = 'RETURN'`,
  );
  await change(trx, "analyze back");
  await change(trx, CREDITED_NOTES);
  await change(trx, "create unique index on credited (id)");
  await change(trx, "analyze credited");
  return true;
}
