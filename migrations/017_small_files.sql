-- A night of many small reports pays for each round trip and each commit more than for its lines. These functions ask in one
-- statement what needs several, each of which must see what others have committed while the one before it waited: in a function
-- that is volatile each statement has a snapshot of its own.

-- The row of a file that is to be imported, locked until the transaction ends as are all files of its bytes; whether those have
-- been imported already, so that the file contains nothing new; and an id for its payout. Bytes that were only compared with a
-- payout are compared again: they may complete lines that were settled then and are not any more.
create function file_to_import(file_id bigint) returns table (file report_file, is_known boolean, payout_id bigint)
language plpgsql volatile as $$
begin
  select f.* into file from report_file f where f.id = file_id for update;
  if not found then return; end if;
  if file.state = 'claimed' then
    perform pg_advisory_xact_lock(hashtextextended('content ' || file.sha256, 0));
    is_known := exists (
      select from report_file f
       where f.sha256 = file.sha256 and f.id <> file_id
         and (f.state = 'changed'
              or f.state = 'imported' and exists (select from payout p where p.report_file_id = f.id)));
    payout_id := nextval('payout_id');
  end if;
  return next;
end $$;

-- The payout of a key, also when its merchant was or is unknown; imports of the same payout wait for each other until they end.
create function locked_payout(wanted_issuer text, wanted_merchant text, reference text)
returns table (id bigint, merchant_id text, currency text, payout_date timestamptz, totals jsonb, columns text[],
               line_count integer, state text, dialect jsonb)
language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('payout ' || reference, 0));
  return query
    select p.id, p.merchant_id, p.currency, p.payout_date, p.totals, p.columns, p.line_count, p.state, f.dialect
      from payout p join report_file f on f.id = p.report_file_id
     where p.payment_reference = reference
       and (wanted_merchant = '' or p.merchant_id in ('', wanted_merchant)) and p.issuer in ('klarna', 'kustom')
       and (p.merchant_id = '' or wanted_merchant = '' or p.issuer = wanted_issuer)
     order by p.merchant_id = wanted_merchant desc, p.id limit 1;
end $$;

-- Takes the write lock (src/books/write-lock.ts), and then reads where the audit chain ends. The sealed positions are null in
-- books whose entries have no seal yet.
create function audit_turn() returns table (id bigint, hash text, sealing jsonb)
language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('allocation', 'allocation'::regclass::oid::bigint));
  return query
    select a.id, a.hash, (select s.after from audit s where s.after -> 'seal' is not null order by s.id desc limit 1)
      from audit a order by a.id desc limit 1;
end $$;

-- Records that a target has a voucher. A payout is posted when all its vouchers are; two of them that are delivered at once
-- wait for each other here, so that the later one sees the earlier one.
create function posting_done(posting_id bigint, its_reference text, its_rates jsonb, at timestamptz) returns void
language plpgsql volatile as $$
declare
  whose bigint;
begin
  select v.payout_id into whose from posting o join voucher v on v.id = o.voucher_id where o.id = posting_id;
  perform from payout p where p.id = whose for no key update;
  update posting o set state = 'posted', reference = its_reference, rates = its_rates, problem = null, posted_at = at
   where o.id = posting_id and o.state = 'pending';
  update payout p set state = 'posted'
   where p.id = whose and p.state in ('matched', 'failed')
     and not exists (select from posting o join voucher v on v.id = o.voucher_id
                      where v.payout_id = whose and o.state <> 'posted');
end $$;

-- Whether a merchant was ever in debt, asked each night by the check of debts; most never are.
create index payout_debt on payout (merchant_id, currency)
  where totals ->> 'openingDebt' <> '0' or totals ->> 'closingDebt' <> '0';

-- By the index, whatever the planner believes: it takes nearly every payout for one with debt, and would look for the first of
-- them in the table.
create function was_in_debt(merchant text, its_currency text) returns boolean
language sql stable set enable_seqscan = off as $$
  select exists (
    select from payout p
     where p.merchant_id = merchant and p.currency = its_currency
       and (p.totals ->> 'openingDebt' <> '0' or p.totals ->> 'closingDebt' <> '0'))
$$;
