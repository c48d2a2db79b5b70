-- A role that only reads (src/books/roles.ts). Every role may execute a function unless it is taken away, and this one runs
-- with its owner's rights: only the application asks for it.
revoke execute on function count_anew() from public;
