/** Changes of who may do what. Each is in the audit trail, with the name of who made it. */
import type { AppContext } from "../../app.ts";
import { audit } from "../../books/audit.ts";
import type { Handle } from "../../books/database.ts";
import {
  addApiToken,
  otherAdministrators,
  personById,
  revokeApiToken,
  setDisabled,
  setRole,
  type Person,
  type PersonRole,
} from "../../books/people.ts";
import { UserError } from "../../errors.ts";
import { messages } from "./messages.ts";
import { hashToken, newToken } from "../access/sign-in.ts";

/** Throws UserError where nobody would be left who can administer. */
export async function changeRole(
  { books, clock }: AppContext,
  id: bigint,
  role: PersonRole,
  actor: string,
): Promise<void> {
  await books.transaction(async (trx) => {
    const person = await known(trx, id);
    if (person.role === role) return;
    if (role !== "admin") await keepAdministrator(trx, person);
    await setRole(trx, id, role);
    await audit(trx, clock.now(), [
      {
        actor,
        action: "changed role",
        subject: `person ${id}`,
        before: { role: person.role },
        after: { role },
      },
    ]);
  });
}

/** Throws UserError where nobody would be left who can administer. */
export async function disable({ books, clock }: AppContext, id: bigint, actor: string): Promise<void> {
  const at = clock.now();
  await books.transaction(async (trx) => {
    const person = await known(trx, id);
    if (person.disabledAt !== null) return;
    await keepAdministrator(trx, person);
    await setDisabled(trx, id, at);
    await audit(trx, at, [{ actor, action: "disabled", subject: `person ${id}` }]);
  });
}

export async function enable({ books, clock }: AppContext, id: bigint, actor: string): Promise<void> {
  await books.transaction(async (trx) => {
    const person = await known(trx, id);
    if (person.disabledAt === null) return;
    await setDisabled(trx, id, null);
    await audit(trx, clock.now(), [{ actor, action: "enabled", subject: `person ${id}` }]);
  });
}

async function known(trx: Handle, id: bigint): Promise<Person> {
  const person = await personById(trx, id);
  if (person === null) throw new UserError(messages.noPeople, messages.reload);
  return person;
}

async function keepAdministrator(trx: Handle, { id, name, role }: Person): Promise<void> {
  if (role === "admin" && !(await otherAdministrators(trx, id)))
    throw new UserError(messages.lastAdministrator(name), messages.makeAnotherFirst);
}

export interface TokenWish {
  /** Of the program. */
  readonly name: string;
  readonly role: PersonRole;
}

/** The new token, which is kept only as a hash. `by`: who asks, or who made the token that asks. */
export async function makeToken(
  { books, clock }: AppContext,
  { name, role }: TokenWish,
  by: { readonly personId: bigint | null; readonly name: string },
): Promise<string> {
  if (name === "") throw new UserError(messages.nameMissing, messages.writeName);
  const at = clock.now();
  const token = newToken();
  await books.transaction(async (trx) => {
    const wish = { name, role, tokenHash: hashToken(token), createdBy: by.personId };
    const id = await addApiToken(trx, wish, at);
    await audit(trx, at, [
      { actor: by.name, action: "made an API token", subject: `token ${id}`, after: { name, role } },
    ]);
  });
  return token;
}

export async function revokeToken({ books, clock }: AppContext, id: bigint, actor: string): Promise<void> {
  const at = clock.now();
  await books.transaction(async (trx) => {
    if (!(await revokeApiToken(trx, id, at))) throw new UserError(messages.noSuchToken, messages.reload);
    await audit(trx, at, [{ actor, action: "revoked an API token", subject: `token ${id}` }]);
  });
}
