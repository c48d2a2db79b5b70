-- Decisions above an amount wait for a second person. What somebody proposed is a fact, and so is how it ended: approved by
-- somebody else, rejected, or withdrawn. One without an end, whose deviation is open, waits.

create table proposal (
  id           bigint generated always as identity primary key,
  deviation_id bigint not null references deviation,
  decision     jsonb not null,                                    -- as the person made it: match, account, split, why ...
  amount       bigint not null check (amount >= 0),               -- what it decides about; minor units
  currency     text not null,
  rows_sha256  text not null,                                     -- of the voucher rows that it would have made then
  person_id    bigint not null references person,                 -- who proposed, or whose program did
  actor        text not null check (actor <> ''),                 -- the name, as the audit trail has it
  at           timestamptz not null
);
create index proposal_deviation on proposal (deviation_id);

create table proposal_end (
  id          bigint generated always as identity primary key,
  proposal_id bigint not null unique references proposal,
  outcome     text not null check (outcome in ('approved', 'rejected', 'withdrawn')),
  decision_id bigint unique references decision,
  person_id   bigint not null references person,
  actor       text not null check (actor <> ''),
  why         text check (outcome <> 'rejected' or why <> '' and why is not null),
  at          timestamptz not null,
  check ((outcome = 'approved') = (decision_id is not null))
);

-- Nobody approves what is their own, and nobody else withdraws it. The decision is about the deviation that was proposed.
create function second_person() returns trigger language plpgsql as $$
declare
  proposed proposal;
begin
  select * into proposed from proposal p where p.id = new.proposal_id;
  if (new.outcome = 'withdrawn') <> (new.person_id = proposed.person_id) then
    raise exception 'proposal % cannot be % by person %', new.proposal_id, new.outcome, new.person_id using errcode = 'check_violation';
  end if;
  if new.outcome = 'approved' and not exists (
       select from decision d where d.id = new.decision_id and d.deviation_id = proposed.deviation_id and d.undoes is null) then
    raise exception 'decision % is not that of proposal %', new.decision_id, new.proposal_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger second_person before insert on proposal_end for each row execute function second_person();

create trigger facts_are_appended before update or delete or truncate on proposal
  for each statement execute function facts_are_appended();
create trigger facts_are_appended before update or delete or truncate on proposal_end
  for each statement execute function facts_are_appended();
