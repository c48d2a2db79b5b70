/** The deviations that a run's digest lists: open ones, and those that have ended since the digest before. Amounts are minor units. */
import { json, text, type Row, type RowShape } from "./row.ts";
import type { Candidate, NearMiss } from "../format/candidate-texts.ts";
import { isDeviationCode, type DeviationCode } from "../format/deviation-texts.ts";
import type { LineFacts } from "../format/line-facts.ts";
import type { Money } from "../money.ts";
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

/** Open deviations: those that the run opened first; at most `limit`, and how many there are in all. */
export async function openDeviationsAfter(
  db: Handle,
  runId: bigint,
  limit: number,
): Promise<{ readonly listed: readonly OpenDeviation[]; readonly allNew: number; readonly allOld: number }> {
  const found = await rows(
    db,
    OPEN_DEVIATION_ROW,
    `select d.id, d.code, (d.opened_run = :runId) is true as "isNew", d.opened_at as "openedAt", d.amount, d.currency,
            coalesce(l.merchant_reference1, l.order_id) as reference, d.merchant_id as "merchantId",
            d.payment_reference as "paymentReference", l.row, l.type as "lineType", f.name as file, d.expected, d.found,
            d.candidates, ${NEAR_MISSES} as "nearMisses", ${LINE_FACTS} as facts
       from deviation d left join known_line l on l.id = d.line_id left join report_file f on f.id = d.report_file_id
      where d.state = 'open' order by d.opened_run = :runId desc nulls last, d.id limit :limit`,
    { runId, limit },
  );
  const [all] = await rows(
    db,
    { fresh: "bigint", old: "bigint" },
    `select count(*) filter (where opened_run = :runId) as fresh,
            count(*) filter (where opened_run is distinct from :runId) as old from deviation where state = 'open'`,
    { runId },
  );
  return {
    listed: found.filter(isKnown),
    allNew: Number(all?.fresh ?? 0n),
    allOld: Number(all?.old ?? 0n),
  };
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
