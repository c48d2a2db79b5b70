-- Deliveries by calls to outside systems, whose answer may be lost.

-- When the system was called: nobody calls it again before it has been asked, and not while what was sent may still be on its way.
-- Null: nothing was sent, or what came of it is known.
alter table posting add column sent_at timestamptz;

-- A payment of an invoice or credit note in the system's customer ledger, one for each that a voucher settles something of. Written
-- down before the system is called.
create table invoice_payment (
  id            bigint generated always as identity primary key,
  posting_id    bigint not null references posting,
  receivable_id bigint not null references receivable,
  amount        bigint not null check (amount <> 0), -- off the balance of the invoice; below zero: of a credit note, or taken back
  state         text not null default 'pending'
                check (state in ('pending', 'sent', 'registered', 'booked', 'refused', 'dropped')),
  known         text[] not null default '{}',     -- the payments that the system had for the invoice before it was called
  sent_at       timestamptz,
  reference     text,                             -- the system's number of the payment
  problem       jsonb,                            -- refused: {"sv", "en"}
  done_at       timestamptz,
  unique (posting_id, receivable_id),
  check (state not in ('registered', 'booked') or reference is not null),
  check (state <> 'sent' or sent_at is not null)
);
create index invoice_payment_receivable on invoice_payment (receivable_id);
-- one payment in the ledger is one of ours
create unique index invoice_payment_reference on invoice_payment (receivable_id, reference) where state <> 'dropped';

-- What is known of each role of a system that Kvitt is connected with: when it worked last, and what was wrong.
create table connector_state (
  system    text not null,
  role      text not null check (role in ('target', 'payments', 'receivables', 'reports')),
  worked_at timestamptz,
  failed_at timestamptz,
  fault     text check (fault in ('auth', 'config', 'period', 'data', 'busy')),
  problem   jsonb,                                -- {"sv", "en"}: of the last failure
  todo      jsonb,
  cursor    text,                                 -- up to where files were brought
  primary key (system, role)
);
