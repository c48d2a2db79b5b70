/** What `kvitt check` says on a terminal. */
