-- The pages of the desk cost what they show: payouts by date from the newest on, and the open lines of one payout.
create index payout_date on payout (date, payment_reference, merchant_id, issuer);
create index unsettled_payout on unsettled (payout_id);

-- What the accounts of settlement hold in a month: few rows are on them, many on receivables.
create index voucher_row_account on voucher_row (account, voucher_id);
create index voucher_date on voucher (date);
create index allocation_decision on allocation (decision_id) where decision_id is not null;

-- The files of a run, each with its open deviation and its payout.
create index deviation_file on deviation (report_file_id) where report_file_id is not null;
create index payout_file on payout (report_file_id);
