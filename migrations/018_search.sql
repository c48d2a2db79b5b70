-- Looking up what a person has in hand. Lines and receivables are found by the indexes that matching has; each further one would cost
-- every line an entry, for a search now and then.
create index payout_amount on payout (settlement_amount, id);
create index voucher_total on voucher (total, id);
create index payout_reference on payout (payment_reference);
create index voucher_number on voucher (number, series);
