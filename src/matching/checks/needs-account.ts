/** Opens deviations for lines that are booked at once but need a person: chargebacks, payment defaults, and types without an account. */
import { text } from "../../books/row.ts";
import type { LineType } from "../../line-types.ts";
import type { Settings } from "../../config/settings.ts";
import { HAS_DISPUTE, IS_PAYMENT_DEFAULT } from "../../books/disputes.ts";
import { change, rows, type Handle } from "../../books/database.ts";
import { aboutLine, openDeviations } from "../../books/deviations.ts";
import { PAYOUT_ORDER } from "../../books/payout-order.ts";
import type { KindOfLine } from "../../config/detailed-types.ts";
import { placeByVersion1 } from "../../ledger/line-place-1.ts";
import { placeOf } from "../../ledger/line-place.ts";
import { placeRules } from "../../ledger/place-rules.ts";
import type { When } from "../deviations.ts";

/** Lines whose account may need a person: everything but sales, returns and fees. */
export const WATCHED = `
  (l.type in ('REVERSAL', 'REVERSAL_MERCHANT_PROTECTION', 'CHARGE', 'CREDIT', 'CORRECTION') or ${IS_PAYMENT_DEFAULT})`;

export interface WatchedKind extends KindOfLine {
  readonly merchantId: string;
}

export interface Watching {
  /** The account on which the line is kept as disputed; null: it is not disputed. */
  readonly account: number | null;
  /** The deviation of such a line. Dispute codes are only for lines that take from the payout. */
  readonly code: "chargeback" | "payment_default" | "needs_account" | null;
}

/** What a kind of line needs, by a version of the rules and the settings of the run. */
export function watchingOf(kind: WatchedKind, settings: Settings, version: number): Watching {
  const rules = placeRules(settings, kind.merchantId);
  if (version === 1) {
    const needed = placeByVersion1(kind, rules)?.needsAccount === true;
    return { account: null, code: needed ? "needs_account" : kind.type === "REVERSAL" ? "chargeback" : null };
  }
  const place = placeOf(kind, rules);
  if (place === null) return { account: null, code: null };
  if (place.needsAccount) return { account: null, code: "needs_account" };
  if (place.role === "chargeback")
    return { account: place.account, code: kind.type === "RETURN" ? "payment_default" : "chargeback" };
  // a CREDIT that the settings put on the disputed account brings a dispute's money back
  return { account: place.account === rules.accounts.chargeback ? place.account : null, code: null };
}

const NEW_LINES =
  "from line l join run_payout t on t.payout_id = l.payout_id and t.fresh join payout p on p.id = l.payout_id";

const KINDS = /* sql */ `
  select distinct p.merchant_id as "merchantId", l.type, l.detailed_type as "detailedType", ${HAS_DISPUTE} as disputed
    ${NEW_LINES} where ${WATCHED}`;

const OF_A_KIND = /* sql */ `
    ${NEW_LINES}
    join jsonb_to_recordset(:kinds::jsonb)
      as k("merchantId" text, type text, "detailedType" text, disputed boolean, account integer, code text)
      on k."merchantId" = p.merchant_id and k.type = l.type and k."detailedType" is not distinct from l.detailed_type
         and k.disputed = ${HAS_DISPUTE}
   where ${WATCHED}`;

const KEEP_DISPUTED = /* sql */ `
  insert into disputed (line_id, payout_id, account)
  select l.id, l.payout_id, k.account ${OF_A_KIND}
     and k.account is not null and (l.effect > 0 or l.effect < 0 and k.code is not null) order by l.id`;

/** Needs `run_payout` of this transaction. `version` is that of the rules. */
export async function checkAccounts(
  trx: Handle,
  settings: Settings,
  { runId, at }: When,
  version: number,
): Promise<void> {
  const found = await rows(
    trx,
    { merchantId: "text", type: text<LineType>(), detailedType: "text?", disputed: "boolean" },
    KINDS,
  );
  const kinds = found.map((kind) => ({ ...kind, ...watchingOf(kind, settings, version) }));
  const watched = JSON.stringify(kinds.filter(({ account, code }) => account !== null || code !== null));
  if (watched === "[]") return;
  await change(trx, KEEP_DISPUTED, { kinds: watched });
  await openDeviations(
    trx,
    {
      columns: {
        ...aboutLine("l.id"),
        code: "k.code",
        found: "show_minor(l.amount, p.currency)",
        amount: "l.amount",
      },
      // money that came back is no claim on anybody; but the suspense account needs a person in both directions
      from: `${OF_A_KIND} and (k.code = 'needs_account' or k.code is not null and l.effect < 0)
             order by k.code = 'needs_account', ${PAYOUT_ORDER}, l.row`,
    },
    { runId, at },
    { kinds: watched },
  );
}
