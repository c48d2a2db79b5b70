/** The ages of open deviations and of the clearing account, for the digest and `kvitt deviations`. */
import { minor, type Minor } from "../money.ts";
import { LEFT_OF_LINE } from "./amounts-left.ts";
import { rows, type Handle } from "./database.ts";

export interface Today {
  /** "2026-05-02", in the time zone. */
  readonly today: string;
  readonly timeZone: string;
}

/** Open deviations, counted by how many days ago they were opened. */
export async function openByAge(
  db: Handle,
  { today, timeZone }: Today,
): Promise<readonly { readonly ageDays: number; readonly count: number }[]> {
  const found = await rows(
    db,
    { ageDays: "number", count: "bigint" },
    `select greatest(:today::date - (opened_at at time zone :timeZone)::date, 0) as "ageDays", count(*) as count
       from deviation where state = 'open' group by 1 order by 1`,
    { today, timeZone },
  );
  return found.map(({ ageDays, count }) => ({ ageDays, count: Number(count) }));
}

/** The clearing account by the age of each unsettled line's payout; minor units, debit positive. */
export async function clearingByAge(
  db: Handle,
  { today }: Today,
): Promise<readonly { readonly ageDays: number; readonly currency: string; readonly amount: Minor }[]> {
  const found = await rows(
    db,
    { ageDays: "number", currency: "text", amount: "bigint" },
    `select greatest(:today::date - p.date, 0) as "ageDays", p.currency,
            sum(case l.type when 'SALE' then -1 else 1 end
                * ${LEFT_OF_LINE})::bigint as amount
       from unsettled u join line l on l.id = u.line_id join payout p on p.id = u.payout_id
      group by 1, 2 order by 1, 2`,
    { today },
  );
  return found.map(({ ageDays, currency, amount }) => ({ ageDays, currency, amount: minor(amount) }));
}
