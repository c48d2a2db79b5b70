/**
 * The step of the night that decides and books, in one transaction: lines climb the ladder, what has no answer
 * becomes a deviation, and every öre that moved is in a voucher. Either all of that stands, or none of it.
 */
import { accountsOf, lineAccountOf, merchantSettings, toleranceOf, type Settings } from "../config.ts";
import { audit, type AuditEvent } from "../books/audit.ts";
import { change, rows, type Books, type Handle } from "../books/database.ts";
import { readBesides, readTotals } from "../books/totals.ts";
import { takeTurn } from "../books/turn.ts";
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
import { checkDebt } from "../checks/debt-gap.ts";
import { checkFees } from "../checks/fee-differs.ts";
import { checkRhythm } from "../checks/payout-missing.ts";
import { dateIn } from "../clock.ts";
import { NEEDS_ACCOUNT, payoutEntries, remainderOf, type TypeSum } from "../ledger/payout-rows.ts";
import { fiscalYearOf, openDay } from "../ledger/voucher-date.ts";
import { tellDeviations } from "../matching/deviations.ts";
import { climbLadder, RULES_VERSION } from "../matching/ladder.ts";
import { layOutOpenLines } from "../matching/open-lines.ts";
import { minor, showMinor } from "../money.ts";
import type { LineType } from "../report/report.ts";
import type { Rate } from "../posting/rates-file.ts";
import type { Rates } from "../posting/rates.ts";
import type { Language } from "../words.ts";
import { settleRates } from "./rates.ts";

export interface Settled {
  readonly payouts: number;
  readonly matched: number;
  readonly vouchers: number;
}

/** A payout that takes part in a run: new ones get their voucher, older ones may have lines settled late. */
interface PartTaker {
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

/**
 * Matches and books everything that is open. Safe to run twice: the second time finds nothing to do. `whenMatched` is
 * called between the two, for who measures them.
 */
export async function settle(
  books: Books,
  runId: bigint,
  settings: Settings,
  at: Date,
  rates: Rates = new Map(),
  whenMatched: () => void = () => undefined,
): Promise<Settled> {
  return books.transaction(async (trx) => {
    await takeTurn(trx);
    const [before] = await rows<{ id: bigint }>(
      trx,
      "select coalesce(max(id), 0)::bigint as id from allocation",
    );
    const after = before?.id ?? 0n;
    await layOutOpenLines(trx, tolerancesOf(settings), settings.voucher.per);
    await climbLadder(trx, { runId, rules: RULES_VERSION });
    await tellDeviations(trx, { runId, at });
    whenMatched();

    const taking = await partTakers(trx);
    const vouchers = await bookRun(trx, { taking, after, runId, settings, at });
    await tellUnbooked(trx, { taking, runId, settings, at });
    const rated = await settleRates(trx, settings, rates, { runId, at });
    await checkDebt(trx, { runId, at });
    await checkFees(trx, settings, { runId, at });
    await checkRhythm(trx, settings, dateIn(settings.timeZone, at), { runId, at });
    await change(
      trx,
      "update payout set state = 'matched' where state = 'imported' and id in (select payout_id from taking_part)",
    );
    const [count] = await rows<{ matched: bigint; settingsSha256: string | null }>(
      trx,
      `select count(distinct line_id) as matched,
              (select encode(sha256(convert_to(settings::text, 'UTF8')), 'hex') from run where id = :runId) as "settingsSha256"
         from allocation where id > :after`,
      { after, runId },
    );
    const fresh = taking.filter((payout) => payout.fresh).length;
    const matched = Number(count?.matched ?? 0n);
    const settingsSha256 = count?.settingsSha256 ?? null;
    await audit(trx, at, [eventOf({ runId, fresh, matched, vouchers, settingsSha256, rated })]);
    return { payouts: fresh, matched, vouchers };
  });
}

function tolerancesOf(settings: Settings) {
  const codes = new Set(["SEK", "NOK", "DKK", "EUR", ...Object.keys(settings.tolerance)]);
  codes.delete("other");
  const byCurrency = Object.fromEntries([...codes].map((code) => [code, toleranceOf(settings, code)]));
  return { byCurrency, other: toleranceOf(settings, "other") };
}

function partTakers(trx: Handle): Promise<PartTaker[]> {
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

async function bookRun(trx: Handle, { taking, after, runId, settings, at }: Booking): Promise<number> {
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

/** What a new payout's lines leave unsettled waits on the clearing account. */
async function draftUnsettled(trx: Handle, after: bigint, words: RowWords): Promise<void> {
  await change(
    trx,
    `insert into draft (voucher_id, part, turn, account, amount, text, line_id)
     select p.voucher_id, 5, l.turn, p.clearing, case l.type when 'SALE' then -l.open else l.open end,
            concat_ws(' ', :unsettled::text, l.reference), l.line_id
       from (select o.line_id, o.turn, o.type, o.payout_id, coalesce(x.merchant_reference1, x.short_order_id) as reference,
                    o.amount - coalesce((select sum(a.line_amount) from allocation a
                                          where a.line_id = o.line_id and a.id > :after
                                            and a.voucher_id = t.voucher_id), 0) as open
               from open_line o join line x on x.id = o.line_id
               join taking_part t on t.payout_id = o.payout_id and t.fresh
              where o.voucher_id <> t.voucher_id
                 -- "not in" is looked up in one hash for all lines, and neither side is ever null
                 or o.line_id not in (select v.line_id from verdict v
                                       where v.rule in ('exact', 'twin', 'whole_order', 'tolerance', 'part', 'pay_back'))
             ) l
       join taking_part t on t.payout_id = l.payout_id
       join plan p on p.voucher_id = t.voucher_id
      where l.open <> 0`,
    { unsettled: words.unsettled, after },
  );
}

/** Chargebacks and lines without an account: booked, and a person is told. */
async function tellUnbooked(
  trx: Handle,
  { taking, runId, settings, at }: Omit<Booking, "after">,
): Promise<void> {
  const open = /* sql */ `
    insert into deviation (code, payout_id, line_id, subject, merchant_id, payment_reference, found, amount, currency,
                           opened_at, opened_run)
    select :code, p.id, l.id, 'line ' || l.id, p.merchant_id, p.payment_reference, show_minor(l.amount, p.currency),
           l.amount, p.currency, :at, :runId
      from line l join taking_part t on t.payout_id = l.payout_id and t.fresh join payout p on p.id = l.payout_id`;
  await change(trx, `${open} where l.type = 'REVERSAL' order by l.id`, { code: "chargeback", at, runId });
  for (const merchantId of new Set(taking.filter(({ fresh }) => fresh).map((payout) => payout.merchantId))) {
    const kinds = await rows<{ type: LineType; detailedType: string | null }>(
      trx,
      `select distinct l.type, l.detailed_type as "detailedType"
         from line l join taking_part t on t.payout_id = l.payout_id and t.fresh join payout p on p.id = l.payout_id
        where p.merchant_id = :merchantId and l.type = any(:types)`,
      { merchantId, types: [...NEEDS_ACCOUNT] },
    );
    for (const { type, detailedType } of kinds) {
      if (lineAccountOf(settings, merchantId, type, detailedType) !== null) continue;
      await change(
        trx,
        `${open} where p.merchant_id = :merchantId and l.type = :type and l.detailed_type is not distinct from :detailedType
          order by l.id`,
        { code: "needs_account", at, runId, merchantId, type, detailedType },
      );
    }
  }
}

export function rowWords(language: Language): RowWords {
  const words = {
    sv: {
      invoice: "Faktura",
      credit_note: "Kreditfaktura",
      order: "Order",
      rounding: "Öresutjämning",
      unsettled: "Ej kopplad, order",
      settledNow: "Kopplad, order",
      summed: "{count} rader",
    },
    en: {
      invoice: "Invoice",
      credit_note: "Credit note",
      order: "Order",
      rounding: "Rounding",
      unsettled: "Not settled, order",
      settledNow: "Settled, order",
      summed: "{count} lines",
    },
  };
  return words[language];
}

interface Outcome {
  readonly runId: bigint;
  readonly fresh: number;
  readonly matched: number;
  readonly vouchers: number;
  /** Of the settings that decided, as the run keeps them. */
  readonly settingsSha256: string | null;
  readonly rated: readonly Rate[];
}

/** What the audit trail keeps of a matching: its sums, its rules and settings; what it wrote is sealed with it. */
function eventOf({ runId, fresh, matched, vouchers, settingsSha256, rated }: Outcome): AuditEvent {
  return {
    actor: "kvitt",
    action: "matched",
    subject: `run ${runId}`,
    after: { payouts: fresh, matched, vouchers, rules: RULES_VERSION, settingsSha256, rates: rated },
  };
}
