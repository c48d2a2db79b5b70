/** The deviations that a run's digest lists: open ones, and those that have ended since the digest before. Amounts are minor units. */
import { json, text, type Row, type RowShape } from "./row.ts";
import type { Candidate, NearMiss } from "../format/candidate-texts.ts";
import { isDeviationCode, type DeviationCode } from "../format/deviation-texts.ts";
import type { LineFacts } from "../format/line-facts.ts";
import { minor, type Money } from "../money.ts";
import { rows, type Handle } from "./database.ts";
import { LINE_FACTS } from "./line-facts.ts";
import { NEAR_MISSES } from "./near-misses.ts";

const OPEN_DEVIATION_ROW = {
  id: "bigint",
  code: text<DeviationCode>(),
  /** Opened by the run. */
  isNew: "boolean",
  openedAt: "instant",
  amount: "minor?",
  currency: "text?",
  /** The order's or invoice's number as the shop knows it (merchant reference), else Klarna's order id. */
  reference: "text?",
  merchantId: "text?",
  paymentReference: "text?",
  /** 1-based line number in the report. */
  row: "number?",
  lineType: "text?",
  file: "text?",
  expected: "text?",
  found: "text?",
  candidates: json<readonly Candidate[]>(),
  nearMisses: json<readonly NearMiss[]>(),
  facts: json<LineFacts>(),
} as const satisfies RowShape;
export type OpenDeviation = Row<typeof OPEN_DEVIATION_ROW>;

/** Open deviations of a code that a list leaves out. */
export interface RestOfCode {
  readonly code: DeviationCode;
  /** Opened by the run. */
  readonly isNew: boolean;
  readonly count: number;
  /** What they are about, by currency. */
  readonly sums: readonly Money[];
}

/**
 * Open deviations, at most `limit`, and what is left out. Each code has its share of the list, those that the run opened and
 * the others apart: the oldest and then the largest of each. Those that the run opened come first.
 */
export async function openDeviationsAfter(
  db: Handle,
  runId: bigint,
  limit: number,
): Promise<{ readonly listed: readonly OpenDeviation[]; readonly rest: readonly RestOfCode[] }> {
  const found = await rows(
    db,
    OPEN_DEVIATION_ROW,
    `select d.id, d.code, (d.opened_run = :runId) is true as "isNew", d.opened_at as "openedAt", d.amount, d.currency,
            coalesce(l.merchant_reference1, l.order_id) as reference, d.merchant_id as "merchantId",
            d.payment_reference as "paymentReference", l.row, l.type as "lineType", f.name as file, d.expected, d.found,
            d.candidates, ${NEAR_MISSES} as "nearMisses", ${LINE_FACTS} as facts
       from (select id, row_number() over (partition by code, (opened_run = :runId) is true
                                           order by opened_at, abs(amount) desc nulls last, id) as place
               from deviation where state = 'open' order by place, id limit :limit) chosen
       join deviation d on d.id = chosen.id
       left join known_line l on l.id = d.line_id left join report_file f on f.id = d.report_file_id
      order by "isNew" desc, d.opened_at, abs(d.amount) desc nulls last, d.id`,
    { runId, limit },
  );
  const listed = found.filter(isKnown);
  return { listed, rest: await restOf(db, runId, listed) };
}

/** What is open in all, less what is listed. */
async function restOf(
  db: Handle,
  runId: bigint,
  listed: readonly OpenDeviation[],
): Promise<readonly RestOfCode[]> {
  const totals = await rows(
    db,
    { code: text<DeviationCode>(), isNew: "boolean", currency: "text?", count: "number", amount: "minor?" },
    `select code, (opened_run = :runId) is true as "isNew", currency, count(*)::integer as count,
            sum(amount)::bigint as amount
       from deviation where state = 'open' group by 1, 2, 3 order by 1, 2, 3`,
    { runId },
  );
  const rest = new Map<string, { code: DeviationCode; isNew: boolean; count: number; sums: Money[] }>();
  for (const { code, isNew, currency, count, amount } of totals.filter(isKnown)) {
    const own = listed.filter((one) => one.code === code && one.isNew === isNew && one.currency === currency);
    const left = count - own.length;
    if (left <= 0) continue;
    const key = `${code} ${isNew}`;
    const known = rest.get(key) ?? { code, isNew, count: 0, sums: [] };
    known.count += left;
    if (currency !== null && amount !== null)
      known.sums.push({
        currency,
        amount: minor(own.reduce((sum, one) => sum - (one.amount ?? 0n), BigInt(amount))),
      });
    rest.set(key, known);
  }
  return [...rest.values()];
}

const ENDED_DEVIATION_ROW = {
  id: "bigint",
  code: text<DeviationCode>(),
  amount: "minor?",
  currency: "text?",
  reference: "text?",
  how: text<"resolved" | "closed">(),
} as const satisfies RowShape;
export type EndedDeviation = Row<typeof ENDED_DEVIATION_ROW>;

/** Deviations that have ended since the digest before this run's, the newest first. */
export async function endedDeviations(
  db: Handle,
  runId: bigint,
  limit: number,
): Promise<{ readonly count: number; readonly listed: readonly EndedDeviation[] }> {
  const found = await rows(
    db,
    { ...ENDED_DEVIATION_ROW, count: "bigint" },
    `select d.id, d.code, d.amount, d.currency, coalesce(l.merchant_reference1, l.order_id) as reference, d.state as how,
            count(*) over () as count
       from deviation d left join known_line l on l.id = d.line_id
      where d.state in ('resolved', 'closed')
        and d.closed_at > coalesce((select max(m.created_at) from mail m where m.kind = 'digest' and m.run_id < :runId),
                                   '-infinity')
      order by d.closed_at desc, d.id limit :limit`,
    { runId, limit },
  );
  return { count: Number(found[0]?.count ?? 0n), listed: found.filter(isKnown) };
}

/** The database allows more codes than this program knows only while it is older than the books. */
function isKnown({ code }: { readonly code: string }): boolean {
  return isDeviationCode(code);
}

/** Fees beyond the contract for payouts of a month ("2026-05"), per currency. */
export function overchargedIn(db: Handle, month: string): Promise<readonly Money[]> {
  return rows(
    db,
    { currency: "text", amount: "minor" },
    `select d.currency, sum(d.amount)::bigint as amount from deviation d join payout p on p.id = d.payout_id
      where d.code = 'fee_differs' and to_char(p.date, 'YYYY-MM') = :month group by d.currency order by d.currency`,
    { month },
  );
}
