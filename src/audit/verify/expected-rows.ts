/**
 * Recomputes the rows that vouchers should have, from the report's totals, the lines, the allocations and the accounts of the
 * run's settings. They go into a temporary table, debit positive, to be compared with the booked rows.
 */
import { json, text } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { batches, change, rows } from "../../books/database.ts";
import { HAS_DISPUTE, IS_LEFT_OUT_OF_MATCHING } from "../../books/disputes.ts";
import { readAdjustments, readTotals } from "../../books/totals.ts";
import { accountsOf } from "../../config/settings.ts";
import { placeRules } from "../../ledger/place-rules.ts";
import { payoutEntries, remainderOf, type TypeSum } from "../../ledger/payout-rows.ts";
import { minor, showMinor } from "../../money.ts";
import type { LineType } from "../../reports/report.ts";
import type { VerifyFinding, VerifyContext } from "./checks.ts";

/** Creates `voucher_accounts` (the accounts each voucher was written with) and `expected`. Yields unexplained differences. */
export async function* createExpectedRowsTable(context: VerifyContext): AsyncIterable<VerifyFinding> {
  await createAccountTable(context);
  await change(
    context.trx,
    `create temporary table expected (voucher_id bigint, account integer, amount bigint, line_id bigint) on commit drop`,
  );
  yield* insertPayoutRows(context);
  await change(context.trx, ALLOCATED);
  await change(context.trx, UNSETTLED);
  await change(context.trx, MOVED);
  await change(context.trx, WRITTEN_OFF);
  await change(context.trx, MIRRORED);
  await change(context.trx, "analyze expected");
}

const VOUCHER_ACCOUNTS = /* sql */ `
  create temporary table voucher_accounts on commit drop as
  with of_run as (
    select * from jsonb_to_recordset(:ofRuns::jsonb)
      as r(run_id bigint, merchant_id text, receivable integer, clearing integer, rounding integer)),
  -- a reversal uses the accounts of what it reverses
  of_decision as (
    select d.id as decision_id, coalesce(u.details, d.details) -> 'accounts' as accounts
      from decision d left join decision u on u.id = d.undoes)
  select v.id as voucher_id, v.payout_id, p.merchant_id, v.cause,
         coalesce(r.receivable, (d.accounts ->> 'receivable')::integer) as receivable,
         coalesce(r.clearing, (d.accounts ->> 'clearing')::integer) as clearing,
         coalesce(r.rounding, (d.accounts ->> 'rounding')::integer) as rounding,
         (d.accounts ->> 'chargeback')::integer as chargeback, (d.accounts ->> 'suspense')::integer as suspense
    from voucher v join payout p on p.id = v.payout_id
    left join of_run r on r.run_id = v.run_id and r.merchant_id = p.merchant_id
    left join of_decision d on d.decision_id = v.decision_id`;

async function createAccountTable(context: VerifyContext): Promise<void> {
  const pairs = await rows(
    context.trx,
    { runId: "bigint", merchantId: "text" },
    `select distinct v.run_id as "runId", p.merchant_id as "merchantId" from voucher v join payout p on p.id = v.payout_id
      where v.run_id is not null`,
  );
  const ofRuns = [];
  for (const { runId, merchantId } of pairs) {
    const { receivable, clearing, rounding } = accountsOf(await context.settingsOf(runId), merchantId);
    ofRuns.push({ run_id: String(runId), merchant_id: merchantId, receivable, clearing, rounding });
  }
  await change(context.trx, VOUCHER_ACCOUNTS, { ofRuns: JSON.stringify(ofRuns) });
  await change(context.trx, "create unique index on voucher_accounts (voucher_id)");
  await change(context.trx, "analyze voucher_accounts");
}

const AT_ONCE = 2_000;

/** Bank, fees, VAT, reserves and debt: the rows of a payout's voucher that do not come from lines that are matched. */
async function* insertPayoutRows(context: VerifyContext): AsyncIterable<VerifyFinding> {
  const { trx } = context;
  const found = batches(
    trx,
    {
      voucherId: "bigint",
      runId: "bigint",
      payoutId: "bigint",
      merchantId: "text",
      paymentReference: "text",
      currency: "text",
      totals: json<Record<string, string | null>>(),
      version: "number",
    },
    "voucherId",
    `select v.id as "voucherId", v.run_id as "runId", p.id as "payoutId", p.merchant_id as "merchantId",
              p.payment_reference as "paymentReference", p.currency, p.totals, r.rules as version
         from voucher v join payout p on p.id = v.payout_id join run r on r.id = v.run_id
        where v.cause = 'payout' and v.run_id is not null and v.id > :after order by v.id limit ${AT_ONCE}`,
  );
  for await (const batch of found) {
    const sums = await typeSums(
      context,
      batch.map(({ payoutId }) => payoutId),
    );
    const entries = [];
    for (const one of batch) {
      const { voucherId, runId, payoutId, merchantId, paymentReference, currency, totals, version } = one;
      const settings = await context.settingsOf(runId);
      const byType = sums.get(payoutId) ?? [];
      const payout = { totals: readTotals(totals), adjustments: readAdjustments(totals), byType };
      const remainder = remainderOf(payout);
      if (remainder !== 0n) {
        const left = showMinor(remainder, currency);
        yield {
          check: "vouchers",
          subject: `payout ${paymentReference}`,
          problem: messages.payoutDifference({ left, currency }),
        };
      }
      const rules = {
        ...placeRules(settings, merchantId),
        version,
        language: settings.language,
        issuer: "klarna", // texts are not compared
        paymentReference,
      };
      for (const { account, amount } of payoutEntries(payout, rules))
        entries.push({ voucher_id: String(voucherId), account, amount: String(amount) });
    }
    await change(
      trx,
      `insert into expected (voucher_id, account, amount)
       select * from jsonb_to_recordset(:entries::jsonb) as e(voucher_id bigint, account integer, amount bigint)`,
      { entries: JSON.stringify(entries) },
    );
  }
}

async function typeSums({ trx }: VerifyContext, payouts: readonly bigint[]): Promise<Map<bigint, TypeSum[]>> {
  const found = await rows(
    trx,
    {
      payoutId: "bigint",
      type: text<LineType>(),
      detailedType: "text?",
      disputed: "boolean",
      effect: "bigint",
      count: "bigint",
    },
    `select l.payout_id as "payoutId", l.type, l.detailed_type as "detailedType", ${HAS_DISPUTE} as disputed,
            sum(l.effect)::bigint as effect, count(*) as count
       from line l where l.payout_id = any(:payouts::bigint[]) group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    { payouts: payouts.map(String) },
  );
  const sums = new Map<bigint, TypeSum[]>();
  for (const { payoutId, effect, count, ...kind } of found) {
    const list = sums.get(payoutId) ?? [];
    list.push({ ...kind, effect: minor(effect), count: Number(count) });
    sums.set(payoutId, list);
  }
  return sums;
}

// The receivable's or account's side, the difference as rounding, and what leaves the clearing account. The same for
// reversals, which have negative amounts.
const ALLOCATED = /* sql */ `
  insert into expected (voucher_id, account, amount, line_id)
  select v.voucher_id, s.account, s.amount, a.line_id
    from allocation a
    join voucher_accounts v on v.voucher_id = a.voucher_id
    join line l on l.id = a.line_id
   cross join lateral (select case l.type when 'SALE' then 1 else -1 end as sign) d
   cross join lateral (values
     (coalesce(a.account, v.receivable), -d.sign * a.receivable_amount),
     (v.rounding, case when a.rule = 'written_off' then 0 else d.sign * (a.receivable_amount - a.line_amount) end),
     (v.clearing, case when v.cause = 'payout' then 0 else d.sign * a.line_amount end)) as s(account, amount)
   where v.cause <> 'undo' and s.amount <> 0 and not (a.rule = 'written_off' and a.effect = 'pays_back')`;

// What the payout's own voucher did not match is on the clearing account.
const UNSETTLED = /* sql */ `
  insert into expected (voucher_id, account, amount, line_id)
  select v.voucher_id, v.clearing, case l.type when 'SALE' then -1 else 1 end * (l.amount - coalesce(a.used, 0)), l.id
    from voucher_accounts v
    join line l on l.payout_id = v.payout_id and l.type in ('SALE', 'RETURN')
    left join (select line_id, voucher_id, sum(line_amount)::bigint as used from allocation group by 1, 2) a
      on a.line_id = l.id and a.voucher_id = v.voucher_id
   where v.cause = 'payout' and l.amount <> coalesce(a.used, 0) and not ${IS_LEFT_OUT_OF_MATCHING}`;

/** The parts that a decision was split in: older ones name one account for the whole. */
const PARTS = (whole: string) => `jsonb_to_recordset(coalesce(c.details -> 'parts',
     jsonb_build_array(jsonb_build_object('account', c.details -> 'account', 'amount', ${whole}))))
     as t(account integer, amount bigint)`;

// A line booked without matching, reclassified by a person: the amount left of it when that was decided.
const MOVED = /* sql */ `
  insert into expected (voucher_id, account, amount, line_id)
  select v.voucher_id, s.account, s.amount, l.id
    from voucher_accounts v
    join voucher w on w.id = v.voucher_id
    join decision c on c.id = w.decision_id and c.action <> 'write_off'
    join deviation d on d.id = c.deviation_id and d.code in ('chargeback', 'payment_default', 'needs_account')
    join line l on l.id = d.line_id
    left join disputed y on y.line_id = l.id
   cross join lateral (
         select case when l.effect > 0 then -1 else 1 end as side, h.amount
           from deviation_change h where h.deviation_id = d.id and h.decision_id = c.id and h.state = 'resolved'
          order by h.id limit 1) h
   cross join lateral (
     select t.account, h.side * t.amount as amount from ${PARTS("h.amount")}
     union all
     select coalesce(y.account, case d.code when 'needs_account' then v.suspense else v.chargeback end),
            -h.side * h.amount) as s
   where v.cause = 'decision'
     and not exists (select from allocation a where a.voucher_id = v.voucher_id)`;

// What is left of a receivable, written off to accounts; the receivable's side comes from an allocation.
const WRITTEN_OFF = /* sql */ `
  insert into expected (voucher_id, account, amount, line_id)
  select v.voucher_id, t.account, case l.type when 'SALE' then 1 else -1 end * t.amount, l.id
    from voucher_accounts v
    join voucher w on w.id = v.voucher_id
    join decision c on c.id = w.decision_id and c.action = 'write_off'
    join deviation d on d.id = c.deviation_id
    join line l on l.id = d.line_id
   cross join lateral ${PARTS("0")}
   where v.cause = 'decision'`;

const MIRRORED = /* sql */ `
  insert into expected (voucher_id, account, amount, line_id)
  select v.voucher_id, r.account, r.credit - r.debit, r.line_id
    from voucher_accounts v
    join voucher w on w.id = v.voucher_id
    join decision u on u.id = w.decision_id
    join voucher o on o.decision_id = u.undoes and o.cause = 'decision'
    join voucher_row r on r.voucher_id = o.id
   where v.cause = 'undo'`;
