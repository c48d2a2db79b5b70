/**
 * The vouchers of a run: what each payout brought, what was settled of it and on which receivable, and what waits on the
 * clearing account. Needs `taking_part`, `part_voucher`, `open_line` and `verdict` of this transaction.
 */
import { accountsOf, lineAccountOf, merchantSettings, type Settings } from "../config.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { readBesides, readTotals } from "../books/totals.ts";
import {
  draftAllocations,
  draftRows,
  openDrafts,
  planVouchers,
  writeVouchers,
  type PlannedRow,
  type RowWords,
  type VoucherPlan,
} from "../books/vouchers.ts";
import { payoutEntries, remainderOf, type TypeSum } from "../ledger/payout-rows.ts";
import { fiscalYearOf, openDay } from "../ledger/voucher-date.ts";
import { minor, showMinor } from "../money.ts";
import type { LineType } from "../report/report.ts";
import { rowWords } from "./row-words.ts";

/** A payout that takes part in a run: new ones get their voucher, older ones may have lines settled late. */
export interface PartTaker {
  readonly id: bigint;
  readonly fresh: boolean;
  readonly voucherId: bigint;
  readonly place: bigint;
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly currency: string;
  readonly date: string;
  readonly totals: Record<string, string>;
}

/** In the order of their turn. */
export function partTakers(trx: Handle): Promise<PartTaker[]> {
  return rows<PartTaker>(
    trx,
    `select p.id, t.fresh, t.voucher_id as "voucherId", t.place, p.merchant_id as "merchantId",
            p.payment_reference as "paymentReference", p.currency, p.date, p.totals
       from taking_part t join payout p on p.id = t.payout_id order by t.place`,
  );
}

interface Booking {
  readonly taking: readonly PartTaker[];
  /** Allocations with a higher id are this run's. */
  readonly after: bigint;
  readonly runId: bigint;
  readonly settings: Settings;
  readonly at: Date;
}

/** Returns how many were written. */
export async function bookRun(trx: Handle, { taking, after, runId, settings, at }: Booking): Promise<number> {
  await openDrafts(trx);
  const words = rowWords(settings.language);
  await planVouchers(
    trx,
    taking.map((payout) => planOf(payout, runId, settings)),
  );
  await planVouchers(trx, await partPlans(trx, taking, runId, settings));
  const sums = await typeSums(trx);
  const entries = taking
    .filter(({ fresh }) => fresh)
    .flatMap((payout) => entriesOf(payout, sums.get(payout.id) ?? [], settings));
  await draftRows(trx, entries);
  await draftAllocations(trx, after, words);
  await draftUnsettled(trx, after, words);
  const foreign = [...new Set(taking.map(({ currency }) => currency))].filter(
    (currency) => currency !== settings.company.currency,
  );
  return writeVouchers(trx, { runId, decisionId: null, at, targets: settings.targets, foreign, words });
}

function planOf(payout: PartTaker, runId: bigint, settings: Settings): VoucherPlan {
  const accounts = accountsOf(settings, payout.merchantId);
  const own = merchantSettings(settings, payout.merchantId);
  const { date, moved } = openDay(payout.date, settings.voucher.closedThrough);
  const what = payout.fresh
    ? { sv: "Klarna utbetalning", en: "Klarna payout" }
    : { sv: "Klarna sen matchning", en: "Klarna late match" };
  const note = moved ? { sv: ` (avser ${payout.date})`, en: ` (for ${payout.date})` }[settings.language] : "";
  return {
    voucherId: payout.voucherId,
    payoutId: payout.id,
    cause: payout.fresh ? "payout" : "late",
    causeKey: payout.fresh ? "" : String(runId),
    series: own.series ?? settings.voucher.series,
    fiscalYear: fiscalYearOf(date, settings.company.fiscalYearStart),
    date,
    currency: payout.currency,
    text: `${what[settings.language]} ${payout.paymentReference}${note}`,
    receivable: accounts.receivable,
    clearing: accounts.clearing,
    rounding: accounts.rounding,
    costCentre: own.costCentre ?? null,
    project: own.project ?? null,
    rowPer: settings.voucher.rows,
    place: Number(payout.place),
  };
}

/** The vouchers of single days or orders, where the settings want them; those that get no rows are never written. */
async function partPlans(
  trx: Handle,
  taking: readonly PartTaker[],
  runId: bigint,
  settings: Settings,
): Promise<VoucherPlan[]> {
  const parts = await rows<{ payoutId: bigint; key: string; voucherId: bigint }>(
    trx,
    `select payout_id as "payoutId", key, voucher_id as "voucherId" from part_voucher order by voucher_id`,
  );
  const payouts = new Map(taking.map((payout) => [payout.id, payout]));
  return parts.flatMap(({ payoutId, key, voucherId }) => {
    const payout = payouts.get(payoutId);
    if (!payout) return [];
    const plan = planOf(payout, runId, settings);
    const text = `Klarna ${key} ${payout.paymentReference}`;
    return [{ ...plan, voucherId, cause: "part" as const, causeKey: `${runId} ${key}`, text }];
  });
}

async function typeSums(trx: Handle): Promise<Map<bigint, TypeSum[]>> {
  const found = await rows<{
    payoutId: bigint;
    type: LineType;
    detailedType: string | null;
    effect: bigint;
    count: bigint;
  }>(
    trx,
    `select l.payout_id as "payoutId", l.type, l.detailed_type as "detailedType", sum(l.effect)::bigint as effect,
            count(*) as count
       from line l join taking_part t on t.payout_id = l.payout_id
      where t.fresh group by 1, 2, 3 order by 1, 2, 3`,
  );
  const sums = new Map<bigint, TypeSum[]>();
  for (const { payoutId, type, detailedType, effect, count } of found) {
    const list = sums.get(payoutId) ?? [];
    list.push({ type, detailedType, effect: minor(effect), count: Number(count) });
    sums.set(payoutId, list);
  }
  return sums;
}

function entriesOf(payout: PartTaker, byType: readonly TypeSum[], settings: Settings): PlannedRow[] {
  const totals = readTotals(payout.totals);
  const sums = { totals, besides: readBesides(payout.totals), byType };
  const remainder = remainderOf(sums);
  if (remainder !== 0n) {
    const left = showMinor(remainder, payout.currency);
    throw new Error(
      `payout ${payout.paymentReference}: ${left} ${payout.currency} of a proven report is unexplained`,
    );
  }
  return payoutEntries(sums, {
    accounts: accountsOf(settings, payout.merchantId),
    lineAccount: (type, detailedType) => lineAccountOf(settings, payout.merchantId, type, detailedType),
    feeVat: settings.voucher.feeVat,
    language: settings.language,
    paymentReference: payout.paymentReference,
  }).map(({ account, amount, text }) => ({
    voucherId: payout.voucherId,
    account,
    amount,
    text,
    lineId: null,
  }));
}

/** What a new payout's lines leave unsettled waits on the clearing account, or is booked there against daily sums. */
async function draftUnsettled(trx: Handle, after: bigint, words: RowWords): Promise<void> {
  await change(
    trx,
    `insert into draft (voucher_id, part, turn, account, amount, text, line_id)
     select p.voucher_id, 5, l.turn, p.clearing, case l.type when 'SALE' then -l.open else l.open end,
            concat_ws(' ', case when w.payout_id is null then :unsettled::text when l.type = 'SALE' then :sold::text
                                else :refunded::text end, l.reference), l.line_id
       from (select o.line_id, o.turn, o.type, o.payout_id, coalesce(x.merchant_reference1, x.short_order_id) as reference,
                    o.amount - coalesce((select sum(a.line_amount) from allocation a
                                          where a.line_id = o.line_id and a.id > :after
                                            and a.voucher_id = t.voucher_id), 0) as open
               from open_line o join line x on x.id = o.line_id
               join taking_part t on t.payout_id = o.payout_id and t.fresh
              where o.voucher_id <> t.voucher_id
                 -- what settles a line settles all of it; "not in" is looked up in one hash, and neither side is ever null
                 or o.line_id not in (select v.line_id from verdict v where v.receivable_id is not null)
             ) l
       join taking_part t on t.payout_id = l.payout_id
       join plan p on p.voucher_id = t.voucher_id
       left join payout_without_receivables w on w.payout_id = l.payout_id
      where l.open <> 0`,
    { unsettled: words.unsettled, sold: words.sold, refunded: words.refunded, after },
  );
}
