-- Whose a receivable is, and lists that say different things about one number (CONTRACT §4).

-- What is kept of a receivable, without what is derived from it. New-style SQL functions hold on to the columns they read,
-- so this comes before the keys are made anew.
create or replace function receivable_content(r receivable) returns jsonb
  language sql immutable parallel safe
  return jsonb_build_object('kind', r.kind, 'number', r.number, 'order_number', r.order_number, 'order_id', r.order_id,
                            'capture_id', r.capture_id, 'refund_id', r.refund_id, 'currency', r.currency,
                            'amount', r.amount, 'open_amount', r.open_amount, 'date', r.date, 'credits', r.credits);

-- Two lists of one run disagree about it: perhaps two shops count from the same number. Until a person has said which one
-- holds it has no keys, so that no line finds it on any rung.
alter table receivable
  add column disputed boolean not null default false,
  drop column number_key, drop column order_number_key, drop column order_id_key, drop column capture_key,
  drop column refund_key,
  add column number_key       text generated always as (case when not disputed then reference_key(number) end) stored,
  add column order_number_key text generated always as (case when not disputed then reference_key(order_number) end) stored,
  add column order_id_key     text generated always as (case when not disputed then reference_key(order_id) end) stored,
  add column capture_key      text generated always as (case when not disputed then reference_key(capture_id) end) stored,
  add column refund_key       text generated always as (case when not disputed then reference_key(refund_id) end) stored;
create index receivable_capture on receivable (capture_key) where capture_key is not null;
create index receivable_refund on receivable (refund_key) where refund_key is not null;
create index receivable_order on receivable (order_id_key) where order_id_key is not null;
create index receivable_number on receivable (number_key);
create index receivable_order_number on receivable (order_number_key) where order_number_key is not null;
create index receivable_number_zeroless on receivable (zeroless(number_key)) where left(number_key, 1) = '0';
create index receivable_order_number_zeroless on receivable (zeroless(order_number_key))
  where left(order_number_key, 1) = '0';
create index receivable_disputed on receivable (number, kind) where disputed;

-- The number first: a row that does not say whose it is looks for all who have it.
alter table receivable drop constraint receivable_merchant_id_kind_number_key, add unique (number, kind, merchant_id);

-- An order that came again with less than it had received before had received all of that at least.
update receivable r
   set received_before = f.amount
  from (select x.id, min(x.amount) as amount,
               (array_agg(x.amount - x.open_amount order by x.change))[1] as received
          from (select receivable_id as id, id as change, (was ->> 'amount')::bigint as amount,
                       (was ->> 'open_amount')::bigint as open_amount
                  from receivable_change where was ->> 'kind' = 'order'
                union all
                select id, 9223372036854775807, amount, open_amount from receivable where kind = 'order') x
         group by x.id) f
 where r.id = f.id and r.kind = 'order' and f.received > f.amount;

create or replace function receivable_content(r receivable) returns jsonb
  language sql immutable parallel safe
  return jsonb_build_object('merchant_id', r.merchant_id, 'kind', r.kind, 'number', r.number,
                            'order_number', r.order_number, 'order_id', r.order_id, 'capture_id', r.capture_id,
                            'refund_id', r.refund_id, 'currency', r.currency, 'amount', r.amount,
                            'open_amount', r.open_amount, 'received_before', r.received_before, 'date', r.date,
                            'credits', r.credits, 'disputed', r.disputed);

-- A change that was written before these columns were has none of them: then nobody had said whose it was. What an order
-- had received before is not in it, and is recomputed by itself.
create function receivable_facts(content jsonb) returns jsonb
  language sql immutable parallel safe
  return jsonb_build_object('merchant_id', '', 'disputed', false) || content
         - array['number_key', 'order_number_key', 'order_id_key', 'capture_key', 'refund_key', 'received_before'];

create or replace function receivables_are_followed() returns trigger language plpgsql as $$
begin
  insert into receivable_change (receivable_id, was, became)
  select o.id, receivable_content(o), receivable_content(n)
    from before o join fresh n on n.id = o.id
   where (o.merchant_id, o.kind, o.number, o.order_number, o.order_id, o.capture_id, o.refund_id, o.currency, o.amount,
          o.open_amount, o.received_before, o.date, o.credits, o.disputed)
         is distinct from
         (n.merchant_id, n.kind, n.number, n.order_number, n.order_id, n.capture_id, n.refund_id, n.currency, n.amount,
          n.open_amount, n.received_before, n.date, n.credits, n.disputed)
   order by o.id;
  return null;
end $$;

-- Who has decided that the receivable stands as it is kept has ended the dispute; who takes that back has not.
create function disputes_are_decided() returns trigger language plpgsql as $$
begin
  if exists (select from fresh where code = 'receivable_changed') then
    update receivable r set disputed = f.state = 'open'
      from before b join fresh f on f.id = b.id
     where f.code = 'receivable_changed' and f.subject like 'lists %' and r.id = f.receivable_id
       and (b.state, f.state) in (('open', 'resolved'), ('resolved', 'open'))
       and r.disputed = (b.state = 'open')
       and not exists (select from allocation a where a.receivable_id = r.id);
  end if;
  return null;
end $$;
create trigger disputes_are_decided after update on deviation
  referencing old table as before new table as fresh for each statement execute function disputes_are_decided();

-- What the lists of one run, or of one command, have said so far, so that one that says otherwise is noticed. Needed
-- no longer than that, and so not kept through a crash of the database.
create unlogged table receivable_said (
  sitting       text not null,
  receivable_id bigint not null,
  claim         text not null,                    -- which file; two may have one name
  file          text not null,
  currency      text not null,
  amount        bigint not null,
  open_amount   bigint not null,
  order_number  text,
  order_id      text,
  date          date,
  at            timestamptz not null
);

-- Lists of receivables that are refused whole stand beside the reports that are; a person may give one outside any run.
alter table report_file
  add column kind text not null default 'report' check (kind in ('report', 'receivables')),
  alter column run_id drop not null,
  add check (run_id is not null or kind = 'receivables');
