/** SQL that statements about disputes share, over alias l of a line. */

/** True for a line with a dispute's number, of the types whose account may depend on it. */
export const HAS_DISPUTE = `
  (l.type in ('CHARGE', 'CREDIT', 'CORRECTION') and coalesce(l.extra ->> 'reversal_reference', '') <> '')`;

/** What Klarna takes back because the customer did not pay is no return of goods, and is not matched (CONTRACT §5). */
export const IS_PAYMENT_DEFAULT =
  "(l.type = 'RETURN' and coalesce(upper(l.detailed_type), '') = 'PAYMENT_DEFAULT')";

/** True when the line's payout was booked by a later version than 1, which matched payment defaults like any return. */
export const IS_LEFT_OUT_OF_MATCHING = `
  (${IS_PAYMENT_DEFAULT}
   and exists (select from voucher w join run q on q.id = w.run_id
                where w.payout_id = l.payout_id and w.cause = 'payout' and q.rules > 1))`;

/** What of the line has come back, or covers another line; minor units. */
export const COVERED = `
  (select coalesce(sum(c.amount), 0)::bigint from dispute_cover c where l.id in (c.claim_line_id, c.credit_line_id))`;

/** True when a decision in force has moved what was left of the line to another account. */
export const MOVED_BY_HAND = `
  exists (select from deviation e join decision m on m.deviation_id = e.id
           where e.line_id = l.id and m.action = 'account'
             and not exists (select from decision u where u.undoes = m.id))`;
