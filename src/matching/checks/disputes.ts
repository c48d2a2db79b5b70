/**
 * Disputes that end by themselves (CONTRACT §5): what comes back for a chargeback, or for a customer who did not pay, covers it.
 * Both have been booked on the disputed account; here it is told what is left of each, and who still has to act.
 */
import { COVERED, MOVED_BY_HAND } from "../../books/disputes.ts";
import { change, rows, type Handle } from "../../books/database.ts";
import type { Settings } from "../../config/settings.ts";
import { placeOf } from "../../ledger/line-place.ts";
import { placeRules } from "../../ledger/place-rules.ts";
import type { When } from "../deviations.ts";
import { coverClaims, sameDispute, type DisputedLine } from "./cover-claims.ts";

/** Whoever waits for an answer about a disputed line. */
export const CLAIM_CODES = ["chargeback", "payment_default"] as const;

const CODES = CLAIM_CODES.map((code) => `'${code}'`).join(", ");

interface Found extends Omit<DisputedLine, "account"> {
  readonly account: number | null;
  readonly moved: boolean;
  readonly told: boolean;
}

/** In the order of their turn. What is fully covered, or came back and was moved by hand, is over. */
const UNFINISHED = /* sql */ `
  select * from (
    select l.id, d.account, p.merchant_id as "merchantId", p.currency, l.effect < 0 as "isClaim", l.type,
           l.amount - ${COVERED} as left, reference_key(l.extra ->> 'reversal_reference') as dispute,
           reference_key(l.order_id) as "orderId", reference_key(l.short_order_id) as "shortOrderId",
           reference_key(l.merchant_reference1) as reference, ${MOVED_BY_HAND} as moved,
           exists (select from deviation e where e.line_id = l.id) as told,
           p.date, p.payment_reference, l.row
      from disputed d join line l on l.id = d.line_id join payout p on p.id = l.payout_id) x
   where x.left > 0
   order by date, payment_reference, "merchantId", row`;

const KEEP = /* sql */ `
  insert into dispute_cover (claim_line_id, credit_line_id, amount, agreed, run_id, at)
  select claim, credit, amount, agreed, :runId, :at
    from jsonb_to_recordset(:covers::jsonb) as c(claim bigint, credit bigint, amount bigint, agreed text)`;

/** True for a deviation (alias d) whose line is covered in full. */
export const IS_COVERED = `
  (d.code in (${CODES}, 'needs_account')
   and exists (select from dispute_cover b where d.line_id in (b.claim_line_id, b.credit_line_id))
   and exists (select from line l where l.id = d.line_id and l.amount = ${COVERED}))`;

const CLOSE = /* sql */ `
  update deviation d set state = 'closed', closed_at = :at, closed_run = :runId
   where d.state = 'open' and ${IS_COVERED}`;

/** A part has come back: the rest is told. */
const TELL_REST = /* sql */ `
  update deviation d
     set amount = x.left, found = show_minor(x.left, d.currency), expected = show_minor(x.amount, d.currency)
    from (select l.id, l.amount, l.amount - ${COVERED} as left from line l join disputed y on y.line_id = l.id) x
   where d.state = 'open' and d.code in (${CODES}) and d.line_id = x.id and x.left > 0 and d.amount <> x.left`;

/** What came back for something that a person had put on another account: it is on the wrong one. */
const TELL_STRAY = /* sql */ `
  insert into deviation (code, payout_id, line_id, subject, merchant_id, payment_reference, found, amount, currency,
                         opened_at, opened_run)
  select 'needs_account', p.id, l.id, 'line ' || l.id, p.merchant_id, p.payment_reference,
         show_minor(l.amount - ${COVERED}, p.currency), l.amount - ${COVERED}, p.currency, :at, :runId
    from line l join payout p on p.id = l.payout_id where l.id = any(:strays::bigint[]) order by l.id`;

/** Needs the deviations of this run's new lines. Returns nothing; what it decides is in `dispute_cover` and the deviations. */
export async function settleDisputes(trx: Handle, settings: Settings, { runId, at }: When): Promise<void> {
  const found = await rows<Found>(trx, UNFINISHED);
  const lines = found.map((line) => ({ ...line, account: line.account ?? accountOf(line, settings) }));
  const claims = lines.filter(({ isClaim, moved }) => isClaim && !moved);
  const credits = lines.filter(({ isClaim, moved }) => !isClaim && !moved);
  const covers = coverClaims(claims, credits);
  if (covers.length > 0) {
    const records = covers.map(({ claim, credit, amount, agreed }) => ({
      claim: String(claim),
      credit: String(credit),
      amount: String(amount),
      agreed,
    }));
    await change(trx, KEEP, { covers: JSON.stringify(records), runId, at });
  }
  await change(trx, CLOSE, { runId, at });
  await change(trx, TELL_REST);
  const used = new Set(covers.map(({ credit }) => credit));
  const moved = lines.filter((line) => line.isClaim && line.moved);
  const strays = credits.filter(
    (credit) =>
      !used.has(credit.id) && !credit.told && moved.some((claim) => sameDispute(claim, credit) !== null),
  );
  if (strays.length > 0)
    await change(trx, TELL_STRAY, { strays: strays.map(({ id }) => String(id)), runId, at });
}

/** Booked before the account was kept: where such a line goes now. */
function accountOf({ merchantId, type }: Found, settings: Settings): number {
  const rules = placeRules(settings, merchantId);
  return placeOf({ type, detailedType: null }, rules)?.account ?? rules.accounts.chargeback;
}
