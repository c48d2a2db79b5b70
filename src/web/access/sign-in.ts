/** Signing in and out: sessions, links that let somebody in once, and lock-out after wrong passwords. */
import { createHash, randomBytes } from "node:crypto";
import type { AppContext } from "../../app.ts";
import { audit } from "../../books/audit.ts";
import type { Handle } from "../../books/database.ts";
import {
  addLink,
  addPerson,
  addSession,
  clearFailures,
  countFailure,
  hasAdministrator,
  linkOf,
  personByEmail,
  personById,
  setPassword,
  useLink,
  type NewPerson,
} from "../../books/people.ts";
import { UserError } from "../../errors.ts";
import { messages } from "./messages.ts";
import { hashPassword, isPassword, PASSWORD_MAX, PASSWORD_MIN } from "./password.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A session ends after twelve hours, or two without a request. */
const SESSION_MS = 12 * HOUR_MS;
export const IDLE_MS = 2 * HOUR_MS;
const LINK_MS = 24 * HOUR_MS;
const FAILURES_MAX = 5;
const LOCK_MS = 15 * MINUTE_MS;

/** 256 random bits, as they stand in a cookie, a link or a header. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** How a token is kept. It is random, so a fast hash is enough. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** The token of the new session; null: a wrong name or password. Throws UserError for a person who is locked out. */
export async function signIn(app: AppContext, email: string, password: string): Promise<string | null> {
  const { books, clock } = app;
  const at = clock.now();
  const person = await personByEmail(books, email);
  if (person?.lockedUntil && person.lockedUntil > at)
    throw new UserError(messages.lockedOut, messages.waitOrAskAdministrator);
  const right = await isPassword(password.slice(0, PASSWORD_MAX), person?.password ?? null);
  if (person === null || !right || person.disabledAt !== null) {
    if (person !== null) await countFailure(books, person.id, FAILURES_MAX, new Date(at.getTime() + LOCK_MS));
    return null;
  }
  await clearFailures(books, person.id);
  return beginSession(books, person.id, at);
}

/** A new token each time: one that somebody planted before is worth nothing afterwards. */
export async function beginSession(db: Handle, personId: bigint, at: Date): Promise<string> {
  const token = newToken();
  await addSession(db, {
    tokenHash: hashToken(token),
    personId,
    formToken: newToken(),
    at,
    expiresAt: new Date(at.getTime() + SESSION_MS),
  });
  return token;
}

/** The path of a link for the first administrator; null when there is one already. */
export async function firstAdministratorPath({ books, clock }: AppContext): Promise<string | null> {
  if (await hasAdministrator(books)) return null;
  return makeLink(books, null, clock.now());
}

/** Adds a person, and returns the path of the link by which the person chooses a password. Throws UserError. */
export async function invite(
  { books, clock }: AppContext,
  person: NewPerson,
  actor: string,
): Promise<string> {
  const at = clock.now();
  return books.transaction(async (trx) => {
    const id = await addPerson(trx, person, at);
    if (id === null) throw new UserError(messages.addressTaken(person.email), messages.useAnotherAddress);
    const path = await makeLink(trx, id, at);
    await audit(trx, at, [
      {
        actor,
        action: "invited",
        subject: `person ${id}`,
        after: { email: person.email, role: person.role },
      },
    ]);
    return path;
  });
}

/** The path of a link by which a person chooses a new password. */
export async function resetPath(
  { books, clock }: AppContext,
  personId: bigint,
  actor: string,
): Promise<string> {
  const at = clock.now();
  return books.transaction(async (trx) => {
    const path = await makeLink(trx, personId, at);
    // never the link itself
    await audit(trx, at, [{ actor, action: "made a sign-in link", subject: `person ${personId}` }]);
    return path;
  });
}

async function makeLink(db: Handle, personId: bigint | null, at: Date): Promise<string> {
  const token = newToken();
  await addLink(db, {
    tokenHash: hashToken(token),
    personId,
    at,
    expiresAt: new Date(at.getTime() + LINK_MS),
  });
  return `/welcome/${token}`;
}

/** Whom a link is for; null when it does not work (any more). */
export async function whoIsWelcome(
  { books, clock }: AppContext,
  token: string,
): Promise<{ readonly first: boolean; readonly name: string; readonly email: string } | null> {
  const personId = await linkOf(books, hashToken(token), clock.now());
  if (personId === undefined) return null;
  if (personId === null) return (await hasAdministrator(books)) ? null : { first: true, name: "", email: "" };
  const person = await personById(books, personId);
  return person === null || person.disabledAt !== null
    ? null
    : { first: false, name: person.name, email: person.email };
}

export interface Welcome {
  readonly password: string;
  /** Of the first administrator; others have them already. */
  readonly name: string;
  readonly email: string;
}

/** Uses a link: the person, who is made if it is the first, has a password and a session. Throws UserError. */
export async function acceptLink(app: AppContext, token: string, welcome: Welcome): Promise<string> {
  const { books, clock } = app;
  const at = clock.now();
  const length = [...welcome.password].length;
  if (length < PASSWORD_MIN || length > PASSWORD_MAX)
    throw new UserError(
      messages.passwordLength({ min: PASSWORD_MIN, max: PASSWORD_MAX }),
      messages.chooseLongerPassword,
    );
  const hashed = await hashPassword(welcome.password);
  return books.transaction(async (trx) => {
    const tokenHash = hashToken(token);
    const linked = await linkOf(trx, tokenHash, at);
    const taken = linked === null && (await hasAdministrator(trx));
    if (linked === undefined || taken) throw new UserError(messages.linkUsed, messages.askForNewLink);
    const personId = linked ?? (await firstAdministrator(trx, welcome, at));
    await useLink(trx, tokenHash, at);
    await setPassword(trx, personId, hashed);
    if (linked === null) {
      const { email } = welcome;
      await audit(trx, at, [
        {
          actor: welcome.name,
          action: "first administrator",
          subject: `person ${personId}`,
          after: { email },
        },
      ]);
    }
    return beginSession(trx, personId, at);
  });
}

async function firstAdministrator(trx: Handle, { name, email }: Welcome, at: Date): Promise<bigint> {
  if (name.trim() === "" || !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new UserError(messages.nameAndAddressMissing, messages.fillInBoth);
  const added = await addPerson(trx, { name: name.trim(), email, role: "admin" }, at);
  const id = added ?? (await personByEmail(trx, email))?.id;
  if (id === undefined) throw new Error("the first administrator got no row");
  return id;
}
