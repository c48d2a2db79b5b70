/**
 * Books a run: vouchers with what each payout brought, what was settled and on which receivable, and what stays on the
 * clearing account. Needs `run_payout`, `split_voucher`, `open_line` and `match_result` of this transaction.
 */
import { json, text } from "../books/row.ts";
import { dateIn } from "../clock.ts";
import { gatheringTargets, postingTargets, type Settings } from "../config/settings.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { HAS_DISPUTE } from "../books/disputes.ts";
import { WATCHED } from "../matching/checks/needs-account.ts";
import { readAdjustments, readTotals } from "../books/totals.ts";
import {
  draftAllocations,
  draftRows,
  ORDER_OF,
  openDrafts,
  planVouchers,
  writeVouchers,
  type PlannedRow,
} from "../books/vouchers.ts";
import { placeRules } from "../ledger/place-rules.ts";
import { payoutEntries, remainderOf, type TypeSum } from "../ledger/payout-rows.ts";
import { planVoucher, type Occasion, type PlannedPayout, type VoucherPlan } from "../ledger/voucher-plan.ts";
import { minor, showMinor } from "../money.ts";
import type { LineType } from "../reports/report.ts";
import { rowTexts, type RowTexts } from "../ledger/row-texts.ts";

/** A payout of a run: a new one gets its voucher, an older one may have lines that are matched late. */
export interface RunPayout extends PlannedPayout {
  readonly fresh: boolean;
  readonly voucherId: bigint;
  readonly place: bigint;
  readonly totals: Record<string, string>;
  /** The voucher of an earlier run that booked it. */
  readonly bookedAs: bigint | null;
}

/** In processing order. */
export function runPayouts(trx: Handle): Promise<RunPayout[]> {
  return rows(
    trx,
    {
      fresh: "boolean",
      voucherId: "bigint",
      place: "bigint",
      totals: json<Record<string, string>>(),
      /** The voucher of an earlier run that booked it. */
      bookedAs: "bigint?",
      id: "bigint",
      issuer: "text",
      merchantId: "text",
      paymentReference: "text",
      currency: "text",
      date: "text",
    },
    `select p.id, t.fresh, t.voucher_id as "voucherId", t.place, p.issuer, p.merchant_id as "merchantId",
            p.payment_reference as "paymentReference", p.currency, p.date, p.totals,
            (select v.id from voucher v where v.payout_id = p.id and v.cause = 'payout') as "bookedAs"
       from run_payout t join payout p on p.id = t.payout_id order by t.place`,
  );
}

interface Booking {
  readonly payouts: readonly RunPayout[];
  /** Allocations of this run have higher ids. */
  readonly after: bigint;
  readonly runId: bigint;
  readonly settings: Settings;
  readonly at: Date;
  /** Version of the rules. */
  readonly rules: number;
}

/** Returns how many vouchers were written. */
export async function bookRun(trx: Handle, booking: Booking): Promise<number> {
  const { payouts, after, runId, settings, at, rules } = booking;
  await openDrafts(trx);
  const words = rowTexts(settings.language);
  const own = payouts.map((payout) => {
    const occasion: Occasion = payout.fresh ? { cause: "payout" } : { cause: "late", runId };
    return planOf(payout, payout.voucherId, occasion, booking);
  });
  const byId = new Map(payouts.map((payout) => [payout.id, payout]));
  const split = (await splitVouchers(trx)).flatMap(({ payoutId, key, voucherId }) => {
    const payout = byId.get(payoutId);
    if (!payout) return [];
    return [planOf(payout, voucherId, { cause: "part", fresh: payout.fresh, runId, key }, booking)];
  });
  await planVouchers(trx, [...own, ...split]);
  const sums = await typeSums(trx, settings, words);
  const entries = payouts
    .filter(({ fresh }) => fresh)
    .flatMap((payout) => entriesOf(payout, sums.get(payout.id) ?? [], settings, rules));
  await draftRows(trx, entries);
  await draftAllocations(trx, after, words);
  await draftUnsettled(trx, after, words);
  const foreign = [...new Set(payouts.map(({ currency }) => currency))].filter(
    (currency) => currency !== settings.company.currency,
  );
  return writeVouchers(trx, {
    runId,
    decisionId: null,
    at,
    targets: postingTargets(settings),
    foreign,
    gathering: gatheringTargets(settings),
    words,
  });
}

/** Vouchers of single days or orders, if the settings want them. Those without rows are never written. */
function splitVouchers(trx: Handle) {
  return rows(
    trx,
    { payoutId: "bigint", key: "text", voucherId: "bigint" },
    `select payout_id as "payoutId", key, voucher_id as "voucherId" from split_voucher order by voucher_id`,
  );
}

function planOf(
  payout: RunPayout,
  voucherId: bigint,
  occasion: Occasion,
  { settings, at }: Booking,
): VoucherPlan {
  return planVoucher({
    voucherId,
    payout,
    occasion,
    corrects: payout.bookedAs,
    made: dateIn(settings.timeZone, at),
    settings,
    place: Number(payout.place),
  });
}

const OF_NEW_PAYOUTS = "line l join run_payout t on t.payout_id = l.payout_id where t.fresh";

/**
 * Sums of the new payouts' lines by type. Lines that a person must be able to find one by one (`WATCHED`) have a row each,
 * unless the settings sum all rows.
 */
async function typeSums(trx: Handle, settings: Settings, words: RowTexts): Promise<Map<bigint, TypeSum[]>> {
  const found = await rows(
    trx,
    {
      payoutId: "bigint",
      type: text<LineType>(),
      detailedType: "text?",
      about: "text?",
      disputed: "boolean",
      effect: "bigint",
      count: "bigint",
    },
    `select *
       from (select l.payout_id as "payoutId", l.type, l.detailed_type as "detailedType", ${HAS_DISPUTE} as disputed,
                    null::text as about, sum(l.effect)::bigint as effect, count(*) as count, null::bigint as own
               from ${OF_NEW_PAYOUTS} and not (:named and ${WATCHED}) group by 1, 2, 3, 4
             union all
             select l.payout_id, l.type, l.detailed_type, ${HAS_DISPUTE},
                    nullif(concat_ws(', ', lower(:order::text) || ' ' || ${ORDER_OF("l")},
                      :dispute::text || ' ' || nullif(substring(l.extra ->> 'reversal_reference' from '[^:]+$'), '')), ''),
                    l.effect, 1, l.id
               from ${OF_NEW_PAYOUTS} and :named and ${WATCHED}) x
      order by "payoutId", type, "detailedType", disputed, own`,
    { named: settings.voucher.rows === "line", order: words.order, dispute: words.dispute },
  );
  const sums = new Map<bigint, TypeSum[]>();
  for (const { payoutId, type, detailedType, disputed, about, effect, count } of found) {
    const list = sums.get(payoutId) ?? [];
    list.push({ type, detailedType, disputed, about, effect: minor(effect), count: Number(count) });
    sums.set(payoutId, list);
  }
  return sums;
}

function entriesOf(
  payout: RunPayout,
  byType: readonly TypeSum[],
  settings: Settings,
  version: number,
): PlannedRow[] {
  const totals = readTotals(payout.totals);
  const sums = { totals, adjustments: readAdjustments(payout.totals), byType };
  const remainder = remainderOf(sums);
  if (remainder !== 0n) {
    const left = showMinor(remainder, payout.currency);
    throw new Error(
      `payout ${payout.paymentReference}: ${left} ${payout.currency} of a proven report is unexplained`,
    );
  }
  return payoutEntries(sums, {
    ...placeRules(settings, payout.merchantId),
    version,
    language: settings.language,
    issuer: payout.issuer,
    paymentReference: payout.paymentReference,
  }).map(({ account, amount, text }) => ({
    voucherId: payout.voucherId,
    account,
    amount,
    text,
    lineId: null,
  }));
}

/** Drafts rows on the clearing account for what new payouts leave unsettled, or for merchants that book daily sums. */
async function draftUnsettled(trx: Handle, after: bigint, words: RowTexts): Promise<void> {
  await change(
    trx,
    `insert into draft (voucher_id, part, sequence, account, amount, text, line_id)
     select p.voucher_id, 5, l.sequence, p.clearing, case l.type when 'SALE' then -l.open else l.open end,
            concat_ws(' ', case when w.payout_id is null then :unsettled::text when l.type = 'SALE' then :sold::text
                                else :refunded::text end, l.reference), l.line_id
       from (select o.line_id, o.sequence, o.type, o.payout_id, ${ORDER_OF("x")} as reference,
                    o.amount - coalesce((select sum(a.line_amount) from allocation a
                                          where a.line_id = o.line_id and a.id > :after
                                            and a.voucher_id = t.voucher_id), 0) as open
               from open_line o join line x on x.id = o.line_id
               join run_payout t on t.payout_id = o.payout_id and t.fresh
              where o.voucher_id <> t.voucher_id
                 -- a match settles the whole line; "not in" is one hash lookup, and neither side is ever null
                 or o.line_id not in (select v.line_id from match_result v where v.receivable_id is not null)
             ) l
       join run_payout t on t.payout_id = l.payout_id
       join plan p on p.voucher_id = t.voucher_id
       left join payout_without_receivables w on w.payout_id = l.payout_id
      where l.open <> 0`,
    { unsettled: words.unsettled, sold: words.sold, refunded: words.refunded, after },
  );
}
