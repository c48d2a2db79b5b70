-- The books. PostgreSQL is the truth: every file, payout, voucher, posting, mail and run is a row with a state, and
-- whatever must never be is refused here, not only in code. Amounts are integers in minor units (öre, cents).
-- Facts (lines, allocations, vouchers, audit) are appended, never edited; taking back is another row.

-- Everything that moves in one go: a night, or files given by hand.
create table run (
  id           bigint generated always as identity primary key,
  kind         text not null check (kind in ('nightly', 'import', 'rematch')),
  scope        text not null default '*',         -- a merchant id where a merchant has a schedule of its own
  night        date,                              -- the scheduled night; null when a person asked
  state        text not null default 'collecting'
               check (state in ('collecting', 'importing', 'matching', 'posting', 'notifying', 'done', 'failed')),
  started_at   timestamptz not null,
  finished_at  timestamptz,
  settings     jsonb not null default '{}',       -- the settings that decided, as they were then
  rules        smallint not null default 1,       -- version of the matching rules
  result       jsonb not null default '{}',
  problem      text
);
create unique index run_once_a_night on run (scope, night) where night is not null;

-- A report file: claimed from the inbox, then imported, known already, or refused whole.
create table report_file (
  id           bigint generated always as identity primary key,
  run_id       bigint not null references run,
  name         text not null,                     -- as the person knows it, relative to the inbox
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size         bigint not null,
  path         text not null,                     -- where the bytes are, relative to the home folder
  state        text not null check (state in ('claimed', 'imported', 'duplicate', 'changed', 'quarantined', 'failed')),
  reason       jsonb,                             -- quarantined: the refusals
  dialect      jsonb,
  problem      text,                              -- failed: the technical error
  found_at     timestamptz not null,
  decided_at   timestamptz
);
create index report_file_run on report_file (run_id);
create index report_file_sha256 on report_file (sha256);

create sequence payout_id;
create table payout (
  id                bigint primary key default nextval('payout_id'),
  report_file_id    bigint not null references report_file,
  run_id            bigint not null references run,
  issuer            text not null check (issuer in ('klarna', 'kustom')),
  merchant_id       text not null,
  payment_reference text not null check (payment_reference <> ''),
  currency          text not null check (currency ~ '^[A-Z]{3}$'),
  payout_date       timestamptz,
  date              date not null,                -- the payout date in the merchant's time zone
  settlement_type   text not null check (settlement_type in ('NET', 'GROSS', 'GROSS_FEE')),
  settlement_amount bigint not null check (settlement_amount >= 0),
  totals            jsonb not null,               -- canonical name -> minor units as text
  columns           text[] not null,              -- line columns the report has
  unproven          jsonb not null default '[]',  -- what the report's configuration kept from being proven
  line_count        integer not null,
  state             text not null default 'imported' check (state in ('imported', 'matched', 'posted', 'failed')),
  unique (issuer, merchant_id, payment_reference)
);
create index payout_imported on payout (id) where state = 'imported';

-- One row of a report. No foreign key to payout: a million lines arrive in one COPY, in the transaction that also
-- writes their payout; `kvitt verify` recounts them from the raw file.
create table line (
  id              bigint generated always as identity primary key,
  payout_id       bigint not null,
  row             integer not null,               -- 1-based line number in the report file
  type            text not null,
  detailed_type   text,
  sale_date       timestamptz,
  capture_date    timestamptz,
  order_id        text,
  short_order_id  text,
  capture_id      text,
  refund_id       text,
  merchant_reference1 text,
  merchant_reference2 text,
  merchant_capture_reference text,
  merchant_refund_reference  text,
  amount          bigint not null check (amount >= 0),
  effect          bigint not null check (effect in (amount, -amount, 0)), -- on the payout; 0: invoiced apart
  fee_vat         bigint,
  fee_vat_rate    text,
  purchase_country text,
  payment_method  text,
  extra           jsonb,
  unique (payout_id, row)
);

-- How references compare: trimmed, without a leading '#', case-insensitive (CONTRACT §5). Empty is no reference.
create function reference_key(reference text) returns text
  language sql immutable parallel safe
  return nullif(lower(btrim(case when left(btrim(reference), 1) = '#' then substr(btrim(reference), 2)
                                 else reference end)), '');

-- The second look, where no exact candidate exists: leading zeros do not count.
create function zeroless(key text) returns text
  language sql immutable parallel safe
  return coalesce(nullif(ltrim(key, '0'), ''), key);

-- "1193.75": how an amount is shown (CONTRACT §1). The few currencies without a minor unit are those of src/money.ts.
create function show_minor(amount bigint, currency text) returns text
  language sql immutable parallel safe
  return case when currency in ('ISK', 'JPY', 'KRW') then amount::text
              else (amount / 100.0)::numeric(20, 2)::text end;

-- What the shop's books expect to be paid (invoice, order) or to pay back (credit_note).
create table receivable (
  id            bigint generated always as identity primary key,
  kind          text not null check (kind in ('invoice', 'credit_note', 'order')),
  number        text not null check (number <> ''),
  order_number  text,
  order_id      text,
  capture_id    text,
  refund_id     text,
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  amount        bigint not null check (amount > 0),
  open_amount   bigint not null check (open_amount between 0 and amount),
  date          date,
  credits       text,
  updated_at    timestamptz not null,
  number_key       text generated always as (reference_key(number)) stored,
  order_number_key text generated always as (reference_key(order_number)) stored,
  order_id_key     text generated always as (reference_key(order_id)) stored,
  capture_key      text generated always as (reference_key(capture_id)) stored,
  refund_key       text generated always as (reference_key(refund_id)) stored,
  unique (kind, number)
);
create index receivable_capture on receivable (capture_key) where capture_key is not null;
create index receivable_refund on receivable (refund_key) where refund_key is not null;
create index receivable_order on receivable (order_id_key) where order_id_key is not null;
create index receivable_number on receivable (number_key);
create index receivable_order_number on receivable (order_number_key) where order_number_key is not null;
create index receivable_number_zeroless on receivable (zeroless(number_key)) where left(number_key, 1) = '0';
create index receivable_order_number_zeroless on receivable (zeroless(order_number_key))
  where left(order_number_key, 1) = '0';

-- What a person decided about a deviation; `undo` is a decision too.
create table decision (
  id           bigint generated always as identity primary key,
  deviation_id bigint not null,
  action       text not null check (action in ('match', 'account', 'accept', 'undo')),
  why          text,
  actor        text not null,
  at           timestamptz not null,
  undoes       bigint unique references decision,
  details      jsonb not null default '{}'
);

create sequence voucher_id;
-- Balanced double entry: one for the payout, one more for each later correction. Never edited.
create table voucher (
  id          bigint primary key default nextval('voucher_id'),
  payout_id   bigint not null references payout,
  cause       text not null check (cause in ('payout', 'late', 'part', 'decision', 'undo', 'rate')),
  cause_key   text not null,                      -- the run, decision or order that caused it
  series      text not null,
  fiscal_year integer not null,                   -- the calendar year the fiscal year begins in
  number      integer not null,
  date        date not null,
  currency    text not null,
  text        text not null,
  total       bigint not null check (total >= 0), -- sum of debits, and of credits
  run_id      bigint references run,
  decision_id bigint references decision,
  created_at  timestamptz not null,
  unique (series, fiscal_year, number),
  unique (payout_id, cause, cause_key)            -- one voucher per payout and cause, for ever
);

create table voucher_row (
  voucher_id bigint not null,
  position   integer not null,
  account    integer not null check (account between 1000 and 9999),
  debit      bigint not null check (debit >= 0),
  credit     bigint not null check (credit >= 0),
  text       text not null,
  line_id    bigint,
  cost_centre text,
  project    text,
  primary key (voucher_id, position),
  check (debit = 0 or credit = 0)
);

-- So much of a settlement line settles so much of a receivable, or is put on an account by a person.
create table allocation (
  id            bigint generated always as identity primary key,
  line_id       bigint not null,
  receivable_id bigint,
  account       integer check (account between 1000 and 9999),
  effect        text not null check (effect in ('settles', 'pays_back', 'account')),
  line_amount   bigint not null,                  -- of the line; negative in a reversal
  receivable_amount bigint not null,              -- of the receivable; the difference is rounding (or written off)
  rung          smallint,                         -- 1-4; null when a person decided
  key           text,                             -- which column of the receivable agreed
  rule          text not null,                    -- exact, twin, whole_order, tolerance, part, pay_back, by_hand, reversal
  rules         smallint not null,                -- version of the rules
  run_id        bigint,
  voucher_id    bigint,
  decision_id   bigint,
  reverses      bigint,
  check ((receivable_id is null) = (effect = 'account')),
  check ((account is null) = (effect <> 'account')),
  check ((reverses is null) = (line_amount > 0))
);
create index allocation_line on allocation (line_id);
create index allocation_receivable on allocation (receivable_id);
create unique index allocation_reversed_once on allocation (reverses) where reverses is not null;

-- A receivable is never settled beyond its open amount, a line never beyond its amount, and never more is paid back
-- than was received: by anyone, ever. Set-based: one check a statement, over the sums it leaves behind.
create function allocations_stay_within() returns trigger language plpgsql as $$
declare
  wrong text;
  scanning text := current_setting('enable_seqscan');
  gathering text := current_setting('enable_bitmapscan');
begin
  -- Writers take turns, so that each one's sums include what the others have committed. A snapshot that was taken
  -- before the wait would hide that: only READ COMMITTED reads anew.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'allocations are written in READ COMMITTED only';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('allocation', tg_relid::bigint));

  -- Looked up one by one and always by index, so that the price is that of the rows written and never that of the years
  -- before them; and planned anew each time (execute). Left to itself, the planner reads whole tables over and over where
  -- it miscounts them, as it does after a large night that was rolled back.
  perform set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true);

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
  if wrong is not null then
    raise exception 'allocation beyond the open amount: %', wrong using errcode = 'check_violation';
  end if;

  execute $check$
    with touched as materialized (
      select f.line_id, (select l.amount from line l where l.id = f.line_id) as amount
        from (select distinct line_id from fresh order by 1) f)
    select format('line %s: %s used of %s', t.line_id, s.used, t.amount)
      from touched t cross join lateral (select sum(a.line_amount) as used from allocation a where a.line_id = t.line_id) s
     where t.amount is null or s.used not between 0 and t.amount
     limit 1 $check$ into wrong;
  if wrong is not null then
    raise exception 'allocation beyond the line: %', wrong using errcode = 'check_violation';
  end if;
  perform set_config('enable_seqscan', scanning, true), set_config('enable_bitmapscan', gathering, true);
  return null;
end $$;
create trigger allocations_stay_within after insert on allocation
  referencing new table as fresh for each statement execute function allocations_stay_within();

-- All rows of a voucher are written by one statement, and after it the voucher balances and is complete.
create function vouchers_balance() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select format('voucher %s: debit %s, credit %s, total %s', s.voucher_id, s.debit, s.credit, v.total) into wrong
    from (select r.voucher_id, sum(r.debit) as debit, sum(r.credit) as credit
            from voucher_row r join (select distinct voucher_id from fresh) f on f.voucher_id = r.voucher_id
           group by r.voucher_id) s
    left join voucher v on v.id = s.voucher_id
   where v.id is null or s.debit <> s.credit or s.debit <> v.total
   limit 1;
  if wrong is not null then
    raise exception 'voucher does not balance: %', wrong using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger vouchers_balance after insert on voucher_row
  referencing new table as fresh for each statement execute function vouchers_balance();

-- A voucher without rows would be a hole in the series.
create function voucher_has_rows() returns trigger language plpgsql as $$
begin
  if not exists (select from voucher_row where voucher_id = new.id) then
    raise exception 'voucher % has no rows', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger voucher_has_rows after insert on voucher
  deferrable initially deferred for each row execute function voucher_has_rows();

-- What needs a person.
create table deviation (
  id            bigint generated always as identity primary key,
  code          text not null check (code in (
                  'no_receivable', 'no_credit_note', 'ambiguous', 'partly_paid', 'overpaid', 'already_settled',
                  'currency_differs', 'chargeback', 'needs_account', 'needs_rate', 'fee_differs', 'report_changed',
                  'debt_gap', 'payout_missing', 'totals_differ', 'unknown_type', 'unreadable', 'receivable_changed')),
  payout_id     bigint references payout,
  line_id       bigint,
  report_file_id bigint references report_file,
  receivable_id bigint,
  subject       text not null,                    -- what it is about, e.g. "line 12"; with the code: open once
  merchant_id   text,
  payment_reference text,
  expected      text,
  found         text,
  rung          smallint,
  candidates    jsonb not null default '[]',      -- [{kind, number, open}]
  amount        bigint,                           -- what is at stake, minor units
  currency      text,
  opened_at     timestamptz not null,
  opened_run    bigint,
  opened_by     bigint references decision,       -- the decision that left it, when a person's
  state         text not null default 'open' check (state in ('open', 'resolved', 'closed')),
  closed_at     timestamptz,
  closed_run    bigint,
  decision_id   bigint references decision        -- the decision that ended it
);
create unique index deviation_open_once on deviation (subject, code) where state = 'open';
create index deviation_line on deviation (line_id) where line_id is not null;
create index deviation_payout on deviation (payout_id) where state = 'open';
create index deviation_receivable on deviation (receivable_id) where receivable_id is not null;

-- Lines of a SALE or RETURN that no allocation covers wholly: they are on the clearing account, and are tried again.
create table unsettled (
  line_id   bigint primary key,
  payout_id bigint not null
);

-- Delivery of a voucher to a target. Written down as pending before the target is told.
create table posting (
  id         bigint generated always as identity primary key,
  voucher_id bigint not null references voucher,
  target     text not null,
  state      text not null default 'pending' check (state in ('pending', 'posted', 'failed')),
  waits_for  text,                                -- 'needs_rate': stays pending until a rate is known
  attempts   integer not null default 0,
  reference  text,
  problem    text,
  posted_at  timestamptz,
  unique (voucher_id, target)
);
create index posting_pending on posting (id) where state = 'pending';

-- An e-mail, composed and kept before it is sent.
create table mail (
  id         bigint generated always as identity primary key,
  run_id     bigint references run,
  key        text not null unique,                -- one digest a run, one notice a failure
  kind       text not null check (kind in ('digest', 'failure')),
  message_id text not null,
  sender     text not null,
  recipients text[] not null,
  subject    text not null,
  text       text not null,
  html       text not null,
  attachments jsonb not null default '[]',        -- [{filename, contentType, content}]
  state      text not null default 'pending' check (state in ('pending', 'sent', 'failed')),
  attempts   integer not null default 0,
  reference  text,                                -- the .eml file, or the server's answer
  problem    text,
  created_at timestamptz not null,
  sent_at    timestamptz
);
create index mail_pending on mail (id) where state = 'pending';

-- The schedule of record: the last night that ran, per scope. The queue's scheduler only wakes it.
create table schedule (
  scope      text primary key,
  last_night date not null
);

-- Who did what, why, with before and after; each entry seals the one before it.
create table audit (
  id       bigint primary key,
  at       timestamptz not null,
  actor    text not null,
  action   text not null,
  subject  text not null,
  cause    text,
  before   jsonb,
  after    jsonb,
  previous text not null,
  hash     text not null
);

-- Facts are appended: an edit or a removal is refused, whoever asks.
create function facts_are_appended() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op) using errcode = 'insufficient_privilege';
end $$;
create trigger facts_are_appended before update or delete or truncate on line
  for each statement execute function facts_are_appended();
create trigger facts_are_appended before update or delete or truncate on allocation
  for each statement execute function facts_are_appended();
create trigger facts_are_appended before update or delete or truncate on voucher
  for each statement execute function facts_are_appended();
create trigger facts_are_appended before update or delete or truncate on voucher_row
  for each statement execute function facts_are_appended();
create trigger facts_are_appended before update or delete or truncate on decision
  for each statement execute function facts_are_appended();
create trigger facts_are_appended before update or delete or truncate on audit
  for each statement execute function facts_are_appended();

-- A receivable that something was settled on keeps what was expected then.
create function settled_receivables_stand() returns trigger language plpgsql as $$
begin
  if (new.amount, new.open_amount, new.currency, new.kind) is distinct from (old.amount, old.open_amount, old.currency, old.kind)
     and exists (select from allocation where receivable_id = old.id) then
    raise exception 'receivable % has been settled on and cannot be rewritten', old.number using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger settled_receivables_stand before update on receivable
  for each row execute function settled_receivables_stand();
