-- Disputes that end by themselves (CONTRACT §5), and fiscal years of other lengths than twelve months.

-- Lines that were booked on the account of disputed receivables, as the rules and settings of then had it: what was taken back
-- (effect below zero), and what came back. Written when the payout is booked.
create table disputed (
  line_id   bigint primary key,
  payout_id bigint not null,
  account   integer check (account between 1000 and 9999) -- null: the disputed account of then, before this was kept
);
create trigger facts_are_appended before update or delete or truncate on disputed
  for each statement execute function facts_are_appended();

insert into disputed (line_id, payout_id)
select l.id, l.payout_id from line l join payout p on p.id = l.payout_id and p.state <> 'imported'
 where l.type in ('REVERSAL', 'REVERSAL_MERCHANT_PROTECTION') order by l.id;

-- So much of what came back is for so much of what was taken: the dispute was won, or merchant protection covers it.
create table dispute_cover (
  id             bigint generated always as identity primary key,
  claim_line_id  bigint not null,
  credit_line_id bigint not null,
  amount         bigint not null check (amount > 0),
  agreed         text not null check (agreed in ('dispute', 'order')), -- what the two have in common
  run_id         bigint,
  at             timestamptz not null,
  unique (claim_line_id, credit_line_id)
);
create index dispute_cover_credit on dispute_cover (credit_line_id);
create trigger take_turn before insert on dispute_cover for each statement execute function take_turn();
create trigger facts_are_appended before update or delete or truncate on dispute_cover
  for each statement execute function facts_are_appended();

-- Nothing that came back is counted twice, and nothing that was taken is covered beyond what it was.
create function covers_stay_within() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select format('line %s: %s of %s', l.id, s.used, l.amount) into wrong
    from (select line_id, sum(amount) as used
            from (select claim_line_id as line_id, amount from dispute_cover
                   where claim_line_id in (select claim_line_id from fresh)
                  union all
                  select credit_line_id, amount from dispute_cover
                   where credit_line_id in (select credit_line_id from fresh)) x
           group by line_id) s
    left join line l on l.id = s.line_id
   where l.id is null or s.used > l.amount
   limit 1;
  if wrong is not null then
    raise exception 'dispute covered beyond the line: %', wrong using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger covers_stay_within after insert on dispute_cover
  referencing new table as fresh for each statement execute function covers_stay_within();

-- 0 for the first fiscal year that begins in a calendar year, 1 for the next one: voucher numbers begin anew in each.
alter table voucher
  add column fiscal_year_part smallint not null default 0 check (fiscal_year_part between 0 and 11),
  drop constraint voucher_series_fiscal_year_number_key,
  add unique (series, fiscal_year, fiscal_year_part, number);
