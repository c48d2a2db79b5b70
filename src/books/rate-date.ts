/** The day whose exchange rate converts a voucher. */

/**
 * The date of the payout's own voucher, also for later corrections: what was put on the clearing account at one rate must leave
 * it at the same rate, or the account would never be zero. Vouchers from before corrections had a date of their own are
 * converted by their date. Over alias v.
 */
export const RATE_DATE = /* sql */ `
  case when v.registered is null then v.date
       else coalesce((select o.date from voucher o where o.payout_id = v.payout_id and o.cause = 'payout'), v.date) end`;
