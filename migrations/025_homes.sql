-- Which home folder a process works in, by the id that is kept there: processes on one database must share it.
alter table heartbeat add column home uuid;
