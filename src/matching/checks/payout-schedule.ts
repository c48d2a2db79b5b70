/**
 * Finds missing payouts: the time since a merchant's last payout, or between two, is longer than its schedule allows. The
 * interval is configured, or learnt from at least three earlier ones. Only reports that arrive soon after they are issued
 * count: a year of old reports that are imported at once says nothing about today.
 */
import type { Settings } from "../../config/settings.ts";
import { change, type Handle } from "../../books/database.ts";
import { closeDeviations, noneOpenOrResolved, openDeviations } from "../../books/deviations.ts";
import type { When } from "../deviations.ts";

/** A report that is imported more days than this after its payout is history. */
const RECENT_DAYS = 10;

// An interval may be as long as the longest before it, plus half a usual interval and a day: for weekends and holidays.
const MISSING = /* sql */ `
  create temporary table missing on commit drop as
  with paid as (
    select p.id, p.merchant_id, p.currency, p.date, p.payment_reference, (r.started_at::date - p.date) as days_late
      from payout p join run r on r.id = p.run_id),
  steps as (
    select *, lead(date) over w - date as step, lead(days_late) over w as next_late,
           row_number() over (partition by merchant_id, currency order by date desc, payment_reference desc) = 1 as last
      from paid window w as (partition by merchant_id, currency order by date, payment_reference)),
  measured as (
    select s.*, coalesce(s.step, :today::date - s.date) as waited,
           coalesce((:intervals::jsonb ->> s.merchant_id)::numeric,
             (select max(e.step) + ceil(percentile_cont(0.5) within group (order by e.step) / 2) + 1
                from steps e
               where e.merchant_id = s.merchant_id and e.currency = s.currency and e.date < s.date and e.step > 0
              having count(*) >= 3)::numeric) as allowed
      from steps s)
  select 'missing ' || merchant_id || ' ' || currency || ' after ' || date as subject, merchant_id, currency, date,
         payment_reference, allowed, waited, waited > allowed as late
    from measured
   where allowed is not null and days_late <= :recentDays and (last or next_late <= :recentDays)`;

/** `today` is the calendar date ("2026-03-02") in the settings' time zone. */
export async function checkPayoutSchedule(
  trx: Handle,
  settings: Settings,
  today: string,
  { runId, at }: When,
): Promise<void> {
  const intervals = Object.fromEntries(
    Object.entries(settings.merchants).flatMap(([id, { payoutEveryDays }]) =>
      payoutEveryDays === undefined ? [] : [[id, payoutEveryDays]],
    ),
  );
  await change(trx, MISSING, { today, intervals: JSON.stringify(intervals), recentDays: RECENT_DAYS });
  await closeDeviations(
    trx,
    { from: "missing m", where: "d.code = 'payout_missing' and d.subject = m.subject and not m.late" },
    { runId, at },
  );
  await openDeviations(
    trx,
    {
      columns: {
        code: "'payout_missing'",
        subject: "m.subject",
        merchant_id: "m.merchant_id",
        payment_reference: "m.payment_reference",
        expected: "(m.date + m.allowed::integer)::text",
        found: "m.date::text",
        currency: "m.currency",
      },
      from: `from missing m
             where m.late and ${noneOpenOrResolved("d.code = 'payout_missing' and d.subject = m.subject")}
             order by m.merchant_id, m.currency`,
    },
    { runId, at },
  );
}
