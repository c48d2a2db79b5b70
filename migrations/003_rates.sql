-- The exchange rates that a voucher was written with for its target: [{currency, date, rate}], its own first. A rate that
-- becomes known later changes nothing that was written.
alter table posting add column rates jsonb not null default '[]';
