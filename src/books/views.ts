/** Payouts, deviations, vouchers and runs in the JSON shapes of CONTRACT §3. Reads only. */
import { json, text } from "./row.ts";
import type { Candidate, NearMiss } from "../format/candidate-texts.ts";
import type { ReferencesAdvice } from "../format/advice-texts.ts";
import type { CompletedLines } from "../format/completion-texts.ts";
import type { LineFacts } from "../format/line-facts.ts";
import { showMinor } from "../money.ts";
import { unfindableWords } from "../reports/payout/findable.ts";
import type { Message } from "../message.ts";
import { adviceIn } from "./advice.ts";
import { completedIn } from "./completions.ts";
import { rows, type Handle } from "./database.ts";
import { LINE_FACTS } from "./line-facts.ts";
import { NEAR_MISSES } from "./near-misses.ts";
import { IS_UNFINDABLE } from "./unfindable.ts";

export interface PayoutView {
  /** "klarna" or "kustom" */
  readonly issuer: string;
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly currency: string;
  readonly payoutDate: string;
  readonly settlementType: string;
  readonly settlementAmount: string;
  readonly state: string;
  readonly lines: { readonly total: number; readonly settled: number; readonly deviating: number };
  readonly remainder: string;
  /** "none": its merchant's sales are booked as daily sums, so its lines are not matched. */
  readonly receivables: "each" | "none";
  readonly file: { readonly name: string; readonly sha256: string };
  /** What the report's configuration kept from being verified, in every language. */
  readonly unproven: readonly Message[];
  /** Why none of its lines can be matched, and the remedy; null when some can, or all are settled. */
  readonly unfindable: Message | null;
}

/** The remainder is recomputed, not stored: what the payout's vouchers leave unexplained. It is zero, since each balances. */
const PAYOUTS = /* sql */ `
  select p.id, p.issuer, p.merchant_id as "merchantId", p.payment_reference as "paymentReference", p.currency, p.date,
         p.settlement_type as "settlementType", p.settlement_amount as settlement, p.state, p.line_count as total,
         (select count(distinct x.line_id) from (
            select u.line_id from unsettled u where u.payout_id = p.id
            union all
            select d.line_id from deviation d where d.payout_id = p.id and d.state = 'open' and d.line_id is not null
          ) x) as deviating,
         coalesce((select sum(r.debit - r.credit) from voucher v join voucher_row r on r.voucher_id = v.id
                    where v.payout_id = p.id), 0)::bigint as remainder,
         case when exists (select from payout_without_receivables w where w.payout_id = p.id) then 'none' else 'each'
         end as receivables, p.unproven, p.columns, ${IS_UNFINDABLE} as "isUnfindable", f.name, f.sha256
    from (select * from payout
           where (:reference::text is null or :reference in (payment_reference, merchant_id || '/' || payment_reference))
           order by date desc, payment_reference desc, merchant_id desc limit :newest) p
    join report_file f on f.id = p.report_file_id
   order by p.date, p.payment_reference, p.merchant_id`;

/**
 * By date: all payouts, those of one reference, or only the `newest` so many. When several merchants have the same reference,
 * "K500746/123456789" is one of them, here and below.
 */
export async function payouts(
  db: Handle,
  reference: string | null = null,
  newest: number | null = null,
): Promise<PayoutView[]> {
  const found = await rows(
    db,
    {
      issuer: "text",
      merchantId: "text",
      paymentReference: "text",
      currency: "text",
      date: "text",
      settlementType: "text",
      settlement: "bigint",
      state: "text",
      total: "number",
      deviating: "bigint",
      remainder: "bigint",
      receivables: text<PayoutView["receivables"]>(),
      unproven: json<PayoutView["unproven"]>(),
      columns: json<string[]>(),
      isUnfindable: "boolean",
      name: "text",
      sha256: "text",
    },
    PAYOUTS,
    { reference, newest },
  );
  return found.map((one) => ({
    issuer: one.issuer,
    merchantId: one.merchantId,
    paymentReference: one.paymentReference,
    currency: one.currency,
    payoutDate: one.date,
    settlementType: one.settlementType,
    settlementAmount: showMinor(one.settlement, one.currency),
    state: one.state,
    lines: { total: one.total, settled: one.total - Number(one.deviating), deviating: Number(one.deviating) },
    remainder: showMinor(one.remainder, one.currency),
    receivables: one.receivables,
    file: { name: one.name, sha256: one.sha256 },
    unproven: one.unproven,
    unfindable: one.isUnfindable && one.deviating > 0n ? unfindableWords(one.columns) : null,
  }));
}

/** As it was when the deviation was opened or refreshed; `currency` is the receivable's. */
export type CandidateView = Candidate;

export interface DeviationView {
  readonly id: number;
  readonly code: string;
  readonly merchantId: string | null;
  readonly paymentReference: string | null;
  /** Including what later downloads of the report have added. */
  readonly line:
    | (LineFacts & {
        readonly row: number;
        readonly type: string;
        readonly detailedType: string | null;
        readonly amount: string;
      })
    | null;
  /** The file that it is about, relative to the inbox, if any. */
  readonly file: string | null;
  /** The receivable that it is about, if any. */
  readonly receivable: { readonly kind: string; readonly number: string } | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly expected: string | null;
  readonly found: string | null;
  readonly candidates: readonly CandidateView[];
  /** Receivables that resemble the line without agreeing with it: hints, while the deviation is open. */
  readonly nearMisses: readonly NearMiss[];
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly state: string;
}

const DEVIATIONS = /* sql */ `
  select d.id, d.code, d.merchant_id as "merchantId", d.payment_reference as "paymentReference", d.expected, d.found,
         d.candidates, d.opened_at as "openedAt", d.closed_at as "closedAt", d.state, d.amount, d.currency,
         l.row, l.type, l.detailed_type as "detailedType", l.amount as "lineAmount", ${LINE_FACTS} as facts,
         ${NEAR_MISSES} as "nearMisses", f.name as file, r.kind as "receivableKind", r.number as "receivableNumber"
    from (select * from deviation
           where state = any(:states) and (:reference::text is null or :reference in (payment_reference, merchant_id || '/' || payment_reference))
             and (:id::bigint is null or id = :id)
             and (:code::text is null or code = :code) and (:before::bigint is null or id < :before)
           order by id desc limit :newest) d
    left join known_line l on l.id = d.line_id
    left join report_file f on f.id = d.report_file_id
    left join receivable r on r.id = d.receivable_id
   order by d.id`;

export interface DeviationFilter {
  readonly states?: readonly string[];
  readonly reference?: string | null;
  readonly id?: number | null;
  readonly code?: string | null;
  /** Only those opened before this one. */
  readonly before?: number | null;
  /** Only the last so many. */
  readonly newest?: number | null;
}

export async function deviations(db: Handle, filter: DeviationFilter = {}): Promise<DeviationView[]> {
  const {
    states = ["open"],
    reference = null,
    id = null,
    code = null,
    before = null,
    newest = null,
  } = filter;
  const found = await rows(
    db,
    {
      id: "bigint",
      code: "text",
      merchantId: "text?",
      paymentReference: "text?",
      expected: "text?",
      found: "text?",
      candidates: json<CandidateView[]>(),
      openedAt: "instant",
      closedAt: "instant?",
      state: "text",
      amount: "bigint?",
      currency: "text?",
      row: "number?",
      type: "text?",
      detailedType: "text?",
      lineAmount: "bigint?",
      facts: json<LineFacts>(),
      nearMisses: json<readonly NearMiss[]>(),
      file: "text?",
      receivableKind: "text?",
      receivableNumber: "text?",
    },
    DEVIATIONS,
    { states: [...states], reference, id, code, before, newest },
  );
  return found.map((one) => ({
    id: Number(one.id),
    code: one.code,
    merchantId: one.merchantId,
    paymentReference: one.paymentReference,
    line:
      one.row === null || one.type === null || one.lineAmount === null
        ? null
        : {
            row: one.row,
            type: one.type,
            detailedType: one.detailedType,
            ...one.facts,
            amount: showMinor(one.lineAmount, one.currency ?? "SEK"),
          },
    file: one.file,
    receivable:
      one.receivableKind === null || one.receivableNumber === null
        ? null
        : { kind: one.receivableKind, number: one.receivableNumber },
    amount: one.amount === null ? null : showMinor(one.amount, one.currency ?? "SEK"),
    currency: one.currency,
    expected: one.expected,
    found: one.found,
    candidates: one.candidates,
    nearMisses: one.nearMisses,
    openedAt: one.openedAt.toISOString(),
    closedAt: one.closedAt?.toISOString() ?? null,
    state: one.state,
  }));
}

export interface VoucherView {
  readonly paymentReference: string;
  readonly merchantId: string;
  readonly currency: string;
  readonly series: string;
  readonly number: number;
  readonly date: string;
  readonly cause: string;
  readonly text: string;
  /** The day it was made and who made it; null for vouchers from before the books kept that. */
  readonly registered: string | null;
  readonly sign: string | null;
  /** "K 43": the voucher that it corrects. */
  readonly corrects: string | null;
  readonly rows: readonly {
    readonly account: number;
    readonly debit: string;
    readonly credit: string;
    readonly text: string;
  }[];
  readonly postings: readonly {
    readonly target: string;
    readonly state: string;
    readonly reference: string | null;
    readonly waitsFor: string | null;
  }[];
}

const VOUCHERS = /* sql */ `
  select v.id, p.payment_reference as "paymentReference", p.merchant_id as "merchantId", v.currency, v.series, v.number,
         v.date, v.cause, v.text, v.registered, v.sign,
         (select c.series || ' ' || c.number from voucher c where c.id = v.corrects) as corrects,
         coalesce((select jsonb_agg(jsonb_build_object('target', o.target, 'state', o.state, 'reference', o.reference,
                                              'waitsFor', o.waits_for) order by o.target)
            from posting o where o.voucher_id = v.id), '[]') as postings
    from voucher v join payout p on p.id = v.payout_id
   where (:reference::text is null or :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference))
   order by v.series, v.fiscal_year, v.fiscal_year_part, v.number`;

const VOUCHER_ROWS = /* sql */ `
  select r.voucher_id as "voucherId", r.account, r.debit, r.credit, r.text
    from voucher_row r join voucher v on v.id = r.voucher_id join payout p on p.id = v.payout_id
   where (:reference::text is null or :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference))
   order by r.voucher_id, r.position`;

export async function vouchers(db: Handle, reference: string | null = null): Promise<VoucherView[]> {
  const heads = await rows(
    db,
    {
      number: "number",
      merchantId: "text",
      currency: "text",
      paymentReference: "text",
      date: "text",
      series: "text",
      cause: "text",
      text: "text",
      /** The day it was made and who made it; null for vouchers from before the books kept that. */
      registered: "text?",
      sign: "text?",
      /** "K 43": the voucher that it corrects. */
      corrects: "text?",
      postings: json<
        readonly {
          readonly target: string;
          readonly state: string;
          readonly reference: string | null;
          readonly waitsFor: string | null;
        }[]
      >(),
      id: "bigint",
    },
    VOUCHERS,
    { reference },
  );
  const found = await rows(
    db,
    { voucherId: "bigint", account: "number", debit: "bigint", credit: "bigint", text: "text" },
    VOUCHER_ROWS,
    { reference },
  );
  const byVoucher = new Map<bigint, typeof found>();
  for (const row of found) {
    const list = byVoucher.get(row.voucherId);
    if (list) list.push(row);
    else byVoucher.set(row.voucherId, [row]);
  }
  return heads.map(({ id, ...head }) => ({
    ...head,
    rows: (byVoucher.get(id) ?? []).map(({ account, debit, credit, text }) => ({
      account,
      debit: showMinor(debit, head.currency),
      credit: showMinor(credit, head.currency),
      text,
    })),
  }));
}

export interface RunView {
  readonly id: number;
  readonly kind: string;
  readonly scope: string;
  readonly night: string | null;
  readonly state: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly problem: string | null;
  readonly files: number;
  readonly payouts: number;
  /** What its reports completed in booked payouts. */
  readonly completed: readonly CompletedLines[];
  /** What another setting of a merchant's references would match. */
  readonly advice: readonly ReferencesAdvice[];
}

export async function runs(db: Handle): Promise<RunView[]> {
  const found = await rows(
    db,
    {
      state: "text",
      kind: "text",
      problem: "text?",
      scope: "text",
      night: "text?",
      id: "bigint",
      startedAt: "instant",
      finishedAt: "instant?",
      files: "bigint",
      payouts: "bigint",
    },
    `select r.id, r.kind, r.scope, r.night, r.state, r.started_at as "startedAt", r.finished_at as "finishedAt", r.problem,
            (select count(*) from report_file f where f.run_id = r.id) as files,
            (select count(*) from payout p where p.run_id = r.id) as payouts
       from run r order by r.id desc limit 100`,
  );
  const newest = found[0]?.id ?? 0n;
  const completed = await completedIn(db, { runId: newest, from: found.at(-1)?.id ?? newest });
  const advice = await adviceIn(db, { runId: newest, from: found.at(-1)?.id ?? newest });
  return found.map((one) => ({
    ...one,
    id: Number(one.id),
    startedAt: one.startedAt.toISOString(),
    finishedAt: one.finishedAt?.toISOString() ?? null,
    files: Number(one.files),
    payouts: Number(one.payouts),
    completed: completed.filter(({ run }) => run === Number(one.id)),
    advice: advice.filter(({ run }) => run === Number(one.id)),
  }));
}
