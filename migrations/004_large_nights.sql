-- What a night of a million lines needs, so that it costs seconds.

-- The guard of 001, with a second way. What one statement settles mostly lies close together in the books: the lines of a
-- payout, the receivables of some weeks. Then all that was ever settled between the first and the last of them is summed
-- in one pass in the order of an index, at a fifth of the price of looking them up one by one. What lies far apart is still
-- looked up, so that the price is that of the rows written and never that of the years before them. Both ways by index, and
-- planned anew each time (execute): left to itself, the planner reads whole tables over and over where it miscounts them.
-- Receivables and lines are looked over by one statement, which two processes can share.
create or replace function allocations_stay_within() returns trigger language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_hashagg = off
  set enable_nestloop = off set enable_mergejoin = on
as $$
declare
  written record;
  beyond text;
  passed constant integer := 8; -- so many rows are passed over in the time that one is looked up
  receivables_between constant text := $check$
    select format('the open amount: receivable %s: settled %s of %s open, paid back %s',
                  s.receivable_id, s.settled, r.open_amount, s.paid_back) as beyond
      from (select a.receivable_id,
                   coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0) as settled,
                   coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0) as paid_back
              from allocation a where a.receivable_id between $1 and $2 group by a.receivable_id) s
      left join receivable r on r.id = s.receivable_id and r.id between $1 and $2
     where r.id is null or s.settled not between 0 and r.open_amount or s.paid_back not between 0 and s.settled $check$;
  receivables_looked_up constant text := $check$
    select format('the open amount: receivable %s: settled %s of %s open, paid back %s',
                  t.receivable_id, s.settled, t.open_amount, s.paid_back) as beyond
      from (select f.receivable_id, (select r.open_amount from receivable r where r.id = f.receivable_id) as open_amount
              from (select distinct receivable_id from fresh where receivable_id is not null) f offset 0) t
     cross join lateral (
           select coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0) as settled,
                  coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0) as paid_back
             from allocation a where a.receivable_id = t.receivable_id) s
     where t.open_amount is null or s.settled not between 0 and t.open_amount or s.paid_back not between 0 and s.settled $check$;
  lines_between constant text := $check$
    select format('the line: line %s: %s used of %s', s.line_id, s.used, l.amount) as beyond
      from (select a.line_id, sum(a.line_amount) as used from allocation a where a.line_id between $3 and $4
             group by a.line_id) s
      left join line l on l.id = s.line_id and l.id between $3 and $4
     where l.id is null or s.used not between 0 and l.amount $check$;
  lines_looked_up constant text := $check$
    select format('the line: line %s: %s used of %s', t.line_id, s.used, t.amount) as beyond
      from (select f.line_id, (select l.amount from line l where l.id = f.line_id) as amount
              from (select distinct line_id from fresh) f offset 0) t
     cross join lateral (select sum(a.line_amount) as used from allocation a where a.line_id = t.line_id) s
     where t.amount is null or s.used not between 0 and t.amount $check$;
begin
  -- Writers take turns, so that each one's sums include what the others have committed. A snapshot that was taken
  -- before the wait would hide that: only READ COMMITTED reads anew.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'allocations are written in READ COMMITTED only';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('allocation', tg_relid::bigint));

  select min(receivable_id) as first_receivable, max(receivable_id) as last_receivable, count(receivable_id) as receivables,
         min(line_id) as first_line, max(line_id) as last_line, count(*) as lines
    into written from fresh;

  -- "max": asked for one row only ("limit 1"), the planner thinks it cheap, and lets one process do the work of two
  execute format('select max(beyond) from (%s union all %s) checked',
    case when written.last_receivable - written.first_receivable < passed * written.receivables
         then receivables_between else receivables_looked_up end,
    case when written.last_line - written.first_line < passed * written.lines
         then lines_between else lines_looked_up end)
    into beyond
   using written.first_receivable, written.last_receivable, written.first_line, written.last_line;
  if beyond is not null then
    raise exception 'allocation beyond %', beyond using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- As in 001, and half the price for the references that have no "#" anywhere: nearly all.
create or replace function reference_key(reference text) returns text
  language sql immutable parallel safe
  return case when strpos(reference, '#') = 0 then nullif(lower(btrim(reference)), '')
              else nullif(lower(btrim(case when left(btrim(reference), 1) = '#' then substr(btrim(reference), 2)
                                           else reference end)), '') end;

-- PostgreSQL counts its tables anew by itself, but minutes after millions of rows have come; a night plans by what it knows
-- then. Only an owner may ask for it, so the application asks through this. A table that is just being counted is passed by.
create function count_anew() returns void language plpgsql security definer set search_path from current as $$
begin
  analyze (skip_locked) line, receivable, allocation;
end $$;
