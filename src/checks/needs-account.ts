/** Chargebacks, and lines whose account nobody has named: they are booked, and a person is told. */
import { lineAccountOf, type Settings } from "../config.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { NEEDS_ACCOUNT } from "../ledger/payout-rows.ts";
import type { When } from "../matching/deviations.ts";
import type { LineType } from "../report/report.ts";

const NEW_LINES = /* sql */ `
    from line l join taking_part t on t.payout_id = l.payout_id and t.fresh join payout p on p.id = l.payout_id`;

const KINDS = /* sql */ `
  select distinct p.merchant_id as "merchantId", l.type, l.detailed_type as "detailedType" ${NEW_LINES}
   where l.type = any(:types)`;

const OPEN = (which: string) => /* sql */ `
  insert into deviation (code, payout_id, line_id, subject, merchant_id, payment_reference, found, amount, currency,
                         opened_at, opened_run)
  select :code, p.id, l.id, 'line ' || l.id, p.merchant_id, p.payment_reference, show_minor(l.amount, p.currency),
         l.amount, p.currency, :at, :runId ${NEW_LINES}
   where ${which} order by l.id`;

const UNNAMED = /* sql */ `
  l.type = any(:types) and
  exists (select from jsonb_to_recordset(:unnamed::jsonb) as k("merchantId" text, type text, "detailedType" text)
           where k."merchantId" = p.merchant_id and k.type = l.type and k."detailedType" is not distinct from l.detailed_type)`;

/** Needs `taking_part` of this transaction. */
export async function checkAccounts(trx: Handle, settings: Settings, { runId, at }: When): Promise<void> {
  await change(trx, OPEN("l.type = 'REVERSAL'"), { code: "chargeback", at, runId });
  const types = [...NEEDS_ACCOUNT];
  const kinds = await rows<{ merchantId: string; type: LineType; detailedType: string | null }>(trx, KINDS, {
    types,
  });
  const unnamed = kinds.filter(
    ({ merchantId, type, detailedType }) => lineAccountOf(settings, merchantId, type, detailedType) === null,
  );
  if (unnamed.length === 0) return;
  await change(trx, OPEN(UNNAMED), {
    code: "needs_account",
    at,
    runId,
    types,
    unnamed: JSON.stringify(unnamed),
  });
}
