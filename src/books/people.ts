/** People who sign in, their sessions and links, and the tokens of programs. Tokens are given as hashes: none is kept as it is. */
import { text, type Row, type RowShape } from "./row.ts";
import { change, rows, type Handle } from "./database.ts";

export const PERSON_ROLES = ["read", "decide", "admin"] as const;
/** Each may do what those before it may: look, decide deviations and start runs, change settings and people. */
export type PersonRole = (typeof PERSON_ROLES)[number];

const PERSON_ROW = {
  id: "bigint",
  email: "text",
  name: "text",
  role: text<PersonRole>(),
  password: "text?",
  createdAt: "instant",
  disabledAt: "instant?",
  lockedUntil: "instant?",
} as const satisfies RowShape;
export type Person = Row<typeof PERSON_ROW>;

const PERSON_COLUMNS = `p.id, p.email, p.name, p.role, p.password, p.created_at as "createdAt",
  p.disabled_at as "disabledAt", p.locked_until as "lockedUntil"`;

export async function people(db: Handle): Promise<readonly Person[]> {
  return rows(db, PERSON_ROW, `select ${PERSON_COLUMNS} from person p order by p.name, p.id`);
}

/** Whether somebody can administer Kvitt in the browser. Until then, `start` makes a link for the first one. */
export async function hasAdministrator(db: Handle): Promise<boolean> {
  const found = await rows(
    db,
    {},
    "select from person where role = 'admin' and disabled_at is null and password is not null limit 1",
  );
  return found.length > 0;
}

/** Whether somebody else can administer Kvitt. Locks those who do until the transaction ends. */
export async function otherAdministrators(trx: Handle, id: bigint): Promise<boolean> {
  const found = await rows(
    trx,
    { id: "bigint" },
    `select id from person where role = 'admin' and disabled_at is null and password is not null order by id for update`,
  );
  return found.some((one) => one.id !== id);
}

export async function personByEmail(db: Handle, email: string): Promise<Person | null> {
  const [found] = await rows(
    db,
    PERSON_ROW,
    `select ${PERSON_COLUMNS} from person p where p.email = :email`,
    {
      email: email.toLowerCase(),
    },
  );
  return found ?? null;
}

export async function personById(db: Handle, id: bigint): Promise<Person | null> {
  const [found] = await rows(db, PERSON_ROW, `select ${PERSON_COLUMNS} from person p where p.id = :id`, {
    id,
  });
  return found ?? null;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
}

/** Null: somebody has that address already. */
export async function addPerson(
  db: Handle,
  { email, name, role }: NewPerson,
  at: Date,
): Promise<bigint | null> {
  const [added] = await rows(
    db,
    { id: "bigint" },
    `insert into person (email, name, role, created_at) values (:email, :name, :role, :at)
     on conflict do nothing returning id`,
    { email: email.toLowerCase(), name, role, at },
  );
  return added?.id ?? null;
}

/** Sets the password, and ends the lock and every session of the person. */
export async function setPassword(db: Handle, id: bigint, password: string): Promise<void> {
  await change(
    db,
    "update person set password = :password, failures = 0, locked_until = null where id = :id",
    { id, password },
  );
  await change(db, "delete from web_session where person_id = :id", { id });
}

export async function setRole(db: Handle, id: bigint, role: PersonRole): Promise<void> {
  await change(db, "update person set role = :role where id = :id", { id, role });
}

/** Disabled people cannot sign in, and are signed out; null lets the person in again. */
export async function setDisabled(db: Handle, id: bigint, at: Date | null): Promise<void> {
  await change(db, "update person set disabled_at = :at where id = :id", { id, at });
  if (at !== null) await change(db, "delete from web_session where person_id = :id", { id });
}

/** Counts a wrong password; after `limit` in a row the person is locked out until `until`. */
export async function countFailure(db: Handle, id: bigint, limit: number, until: Date): Promise<void> {
  await change(
    db,
    `update person set failures = failures + 1,
            locked_until = case when failures + 1 >= :limit then :until::timestamptz else locked_until end
      where id = :id`,
    { id, limit, until },
  );
}

export async function clearFailures(db: Handle, id: bigint): Promise<void> {
  await change(db, "update person set failures = 0, locked_until = null where id = :id", { id });
}

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly personId: bigint;
  readonly formToken: string;
  readonly at: Date;
  readonly expiresAt: Date;
}

export async function addSession(db: Handle, session: NewSession): Promise<void> {
  const { tokenHash, personId, formToken, at, expiresAt } = session;
  await change(db, "delete from web_session where expires_at < :at", { at });
  await change(
    db,
    `insert into web_session (token_hash, person_id, form_token, created_at, seen_at, expires_at)
     values (:tokenHash, :personId, :formToken, :at, :at, :expiresAt)`,
    { tokenHash, personId, formToken, at, expiresAt },
  );
}

const SESSION_ROW = { ...PERSON_ROW, formToken: "text", seenAt: "instant" } as const satisfies RowShape;
export type SessionOfPerson = Row<typeof SESSION_ROW>;

/** The session and its person, unless it has expired, was idle since `idleSince`, or the person is disabled. */
export async function sessionOf(
  db: Handle,
  tokenHash: Buffer,
  { at, idleSince }: { readonly at: Date; readonly idleSince: Date },
): Promise<SessionOfPerson | null> {
  const [found] = await rows(
    db,
    SESSION_ROW,
    `select ${PERSON_COLUMNS}, s.form_token as "formToken", s.seen_at as "seenAt"
       from web_session s join person p on p.id = s.person_id
      where s.token_hash = :tokenHash and s.expires_at > :at and s.seen_at > :idleSince and p.disabled_at is null`,
    { tokenHash, at, idleSince },
  );
  return found ?? null;
}

export async function touchSession(db: Handle, tokenHash: Buffer, at: Date): Promise<void> {
  await change(db, "update web_session set seen_at = :at where token_hash = :tokenHash", { tokenHash, at });
}

export async function endSession(db: Handle, tokenHash: Buffer): Promise<void> {
  await change(db, "delete from web_session where token_hash = :tokenHash", { tokenHash });
}

export interface NewLink {
  readonly tokenHash: Buffer;
  /** Null: for the first administrator. */
  readonly personId: bigint | null;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** Earlier links for the same person, or for the first administrator, stop working. */
export async function addLink(db: Handle, { tokenHash, personId, at, expiresAt }: NewLink): Promise<void> {
  await change(
    db,
    "update sign_in_link set used_at = :at where person_id is not distinct from :personId::bigint and used_at is null",
    { personId, at },
  );
  await change(
    db,
    `insert into sign_in_link (token_hash, person_id, created_at, expires_at)
     values (:tokenHash, :personId, :at, :expiresAt)`,
    { tokenHash, personId, at, expiresAt },
  );
}

/** The person a link is for (null: the first administrator); undefined when it does not work (any more). */
export async function linkOf(db: Handle, tokenHash: Buffer, at: Date): Promise<bigint | null | undefined> {
  const [found] = await rows(
    db,
    { personId: "bigint?" },
    `select person_id as "personId" from sign_in_link
      where token_hash = :tokenHash and used_at is null and expires_at > :at for update`,
    { tokenHash, at },
  );
  return found?.personId;
}

export async function useLink(db: Handle, tokenHash: Buffer, at: Date): Promise<void> {
  await change(db, "update sign_in_link set used_at = :at where token_hash = :tokenHash", { tokenHash, at });
}

const TOKEN_ROW = {
  id: "bigint",
  name: "text",
  role: text<PersonRole>(),
  /** The person who made it; null: not known. */
  createdBy: "bigint?",
  createdAt: "instant",
  usedAt: "instant?",
  revokedAt: "instant?",
} as const satisfies RowShape;
export type ApiToken = Row<typeof TOKEN_ROW>;
const TOKEN_COLUMNS = `id, name, role, created_by as "createdBy", created_at as "createdAt", used_at as "usedAt", revoked_at as "revokedAt"`;

export async function apiTokens(db: Handle): Promise<readonly ApiToken[]> {
  return rows(db, TOKEN_ROW, `select ${TOKEN_COLUMNS} from api_token order by name, id`);
}

export interface NewApiToken {
  readonly name: string;
  readonly role: PersonRole;
  readonly tokenHash: Buffer;
  readonly createdBy: bigint | null;
}

export async function addApiToken(db: Handle, token: NewApiToken, at: Date): Promise<bigint> {
  const [added] = await rows(
    db,
    { id: "bigint" },
    `insert into api_token (name, role, token_hash, created_by, created_at)
     values (:name, :role, :tokenHash, :createdBy, :at) returning id`,
    { ...token, at },
  );
  if (!added) throw new Error("the token got no row");
  return added.id;
}

/** The token, and the time it was used; null when there is none such, or it was revoked. */
export async function useApiToken(db: Handle, tokenHash: Buffer, at: Date): Promise<ApiToken | null> {
  const [found] = await rows(
    db,
    TOKEN_ROW,
    `update api_token set used_at = :at where token_hash = :tokenHash and revoked_at is null returning ${TOKEN_COLUMNS}`,
    { tokenHash, at },
  );
  return found ?? null;
}

/** False: there is none such, or it is revoked already. */
export async function revokeApiToken(db: Handle, id: bigint, at: Date): Promise<boolean> {
  const revoked = await change(
    db,
    "update api_token set revoked_at = :at where id = :id and revoked_at is null",
    { id, at },
  );
  return revoked === 1;
}
