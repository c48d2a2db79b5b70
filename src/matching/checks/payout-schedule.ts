/**
 * An expected payout did not come: the time since a merchant's last payout, or between two, is longer than its
 * rhythm allows. The rhythm is configured, or learnt from at least three earlier intervals. Only merchants whose
 * reports arrive as they are issued are judged: a year of old reports taken in at once says nothing about today.
 */
import type { Settings } from "../../config/settings.ts";
import { change, type Handle } from "../../books/database.ts";
import type { When } from "../deviations.ts";

/** A report taken in later than this after its payout is history, not news. */
const NEWS_DAYS = 10;

// A wait may be as long as any before it, and half a usual interval and a day more: weekends and holidays pass.
const MISSING = /* sql */ `
  create temporary table missing on commit drop as
  with paid as (
    select p.id, p.merchant_id, p.currency, p.date, p.payment_reference, (r.started_at::date - p.date) as days_late
      from payout p join run r on r.id = p.run_id),
  steps as (
    select *, lead(date) over w - date as step, lead(days_late) over w as next_late,
           row_number() over (partition by merchant_id, currency order by date desc, payment_reference desc) = 1 as last
      from paid window w as (partition by merchant_id, currency order by date, payment_reference)),
  judged as (
    select s.*, coalesce(s.step, :today::date - s.date) as waited,
           coalesce((:rhythms::jsonb ->> s.merchant_id)::numeric,
             (select max(e.step) + ceil(percentile_cont(0.5) within group (order by e.step) / 2) + 1
                from steps e
               where e.merchant_id = s.merchant_id and e.currency = s.currency and e.date < s.date and e.step > 0
              having count(*) >= 3)::numeric) as allowed
      from steps s)
  select 'missing ' || merchant_id || ' ' || currency || ' after ' || date as subject, merchant_id, currency, date,
         payment_reference, allowed, waited, waited > allowed as late
    from judged
   where allowed is not null and days_late <= :newsDays and (last or next_late <= :newsDays)`;

const CLOSE = /* sql */ `
  update deviation d set state = 'closed', closed_at = :at, closed_run = :runId
    from missing m
   where d.code = 'payout_missing' and d.state = 'open' and d.subject = m.subject and not m.late`;

const OPEN = /* sql */ `
  insert into deviation (code, subject, merchant_id, payment_reference, expected, found, currency, opened_at, opened_run)
  select 'payout_missing', m.subject, m.merchant_id, m.payment_reference,
         (m.date + m.allowed::integer)::text, m.date::text, m.currency, :at, :runId
    from missing m
   where m.late
     and not exists (select from deviation d where d.code = 'payout_missing' and d.subject = m.subject
                        and d.state in ('open', 'resolved'))`;

/** `today` is the calendar date ("2026-03-02") in the settings' time zone. */
export async function checkPayoutSchedule(
  trx: Handle,
  settings: Settings,
  today: string,
  { runId, at }: When,
): Promise<void> {
  const rhythms = Object.fromEntries(
    Object.entries(settings.merchants).flatMap(([id, { payoutEveryDays }]) =>
      payoutEveryDays === undefined ? [] : [[id, payoutEveryDays]],
    ),
  );
  await change(trx, MISSING, { today, rhythms: JSON.stringify(rhythms), newsDays: NEWS_DAYS });
  await change(trx, CLOSE, { runId, at });
  await change(trx, OPEN, { runId, at });
}
