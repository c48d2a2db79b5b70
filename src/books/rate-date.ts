/** At which day's exchange rate a voucher is converted. */

/**
 * The date of the payout's own voucher, whenever the correction was made: what was put on the clearing account at one rate is
 * moved off it at the same, or the account would never come to zero. Vouchers from before corrections had a day of their own
 * are converted by their date. Over table alias v.
 */
export const RATE_DATE = /* sql */ `
  case when v.registered is null then v.date
       else coalesce((select o.date from voucher o where o.payout_id = v.payout_id and o.cause = 'payout'), v.date) end`;
