/**
 * Disputes that close by themselves (CONTRACT §5): money that comes back for a chargeback or a payment default covers it. Both
 * are booked on the disputed account; this computes what is left of each, and updates the deviations.
 */
import { text } from "../../books/row.ts";
import type { LineType } from "../../line-types.ts";
import { COVERED, MOVED_BY_HAND } from "../../books/disputes.ts";
import { change, rows, type Handle } from "../../books/database.ts";
import {
  aboutLine,
  closeDeviations,
  openDeviations,
  refreshDeviations,
  sqlCodes,
} from "../../books/deviations.ts";
import { PAYOUT_ORDER } from "../../books/payout-order.ts";
import type { Settings } from "../../config/settings.ts";
import { placeOf } from "../../ledger/line-place.ts";
import { placeRules } from "../../ledger/place-rules.ts";
import type { When } from "../deviations.ts";
import { coverClaims, sameDispute, type DisputedLine } from "./cover-claims.ts";

/** Deviations of money that was taken from a payout and is disputed. */
export const CLAIM_CODES = ["chargeback", "payment_default"] as const;

const CODES = sqlCodes(CLAIM_CODES);

interface Found extends Omit<DisputedLine, "account"> {
  readonly account: number | null;
  readonly moved: boolean;
  readonly hasDeviation: boolean;
}

/** In processing order. A line that is fully covered is done. */
const UNFINISHED = /* sql */ `
  select * from (
    select l.id, d.account, p.merchant_id as "merchantId", p.currency, l.effect < 0 as "isClaim", l.type,
           l.amount - ${COVERED} as left, reference_key(l.extra ->> 'reversal_reference') as dispute,
           reference_key(l.order_id) as "orderId", reference_key(l.short_order_id) as "shortOrderId",
           reference_key(l.merchant_reference1) as reference, ${MOVED_BY_HAND} as moved,
           exists (select from deviation e where e.line_id = l.id) as "hasDeviation",
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
  ((d.code in ${CODES} or d.code = 'needs_account')
   and exists (select from dispute_cover b where d.line_id in (b.claim_line_id, b.credit_line_id))
   and exists (select from line l where l.id = d.line_id and l.amount = ${COVERED}))`;

/** Needs the deviations of this run's new lines. Writes `dispute_cover`, and updates the deviations. */
export async function coverDisputes(trx: Handle, settings: Settings, { runId, at }: When): Promise<void> {
  const found = await rows(
    trx,
    {
      account: "number?",
      moved: "boolean",
      hasDeviation: "boolean",
      merchantId: "text",
      currency: "text",
      id: "bigint",
      type: text<LineType>(),
      left: "bigint",
      reference: "text?",
      orderId: "text?",
      dispute: "text?",
      isClaim: "boolean",
      shortOrderId: "text?",
    },
    UNFINISHED,
  );
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
  await closeDeviations(trx, { where: IS_COVERED }, { runId, at });
  await refreshPartlyCovered(trx);
  const used = new Set(covers.map(({ credit }) => credit));
  const moved = lines.filter((line) => line.isClaim && line.moved);
  const strays = credits.filter(
    (credit) =>
      !used.has(credit.id) &&
      !credit.hasDeviation &&
      moved.some((claim) => sameDispute(claim, credit) !== null),
  );
  if (strays.length > 0)
    await openStray(
      trx,
      strays.map(({ id }) => id),
      { runId, at },
    );
}

/** A part has come back: the deviation is about the rest from now on. */
async function refreshPartlyCovered(trx: Handle): Promise<void> {
  await refreshDeviations(
    trx,
    {
      amount: "x.left",
      found: "show_minor(x.left, d.currency)",
      expected: "show_minor(x.amount, d.currency)",
    },
    {
      from: `(select l.id, l.amount, l.amount - ${COVERED} as left
                from line l join disputed y on y.line_id = l.id) x`,
      where: `d.code in ${CODES} and d.line_id = x.id and x.left > 0 and d.amount <> x.left`,
    },
  );
}

/** Money that came back for a line that a person has moved to another account: it is on the wrong account. */
async function openStray(trx: Handle, lineIds: readonly bigint[], by: When): Promise<void> {
  await openDeviations(
    trx,
    {
      columns: {
        ...aboutLine("l.id"),
        code: "'needs_account'",
        found: `show_minor(l.amount - ${COVERED}, p.currency)`,
        amount: `l.amount - ${COVERED}`,
      },
      from: `from line l join payout p on p.id = l.payout_id where l.id = any(:strays::bigint[])
             order by ${PAYOUT_ORDER}, l.row`,
    },
    by,
    { strays: lineIds.map(String) },
  );
}

/** The account of a line that was booked before `disputed` kept it: by the settings of this run. */
function accountOf({ merchantId, type }: Found, settings: Settings): number {
  const rules = placeRules(settings, merchantId);
  return placeOf({ type, detailedType: null }, rules)?.account ?? rules.accounts.chargeback;
}
