-- What can be proven later: every state that a deviation has been in, and every receivable as it was before it came
-- again. The database writes these down itself, whoever changes the rows; `kvitt verify` and `kvitt replay` read them.

-- Writers of receivables, deviations, allocations, vouchers and decisions take turns (src/books/write-lock.ts). So ids follow
-- the order of commits, a range of ids is what one transaction wrote, and no night sees a receivable change under it.
create function take_turn() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(
    hashtextextended('allocation', format('%I.allocation', tg_table_schema)::regclass::oid::bigint));
  return null;
end $$;

create table deviation_change (
  id             bigint generated always as identity primary key,
  deviation_id   bigint not null,
  state          text not null,
  expected       text,
  found          text,
  rung           smallint,
  candidates     jsonb not null,
  amount         bigint,
  report_file_id bigint,
  closed_at      timestamptz,
  closed_run     bigint,
  decision_id    bigint
);
create index deviation_change_deviation on deviation_change (deviation_id);

create function deviations_are_followed() returns trigger language plpgsql as $$
begin
  insert into deviation_change (deviation_id, state, expected, found, rung, candidates, amount, report_file_id,
                                closed_at, closed_run, decision_id)
  select f.id, f.state, f.expected, f.found, f.rung, f.candidates, f.amount, f.report_file_id, f.closed_at, f.closed_run,
         f.decision_id
    from fresh f order by f.id;
  return null;
end $$;
create trigger take_turn before insert or update on deviation for each statement execute function take_turn();
create trigger deviations_are_followed after insert on deviation
  referencing new table as fresh for each statement execute function deviations_are_followed();
create trigger deviations_are_followed_on after update on deviation
  referencing new table as fresh for each statement execute function deviations_are_followed();

-- Only what an update altered; a first take-in of millions of rows writes nothing here.
create table receivable_change (
  id            bigint generated always as identity primary key,
  receivable_id bigint not null,
  was           jsonb not null,
  became        jsonb not null
);
create index receivable_change_receivable on receivable_change (receivable_id);

create function receivable_content(r receivable) returns jsonb
  language sql immutable parallel safe
  return jsonb_build_object('kind', r.kind, 'number', r.number, 'order_number', r.order_number, 'order_id', r.order_id,
                            'capture_id', r.capture_id, 'refund_id', r.refund_id, 'currency', r.currency,
                            'amount', r.amount, 'open_amount', r.open_amount, 'date', r.date, 'credits', r.credits,
                            'number_key', r.number_key, 'order_number_key', r.order_number_key,
                            'order_id_key', r.order_id_key, 'capture_key', r.capture_key, 'refund_key', r.refund_key);

create function receivables_are_followed() returns trigger language plpgsql as $$
begin
  insert into receivable_change (receivable_id, was, became)
  select o.id, receivable_content(o), receivable_content(n)
    from before o join fresh n on n.id = o.id
   where (o.kind, o.number, o.order_number, o.order_id, o.capture_id, o.refund_id, o.currency, o.amount, o.open_amount,
          o.date, o.credits)
         is distinct from
         (n.kind, n.number, n.order_number, n.order_id, n.capture_id, n.refund_id, n.currency, n.amount, n.open_amount,
          n.date, n.credits)
   order by o.id;
  return null;
end $$;
create trigger take_turn before insert or update on receivable for each statement execute function take_turn();
create trigger receivables_are_followed after update on receivable
  referencing old table as before new table as fresh for each statement execute function receivables_are_followed();

create trigger facts_are_appended before update or delete or truncate on deviation_change
  for each statement execute function facts_are_appended();
create trigger facts_are_appended before update or delete or truncate on receivable_change
  for each statement execute function facts_are_appended();
