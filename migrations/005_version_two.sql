-- Version 2 of the matching rules (CONTRACT §5): what the books keep for it.

-- How references compare (CONTRACT §5): Unicode NFKC without format characters, every kind of hyphen as one, trimmed,
-- without a leading "#", case-insensitive. Empty is no reference.
create function reference_key_of_unicode(reference text) returns text
  language sql immutable parallel safe
  return nullif(lower(btrim(regexp_replace(regexp_replace(translate(
    normalize(regexp_replace(reference,
      -- category Cf of Unicode 16: what is not seen and has no width
      '[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]',
      '', 'g'), nfkc),
    -- category Pd, the minus sign, and the hyphen bullet
    U&'\058a\05be\1400\1806\2010\2011\2012\2013\2014\2015\2043\2212\2e17\2e1a\2e3a\2e3b\2e40\2e5d\301c\3030\30a0\fe31\fe32\fe58\fe63\ff0d',
    '--------------------------'),
    '^\s+|\s+$', '', 'g'), '^#\s*', ''))), '');

-- Nearly all references are plain ASCII without "#": those cost a comparison of two lengths and a lower().
create or replace function reference_key(reference text) returns text
  language sql immutable parallel safe
  return case when octet_length(reference) = length(reference) and strpos(reference, '#') = 0
              then nullif(lower(btrim(reference, E' \t\n\r\f\v')), '')
              else reference_key_of_unicode(reference) end;

alter table receivable
  add column merchant_id text not null default '',      -- whose it is; empty: not said
  -- what an order had received before Kvitt knew it: its amount less its open amount as it first came in
  add column received_before bigint not null default 0 check (received_before between 0 and amount),
  add column merchant_key text generated always as (reference_key(merchant_id)) stored,
  drop constraint receivable_kind_number_key,
  add unique (merchant_id, kind, number);

update receivable r
   set received_before = f.amount - f.open_amount
  from (select distinct on (x.id) x.id, x.amount, x.open_amount
          from (select id, 9223372036854775807 as change, amount, open_amount from receivable where kind = 'order'
                union all
                select receivable_id, id, (was ->> 'amount')::bigint, (was ->> 'open_amount')::bigint
                  from receivable_change where was ->> 'kind' = 'order') x
         order by x.id, x.change) f
 where r.id = f.id and r.kind = 'order' and f.open_amount < f.amount and f.amount - f.open_amount <= r.amount;

-- keys are stored: those that compare otherwise now are computed anew
update receivable
   set number = number, order_number = order_number, order_id = order_id, capture_id = capture_id, refund_id = refund_id
 where (number_key, order_number_key, order_id_key, capture_key, refund_key) is distinct from
       (reference_key(number), reference_key(order_number), reference_key(order_id), reference_key(capture_id),
        reference_key(refund_id));

-- A credit note that knows only the invoice it credits is found through it.
create index receivable_credits on receivable (reference_key(credits))
  where kind = 'credit_note' and order_number is null and order_id is null and capture_id is null and refund_id is null;

alter table deviation drop constraint deviation_code_check;
alter table deviation add constraint deviation_code_check check (code in (
  'no_receivable', 'no_credit_note', 'uncertain', 'ambiguous', 'partly_paid', 'overpaid', 'already_settled',
  'currency_differs', 'chargeback', 'payment_default', 'needs_account', 'needs_rate', 'fee_differs', 'report_changed',
  'debt_gap', 'payout_missing', 'totals_differ', 'unknown_type', 'unreadable', 'receivable_changed'));

-- What a later download of the same report says of a line that was not settled, where the first said nothing: only what was
-- missing before, so that of all the completions of a line at most one has a value for a column.
create table line_completion (
  id              bigint generated always as identity primary key,
  line_id         bigint not null,
  report_file_id  bigint not null references report_file,
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
  purchase_country text,
  payment_method  text,
  extra           jsonb,
  unique (line_id, report_file_id)
);
create trigger facts_are_appended before update or delete or truncate on line_completion
  for each statement execute function facts_are_appended();

-- What Kvitt has advised about a merchant's settings, so that it says so once.
create table advice (
  id          bigint generated always as identity primary key,
  merchant_id text not null,
  topic       text not null,
  details     jsonb not null default '{}',
  run_id      bigint not null references run,
  at          timestamptz not null,
  unique (merchant_id, topic)
);
