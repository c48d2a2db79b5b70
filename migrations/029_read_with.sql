-- The settings that a report was read with, where its run was matched with others: the file was edited in between.
alter table report_file add column read_with jsonb;
