/** Figures for the charts of the desk. Reads only: payouts by the index of their dates, and the lines that are open. */
import { text } from "./row.ts";
import type { Minor } from "../money.ts";
import { LEFT_OF_LINE } from "./amounts-left.ts";
import { rows, type Handle } from "./database.ts";

export interface PayoutMonth {
  /** "2026-10" */
  readonly month: string;
  readonly currency: string;
  /** What was paid out by reports whose every line is matched or decided. */
  readonly matched: Minor;
  /** What was paid out by those with an open deviation or a line that is not matched. */
  readonly open: Minor;
}

/** Payouts dated `from` ("2025-11-01") or later, by month and currency. */
export function payoutsByMonth(db: Handle, from: string): Promise<readonly PayoutMonth[]> {
  return rows(
    db,
    { month: "text", currency: "text", matched: "minor", open: "minor" },
    `select to_char(date, 'YYYY-MM') as month, currency,
            coalesce(sum(settlement_amount) filter (where not is_open), 0)::bigint as matched,
            coalesce(sum(settlement_amount) filter (where is_open), 0)::bigint as open
       from (select p.date, p.currency, p.settlement_amount,
                    exists (select from deviation d where d.payout_id = p.id and d.state = 'open')
                    or exists (select from unsettled u where u.payout_id = p.id) as is_open
               from payout p where p.date >= :from::date) x
      group by 1, 2 order by 1, 2`,
    { from },
  );
}

export interface OpenAtAge {
  /** Whole days since the payout's date. */
  readonly ageDays: number;
  readonly currency: string;
  readonly type: "SALE" | "RETURN";
  /** Not matched; above zero for both types. */
  readonly amount: Minor;
}

/** What is on the clearing account for lines that are not matched, sales and returns apart, by the age of their payouts. */
export function openByAgeAndType(db: Handle, today: string): Promise<readonly OpenAtAge[]> {
  return rows(
    db,
    { ageDays: "number", currency: "text", type: text<"SALE" | "RETURN">(), amount: "minor" },
    `select greatest(:today::date - p.date, 0) as "ageDays", p.currency, l.type, sum(${LEFT_OF_LINE})::bigint as amount
       from unsettled u join line l on l.id = u.line_id join payout p on p.id = u.payout_id
      group by 1, 2, 3 order by 1, 2, 3`,
    { today },
  );
}
