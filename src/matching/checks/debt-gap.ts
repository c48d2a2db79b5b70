/**
 * Checks that a payout's opening debt is the closing debt of an earlier payout of the same issuer and merchant id. If it is
 * not, the issuer has invoiced the debt, or a payout is missing. Checked again when an earlier payout arrives late.
 */
import { change, rows, type Handle } from "../../books/database.ts";
import { ABOUT_PAYOUT, closeDeviations, noneOpenOrResolved, openDeviations } from "../../books/deviations.ts";
import { PAYOUT_ORDER } from "../../books/payout-order.ts";
import { merchantSettings, type Settings } from "../../config/settings.ts";
import type { When } from "../deviations.ts";
import { debtIssuer, debtSteps, grouped, type DebtPayout } from "./debt-chains.ts";

/** Version 1 of the rules: one chain for each issuer, which the merchant id alone decides. */
const GAPS_BY_VERSION_1 = /* sql */ `
  create temporary table debt_gap on commit drop as
  select * from (
    select p.id, (p.totals ->> 'openingDebt')::bigint as opening,
           lag((p.totals ->> 'closingDebt')::bigint) over previous as closing
      from payout p
     where (p.issuer, p.merchant_id, p.currency) in (
             select q.issuer, q.merchant_id, q.currency from payout q join run_payout t on t.payout_id = q.id where t.fresh)
    window previous as (partition by p.issuer, p.merchant_id, p.currency order by p.date, p.payment_reference)) x
   where opening is not null and closing is not null`;

/**
 * Merchants with new payouts, and with a debt in any payout: where none was ever in debt, each payout follows on the one before.
 * That is asked of an index (017), so that years without debt are not read.
 */
const INDEBTED = /* sql */ `
  select s.merchant_id as "merchantId", s.currency
    from (select distinct q.merchant_id, q.currency
            from payout q join run_payout t on t.payout_id = q.id where t.fresh) s
   where was_in_debt(s.merchant_id, s.currency)`;

const PAYOUTS = /* sql */ `
  select p.id, p.merchant_id as "merchantId", p.currency, p.issuer, p.payment_reference as "paymentReference", p.date,
         (p.totals ->> 'openingDebt')::bigint as opening, (p.totals ->> 'closingDebt')::bigint as closing,
         exists (select from deviation d where d.payout_id = p.id and d.code = 'debt_gap' and d.state = 'open') as "isOpen"
    from payout p join jsonb_to_recordset(:streams::jsonb) as s("merchantId" text, currency text)
      on s."merchantId" = p.merchant_id and s.currency = p.currency`;

const CREATE_GAPS = /* sql */ `
  create temporary table debt_gap on commit drop as
  select * from jsonb_to_recordset(:gaps::jsonb) as g(id bigint, opening bigint, closing bigint)`;

/** Needs `run_payout` of this transaction. `version` is that of the rules. */
export async function checkDebt(
  trx: Handle,
  settings: Settings,
  { runId, at }: When,
  version: number,
): Promise<void> {
  if (version === 1) await change(trx, GAPS_BY_VERSION_1);
  else if (!(await createGapTable(trx, settings))) return;
  await closeDeviations(
    trx,
    { from: "debt_gap g", where: "d.code = 'debt_gap' and d.payout_id = g.id and g.opening = g.closing" },
    { runId, at },
  );
  await openDeviations(
    trx,
    {
      columns: {
        ...ABOUT_PAYOUT,
        code: "'debt_gap'",
        expected: "show_minor(g.closing, p.currency)",
        found: "show_minor(g.opening, p.currency)",
        amount: "abs(g.opening - g.closing)",
      },
      from: `from debt_gap g join payout p on p.id = g.id
             where g.opening <> g.closing and ${noneOpenOrResolved("d.code = 'debt_gap' and d.payout_id = p.id")}
             order by ${PAYOUT_ORDER}`,
    },
    { runId, at },
  );
}

/** False: nobody was ever in debt, so there is no gap, and none was ever told. */
async function createGapTable(trx: Handle, settings: Settings): Promise<boolean> {
  const indebted = await rows(trx, { merchantId: "text", currency: "text" }, INDEBTED);
  if (indebted.length === 0) return false;
  const found = await rows(
    trx,
    {
      id: "bigint",
      date: "text",
      issuer: "text",
      paymentReference: "text",
      opening: "bigint?",
      closing: "bigint?",
      merchantId: "text",
      currency: "text",
      isOpen: "boolean",
    },
    PAYOUTS,
    { streams: JSON.stringify(indebted) },
  );
  const isOpen = new Set(found.flatMap((one) => (one.isOpen ? [one.id] : [])));
  const gaps = [...grouped(found, ({ merchantId, currency }) => `${merchantId} ${currency}`).values()]
    .flatMap((stream) => debtSteps(stream.map((one) => inChain(one, settings))))
    // a gap is to be told, and one that was told may be gone; the years of others are nothing new
    .filter(({ id, gap }) => gap !== null || isOpen.has(id))
    .map(({ id, gap }) => ({
      id: String(id),
      opening: String(gap?.found ?? 0n),
      closing: String(gap?.expected ?? 0n),
    }));
  await change(trx, CREATE_GAPS, { gaps: JSON.stringify(gaps) });
  return true;
}

function inChain(payout: DebtPayout & { readonly merchantId: string }, settings: Settings): DebtPayout {
  const { kustomReferences } = merchantSettings(settings, payout.merchantId);
  return { ...payout, issuer: debtIssuer(payout.issuer, payout.paymentReference, kustomReferences) };
}
