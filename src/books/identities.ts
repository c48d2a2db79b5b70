/** Who people are at an OpenID Connect provider, and the sign-ins there that have been begun. */
import { change, rows, type Handle } from "./database.ts";

/** Who somebody is at a provider: a subject is never given to somebody else. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** Null: nobody is bound to it. */
export async function personOfIdentity(db: Handle, { issuer, subject }: Identity): Promise<bigint | null> {
  const [found] = await rows(
    db,
    { personId: "bigint" },
    `select person_id as "personId" from person_identity where issuer = :issuer and subject = :subject`,
    { issuer, subject },
  );
  return found?.personId ?? null;
}

/** False: the person, or the identity, is bound already. */
export async function bindIdentity(
  db: Handle,
  { issuer, subject }: Identity,
  personId: bigint,
  at: Date,
): Promise<boolean> {
  const bound = await change(
    db,
    `insert into person_identity (issuer, subject, person_id, created_at)
     values (:issuer, :subject, :personId, :at) on conflict do nothing`,
    { issuer, subject, personId, at },
  );
  return bound === 1;
}

/** Frees a person of every identity, and ends the person's sessions. False: there was none. */
export async function freeIdentities(db: Handle, personId: bigint): Promise<boolean> {
  const freed = await change(db, "delete from person_identity where person_id = :personId", { personId });
  if (freed > 0) await change(db, "delete from web_session where person_id = :personId", { personId });
  return freed > 0;
}

export interface NewAttempt {
  readonly tokenHash: Buffer;
  /** A path of this server. */
  readonly returnTo: string;
  readonly at: Date;
  readonly expiresAt: Date;
}

export async function addAttempt(
  db: Handle,
  { tokenHash, returnTo, at, expiresAt }: NewAttempt,
): Promise<void> {
  await change(db, "delete from sign_in_attempt where expires_at < :at", { at });
  await change(
    db,
    "insert into sign_in_attempt (token_hash, return_to, expires_at) values (:tokenHash, :returnTo, :expiresAt)",
    { tokenHash, returnTo, expiresAt },
  );
}

/** The path to return to. Null: there is none such, it was used, or it is too old. It can be taken once. */
export async function takeAttempt(db: Handle, tokenHash: Buffer, at: Date): Promise<string | null> {
  const [taken] = await rows(
    db,
    { returnTo: "text", isFresh: "boolean" },
    `delete from sign_in_attempt where token_hash = :tokenHash
     returning return_to as "returnTo", expires_at > :at as "isFresh"`,
    { tokenHash, at },
  );
  return taken?.isFresh === true ? taken.returnTo : null;
}
