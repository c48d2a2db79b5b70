-- The oldest open deviations, whatever has been closed before them.
create index deviation_open on deviation (id) where state = 'open';
