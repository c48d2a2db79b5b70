-- Who may see and decide in the browser, and programs that may ask by HTTP. Nothing here is a fact of the books: what a person
-- does in them is written in the audit trail, with the person's name.

create table person (
  id           bigint generated always as identity primary key,
  email        text not null unique check (email = lower(email)), -- the name to sign in with
  name         text not null check (name <> ''),                  -- as decisions and the audit trail have it
  role         text not null check (role in ('read', 'decide', 'admin')),
  password     text,                                              -- scrypt, with its salt and cost; null: none yet
  created_at   timestamptz not null,
  disabled_at  timestamptz,
  failures     integer not null default 0,                        -- wrong passwords since the last right one
  locked_until timestamptz
);

-- Only hashes are kept, so that a copy of the database opens nothing.
create table web_session (
  token_hash bytea primary key,
  person_id  bigint not null references person,
  form_token text not null,                                       -- what each form of the session carries
  created_at timestamptz not null,
  seen_at    timestamptz not null,
  expires_at timestamptz not null
);
create index web_session_person on web_session (person_id);

-- A link that lets somebody in once: the first administrator, an invited person, one who has forgotten the password.
create table sign_in_link (
  token_hash bytea primary key,
  person_id  bigint references person,                            -- null: the first administrator, who is not known yet
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create table api_token (
  id         bigint generated always as identity primary key,
  name       text not null check (name <> ''),                    -- which machine
  role       text not null check (role in ('read', 'decide', 'admin')),
  token_hash bytea not null unique,
  created_by bigint references person,
  created_at timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz
);
