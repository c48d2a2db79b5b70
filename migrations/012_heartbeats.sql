-- Signs of life: who works and when it was last heard of, and what is told of a night that is late or done.

-- A row for each process and role, renewed every few seconds. The newest row of a role says whether the role is alive, was
-- stopped, or has died; rows that nobody renews are removed after some weeks.
create table heartbeat (
  process_id uuid not null,                       -- made when the process starts: a pid comes again
  role       text not null check (role in ('scheduler', 'import', 'match', 'post', 'notify', 'web')),
  host       text not null,
  pid        integer not null,
  version    text not null,
  started_at timestamptz not null,
  beat_at    timestamptz not null,
  working_on text,                                -- jobs by their ids; null: it waits
  job_at     timestamptz,                         -- when a job last began or ended
  stopped_at timestamptz,                         -- when it was asked to stop, and did
  primary key (process_id, role)
) with (fillfactor = 50);                         -- a renewed row stays on its page

-- The address that is asked for after each finished night, so that its silence is an alarm elsewhere.
create table ping (
  run_id     bigint primary key references run,
  attempts   integer not null default 0,
  next_at    timestamptz not null,
  sent_at    timestamptz,
  problem    text
);

-- 'alarm': a night is late, or does not end.
alter table mail drop constraint mail_kind_check;
alter table mail add constraint mail_kind_check check (kind in ('digest', 'failure', 'alarm'));
