/** Payouts, deviations, vouchers and runs in the JSON shapes of CONTRACT §3. Reads only. */
import { json, text, type Row, type RowShape } from "./row.ts";
import type { Candidate, NearMiss } from "../format/candidate-texts.ts";
import type { ReferencesAdvice } from "../format/advice-texts.ts";
import type { CompletedLines } from "../format/completion-texts.ts";
import type { LineFacts } from "../format/line-facts.ts";
import { showMinor } from "../money.ts";
import { unfindableWords } from "../reports/payout/findable.ts";
import type { Message } from "../message.ts";
import { adviceIn } from "./advice.ts";
import { completedIn } from "./completions.ts";
import { column, rows, type Handle } from "./database.ts";
import { instantText, LINE_OF_DEVIATION } from "./line-facts.ts";
import { NEAR_MISSES } from "./near-misses.ts";
import { IS_UNFINDABLE } from "./unfindable.ts";

const PAYOUT_ROW = {
  /** "klarna" or "kustom" */
  issuer: "text",
  merchantId: "text",
  paymentReference: "text",
  currency: "text",
  payoutDate: "text",
  settlementType: "text",
  settlementAmount: "text",
  state: "text",
  lines: json<{ readonly total: number; readonly settled: number; readonly deviating: number }>(),
  remainder: "text",
  /** "none": its merchant's sales are booked as daily sums, so its lines are not matched. */
  receivables: text<"each" | "none">(),
  file: json<{ readonly name: string; readonly sha256: string }>(),
  /** What the report's configuration kept from being verified, in every language. */
  unproven: json<readonly Message[]>(),
} as const satisfies RowShape;

export interface PayoutView extends Row<typeof PAYOUT_ROW> {
  /** Why none of its lines can be matched, and the remedy; null when some can, or all are settled. */
  readonly unfindable: Message | null;
}

/** The remainder is recomputed, not stored: what the payout's vouchers leave unexplained. It is zero, since each balances. */
const PAYOUTS = /* sql */ `
  select p.issuer, p.merchant_id as "merchantId", p.payment_reference as "paymentReference", p.currency,
         p.date as "payoutDate", p.settlement_type as "settlementType",
         show_minor(p.settlement_amount, p.currency) as "settlementAmount", p.state,
         json_build_object('total', p.line_count, 'settled', p.line_count - x.deviating, 'deviating', x.deviating) as lines,
         show_minor(coalesce((select sum(r.debit - r.credit) from voucher v join voucher_row r on r.voucher_id = v.id
                               where v.payout_id = p.id), 0)::bigint, p.currency) as remainder,
         case when exists (select from payout_without_receivables w where w.payout_id = p.id) then 'none' else 'each'
         end as receivables, json_build_object('name', f.name, 'sha256', f.sha256) as file, p.unproven, p.columns,
         ${IS_UNFINDABLE} and x.deviating > 0 as "isUnfindable"
    from (select * from payout
           where (:reference::text is null or :reference in (payment_reference, merchant_id || '/' || payment_reference))
             and (:payoutDate::date is null
                  or (date, payment_reference, merchant_id, issuer) < (:payoutDate::date, :paymentReference::text, :merchantId::text, :issuer::text))
           order by date desc, payment_reference desc, merchant_id desc, issuer desc limit :newest) p
    join report_file f on f.id = p.report_file_id
   cross join lateral (
         select count(distinct line_id) as deviating
           from (select u.line_id from unsettled u where u.payout_id = p.id
                 union all
                 select d.line_id from deviation d
                  where d.payout_id = p.id and d.state = 'open' and d.line_id is not null) y) x
   order by p.date, p.payment_reference, p.merchant_id, p.issuer`;

/** A place in the list of payouts. */
export type PayoutPlace = Pick<PayoutView, "payoutDate" | "paymentReference" | "merchantId" | "issuer">;

/**
 * By date: all payouts, those of one reference, or only the `newest` so many, of those `before` a place. When several merchants have the same reference,
 * "K500746/123456789" is one of them, here and below.
 */
export async function payouts(
  db: Handle,
  reference: string | null = null,
  newest: number | null = null,
  before: PayoutPlace | null = null,
): Promise<PayoutView[]> {
  const { payoutDate = null, paymentReference = null, merchantId = null, issuer = null } = before ?? {};
  const found = await rows(
    db,
    { ...PAYOUT_ROW, columns: json<string[]>(), isUnfindable: "boolean" },
    PAYOUTS,
    { reference, newest, payoutDate, paymentReference, merchantId, issuer },
  );
  return found.map(({ columns, isUnfindable, ...payout }) => ({
    ...payout,
    unfindable: isUnfindable ? unfindableWords(columns) : null,
  }));
}

/** As it was when the deviation was opened or refreshed; `currency` is the receivable's. */
export type CandidateView = Candidate;

const DEVIATION_ROW = {
  id: "number",
  code: "text",
  merchantId: "text?",
  paymentReference: "text?",
  /** Including what later downloads of the report have added. */
  line: json<DeviatingLine | null>(),
  /** The file that it is about, relative to the inbox, if any. */
  file: "text?",
  /** The receivable that it is about, if any. */
  receivable: json<{ readonly kind: string; readonly number: string } | null>(),
  amount: "text?",
  currency: "text?",
  expected: "text?",
  found: "text?",
  candidates: json<readonly CandidateView[]>(),
  /** Receivables that resemble the line without agreeing with it: hints, while the deviation is open. */
  nearMisses: json<readonly NearMiss[]>(),
  openedAt: "text",
  closedAt: "text?",
  state: "text",
} as const satisfies RowShape;
export type DeviationView = Row<typeof DEVIATION_ROW>;

interface DeviatingLine extends LineFacts {
  readonly row: number;
  readonly type: string;
  readonly detailedType: string | null;
  readonly amount: string;
}

const DEVIATIONS = /* sql */ `
  select d.id::integer, d.code, d.merchant_id as "merchantId", d.payment_reference as "paymentReference",
         case when l.id is not null then ${LINE_OF_DEVIATION} end as line, f.name as file,
         case when r.id is not null then json_build_object('kind', r.kind, 'number', r.number) end as receivable,
         show_minor(d.amount, coalesce(d.currency, 'SEK')) as amount, d.currency, d.expected, d.found, d.candidates,
         ${NEAR_MISSES} as "nearMisses", ${instantText("d.opened_at")} as "openedAt",
         ${instantText("d.closed_at")} as "closedAt", d.state
    from (select * from deviation
           where state = any(:states) and (:reference::text is null or :reference in (payment_reference, merchant_id || '/' || payment_reference))
             and (:id::bigint is null or id = :id) and (:ids::bigint[] is null or id = any(:ids::bigint[]))
             and (:code::text is null or code = :code) and (:before::bigint is null or id < :before)
           order by id desc limit :newest) d
    left join known_line l on l.id = d.line_id
    left join report_file f on f.id = d.report_file_id
    left join receivable r on r.id = d.receivable_id
   order by d.id`;

/** Open; resolved by a person; closed because the books agree. */
export const DEVIATION_STATES = ["open", "resolved", "closed"] as const;
export type DeviationState = (typeof DEVIATION_STATES)[number];

export interface DeviationFilter {
  readonly states?: readonly DeviationState[];
  readonly reference?: string | null;
  readonly id?: number | null;
  readonly ids?: readonly bigint[] | null;
  readonly code?: string | null;
  /** Only those opened before this one. */
  readonly before?: number | null;
  /** Only the last so many. */
  readonly newest?: number | null;
}

export function deviations(db: Handle, filter: DeviationFilter = {}): Promise<DeviationView[]> {
  const {
    states = ["open"],
    reference = null,
    id = null,
    ids = null,
    code = null,
    before = null,
    newest = null,
  } = filter;
  return rows(db, DEVIATION_ROW, DEVIATIONS, {
    states: [...states],
    reference,
    id,
    ids: ids?.map(String) ?? null,
    code,
    before,
    newest,
  });
}

/** The open ones that were opened first. */
export async function oldestOpen(db: Handle, most: number): Promise<DeviationView[]> {
  const ids = await column(
    db,
    "bigint",
    "select id from deviation where state = 'open' order by id limit :most",
    { most },
  );
  return deviations(db, { ids });
}

/** What `VOUCHER_COLUMNS` selects. */
export const VOUCHER_ROW = {
  paymentReference: "text",
  merchantId: "text",
  currency: "text",
  series: "text",
  number: "number",
  date: "text",
  cause: "text",
  text: "text",
  /** The day it was made and who made it; null for vouchers from before the books kept that. */
  registered: "text?",
  sign: "text?",
  /** "K 43": the voucher that it corrects. */
  corrects: "text?",
  postings: json<readonly Posting[]>(),
} as const satisfies RowShape;

interface Posting {
  readonly target: string;
  readonly state: string;
  readonly reference: string | null;
  readonly waitsFor: string | null;
}

export interface VoucherView extends Row<typeof VOUCHER_ROW> {
  readonly rows: readonly {
    readonly account: number;
    readonly debit: string;
    readonly credit: string;
    readonly text: string;
  }[];
}

/** Over the aliases v (voucher) and p (its payout). */
export const VOUCHER_COLUMNS = /* sql */ `
         p.payment_reference as "paymentReference", p.merchant_id as "merchantId", v.currency, v.series, v.number,
         v.date, v.cause, v.text, v.registered, v.sign,
         (select c.series || ' ' || c.number from voucher c where c.id = v.corrects) as corrects,
         coalesce((select jsonb_agg(jsonb_build_object('target', o.target, 'state', o.state, 'reference', o.reference,
                                              'waitsFor', o.waits_for) order by o.target)
            from posting o where o.voucher_id = v.id), '[]') as postings`;

const VOUCHERS = /* sql */ `
  select v.id, ${VOUCHER_COLUMNS}
    from voucher v join payout p on p.id = v.payout_id
   where (:reference::text is null or :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference))
   order by v.series, v.fiscal_year, v.fiscal_year_part, v.number`;

const VOUCHER_ROWS = /* sql */ `
  select r.voucher_id as "voucherId", r.account, r.debit, r.credit, r.text
    from voucher_row r join voucher v on v.id = r.voucher_id join payout p on p.id = v.payout_id
   where (:reference::text is null or :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference))
   order by r.voucher_id, r.position`;

export async function vouchers(db: Handle, reference: string | null = null): Promise<VoucherView[]> {
  const heads = await rows(db, { ...VOUCHER_ROW, id: "bigint" }, VOUCHERS, { reference });
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

const RUN_ROW = {
  id: "number",
  kind: "text",
  scope: "text",
  night: "text?",
  state: "text",
  startedAt: "text",
  finishedAt: "text?",
  problem: "text?",
  files: "number",
  payouts: "number",
} as const satisfies RowShape;

export interface RunView extends Row<typeof RUN_ROW> {
  /** What its reports completed in booked payouts. */
  readonly completed: readonly CompletedLines[];
  /** What another setting of a merchant's references would match. */
  readonly advice: readonly ReferencesAdvice[];
}

/** The newest hundred, or the hundred before a run. */
export async function runs(db: Handle, before: number | null = null): Promise<RunView[]> {
  const found = await rows(
    db,
    RUN_ROW,
    `select r.id::integer, r.kind, r.scope, r.night, r.state, ${instantText("r.started_at")} as "startedAt",
            ${instantText("r.finished_at")} as "finishedAt", r.problem,
            (select count(*) from report_file f where f.run_id = r.id)::integer as files,
            (select count(*) from payout p where p.run_id = r.id)::integer as payouts
       from run r where :before::bigint is null or r.id < :before order by r.id desc limit 100`,
    { before },
  );
  const [newest, oldest] = [found[0]?.id ?? 0, found.at(-1)?.id ?? 0];
  const between = { runId: BigInt(newest), from: BigInt(oldest) };
  const completed = await completedIn(db, between);
  const advice = await adviceIn(db, between);
  return found.map((one) => ({
    ...one,
    completed: completed.filter(({ run }) => run === one.id),
    advice: advice.filter(({ run }) => run === one.id),
  }));
}
