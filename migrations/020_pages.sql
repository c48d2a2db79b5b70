-- The pages of the desk cost what they show: payouts by date from the newest on, and the open lines of one payout.
create index payout_date on payout (date, payment_reference, merchant_id, issuer);
create index unsettled_payout on unsettled (payout_id);
