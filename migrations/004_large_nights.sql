-- What a night of a million lines needs, so that it costs seconds.

-- The guard of 001, with a second way. What one statement settles mostly lies close together in the books: the lines of a
-- payout, the receivables of some weeks. Then all that was ever settled between the first and the last of them is summed
-- in one pass in the order of an index, at a fifth of the price of looking them up one by one. What lies far apart is still
-- looked up, so that the price is that of the rows written and never that of the years before them. Both ways by index, and
-- planned anew each time (execute): left to itself, the planner reads whole tables over and over where it miscounts them.
create or replace function allocations_stay_within() returns trigger language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_hashagg = off
  set enable_mergejoin = on set enable_nestloop = on
as $$
declare
  wrong text;
  written record;
  passed constant integer := 8; -- so many rows are passed over in the time that one is looked up
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

  if written.last_receivable - written.first_receivable < passed * written.receivables then
    perform set_config('enable_nestloop', 'off', true);
    execute $check$
      select format('receivable %s: settled %s of %s open, paid back %s', s.receivable_id, s.settled, r.open_amount, s.paid_back)
        from (select a.receivable_id,
                     coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0) as settled,
                     coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0) as paid_back
                from allocation a where a.receivable_id between $1 and $2 group by a.receivable_id) s
        left join receivable r on r.id = s.receivable_id and r.id between $1 and $2
       where r.id is null or s.settled not between 0 and r.open_amount or s.paid_back not between 0 and s.settled
       limit 1 $check$ into wrong using written.first_receivable, written.last_receivable;
  else
    perform set_config('enable_nestloop', 'on', true);
    execute $check$
      with touched as materialized (
        select f.receivable_id, (select r.open_amount from receivable r where r.id = f.receivable_id) as open_amount
          from (select distinct receivable_id from fresh where receivable_id is not null order by 1) f)
      select format('receivable %s: settled %s of %s open, paid back %s', t.receivable_id, s.settled, t.open_amount, s.paid_back)
        from touched t cross join lateral (
             select coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0) as settled,
                    coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0) as paid_back
               from allocation a where a.receivable_id = t.receivable_id) s
       where t.open_amount is null or s.settled not between 0 and t.open_amount or s.paid_back not between 0 and s.settled
       limit 1 $check$ into wrong;
  end if;
  if wrong is not null then
    raise exception 'allocation beyond the open amount: %', wrong using errcode = 'check_violation';
  end if;

  if written.last_line - written.first_line < passed * written.lines then
    perform set_config('enable_nestloop', 'off', true);
    execute $check$
      select format('line %s: %s used of %s', s.line_id, s.used, l.amount)
        from (select a.line_id, sum(a.line_amount) as used from allocation a where a.line_id between $1 and $2
               group by a.line_id) s
        left join line l on l.id = s.line_id and l.id between $1 and $2
       where l.id is null or s.used not between 0 and l.amount
       limit 1 $check$ into wrong using written.first_line, written.last_line;
  else
    perform set_config('enable_nestloop', 'on', true);
    execute $check$
      with touched as materialized (
        select f.line_id, (select l.amount from line l where l.id = f.line_id) as amount
          from (select distinct line_id from fresh order by 1) f)
      select format('line %s: %s used of %s', t.line_id, s.used, t.amount)
        from touched t cross join lateral (select sum(a.line_amount) as used from allocation a where a.line_id = t.line_id) s
       where t.amount is null or s.used not between 0 and t.amount
       limit 1 $check$ into wrong;
  end if;
  if wrong is not null then
    raise exception 'allocation beyond the line: %', wrong using errcode = 'check_violation';
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
