-- Signing in by an OpenID Connect provider. Who somebody is there is bound to a person once, by a verified e-mail address, and
-- from then on by issuer and subject alone: an address may be given to somebody else, a subject never is.

create table person_identity (
  issuer     text not null,
  subject    text not null,
  person_id  bigint not null references person,
  created_at timestamptz not null,
  primary key (issuer, subject),
  unique (person_id, issuer)
);

-- A sign-in that has been begun. It is used once. State, nonce and code verifier are made from the token, which only the browser has.
create table sign_in_attempt (
  token_hash bytea primary key,
  return_to  text not null,                                       -- a path of this server
  expires_at timestamptz not null
);
create index sign_in_attempt_expires on sign_in_attempt (expires_at);
