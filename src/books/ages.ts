/** The ages of open deviations and of the clearing account, for the digest and `kvitt deviations`. */
import type { Minor } from "../money.ts";
import { LEFT_OF_LINE } from "./amounts-left.ts";
import { rows, type Handle } from "./database.ts";

export interface Today {
  /** "2026-05-02", in the time zone. */
  readonly today: string;
  readonly timeZone: string;
}

/** Open deviations, counted by how many days ago they were opened. */
export function openByAge(
  db: Handle,
  { today, timeZone }: Today,
): Promise<readonly { readonly ageDays: number; readonly count: number }[]> {
  return rows(
    db,
    { ageDays: "number", count: "number" },
    `select greatest(:today::date - (opened_at at time zone :timeZone)::date, 0) as "ageDays", count(*)::integer as count
       from deviation where state = 'open' group by 1 order by 1`,
    { today, timeZone },
  );
}

/** The clearing account by the age of each unsettled line's payout; minor units, debit positive. */
export function clearingByAge(
  db: Handle,
  { today }: Today,
): Promise<readonly { readonly ageDays: number; readonly currency: string; readonly amount: Minor }[]> {
  return rows(
    db,
    { ageDays: "number", currency: "text", amount: "minor" },
    `select greatest(:today::date - p.date, 0) as "ageDays", p.currency,
            sum(case l.type when 'SALE' then -1 else 1 end
                * ${LEFT_OF_LINE})::bigint as amount
       from unsettled u join line l on l.id = u.line_id join payout p on p.id = u.payout_id
      group by 1, 2 order by 1, 2`,
    { today },
  );
}
