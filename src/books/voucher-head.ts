/** The head of a voucher, as every reader of whole vouchers asks for it, and the day whose exchange rate converts it. */
import type { RowShape } from "./row.ts";

/**
 * The date of the payout's own voucher, also for later corrections: what was put on the clearing account at one rate must leave
 * it at the same rate, or the account would never be zero. Vouchers from before corrections had a date of their own are
 * converted by their date. Over alias v.
 */
export const RATE_DATE = /* sql */ `
  case when v.registered is null then v.date
       else coalesce((select o.date from voucher o where o.payout_id = v.payout_id and o.cause = 'payout'), v.date) end`;

/** What `VOUCHER_HEAD_COLUMNS` selects. */
export const VOUCHER_HEAD = {
  merchantId: "text",
  paymentReference: "text",
  currency: "text",
  series: "text",
  fiscalYear: "number",
  fiscalYearPart: "number",
  number: "number",
  date: "text",
  text: "text",
  registered: "text?",
  sign: "text?",
  rateDate: "text",
} as const satisfies RowShape;

/** Over the aliases v (voucher) and p (its payout). */
export const VOUCHER_HEAD_COLUMNS = /* sql */ `
         p.merchant_id as "merchantId", p.payment_reference as "paymentReference", v.currency, v.series,
         v.fiscal_year as "fiscalYear", v.fiscal_year_part as "fiscalYearPart", v.number, v.date, v.text, v.registered, v.sign,
         ${RATE_DATE} as "rateDate"`;
