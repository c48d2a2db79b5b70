-- What a night costs follows what is new, and not the years before it.

-- As in 007, planned for many rows: a function keeps the plan of its first call in a session, and a nested loop between the two
-- transition tables, which is right for one row, is quadratic for a list that changes many.
alter function receivables_are_followed() set enable_nestloop = off;
alter function disputes_are_decided() set enable_nestloop = off;

-- Whether any receivable has a merchant is asked by each list; in a company with one shop none has.
create index receivable_merchant on receivable (merchant_id) where merchant_id <> '';

-- What a run has written, asked when it ends. Allocations are appended, so those of a run lie together, and an index of ranges
-- finds them; it costs a settled line next to nothing, where a tree would cost an entry.
create index allocation_run on allocation using brin (run_id) with (pages_per_range = 16, autosummarize = on);
create index payout_run on payout (run_id);
create index voucher_run on voucher (run_id) where run_id is not null;
create index deviation_opened_run on deviation (opened_run) where opened_run is not null;
create index mail_run on mail (run_id) where run_id is not null;

-- Asked after each report of a night: is one left to import?
create index report_file_claimed on report_file (run_id, id) where state = 'claimed';
