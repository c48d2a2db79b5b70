-- What a person needs to look a deviation up, and merchants whose sales are booked as daily sums.

-- Receivables that are like an unanswered line without agreeing with it: hints for a person, made anew while the line waits.
create table near_miss (
  line_id       bigint not null,
  place         smallint not null,
  receivable_id bigint not null,
  why           text not null check (why in ('amount', 'reference', 'amount_and_reference')),
  primary key (line_id, place)
);
-- The run that last looked for them; a run looks for so many lines at most, those first that have waited longest.
alter table unsettled add column looked_run bigint;

-- Payouts of merchants that have no receivable for each order (setting receivables: none): their lines are on the clearing
-- account, look for nothing, and are not in `unsettled`.
create table payout_without_receivables (
  payout_id bigint primary key references payout,
  amount    bigint not null default 0             -- what its lines have left on the clearing account; debit positive
);
