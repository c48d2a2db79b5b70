-- Lines that a later download of their report completed (line_completion, 005).

-- Completions are sealed as a range of ids, so their writers take turns like all others.
create trigger take_turn before insert on line_completion for each statement execute function take_turn();
create index line_completion_file on line_completion (report_file_id);

-- What a file brought for lines that were there already:
-- [{merchantId, paymentReference, lines, fields, undecided}]; null for nothing.
alter table report_file add column completed jsonb;
