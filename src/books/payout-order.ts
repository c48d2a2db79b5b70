/**
 * The processing order of payouts (CONTRACT §5), over alias p. What is numbered or listed in it does not depend on which file
 * was read first, or on a retry: ids come as imports end, and two workers end in any order.
 */
export const PAYOUT_ORDER = "p.date, p.payment_reference, p.merchant_id, p.issuer";
