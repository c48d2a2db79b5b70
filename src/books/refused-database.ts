/** Databases that Kvitt cannot use until a person has changed something, each with the words that say what. */
import { inEach, type Message } from "../message.ts";
import { UserError } from "../errors.ts";
import { sharesSessions } from "../wire/pooler.ts";
import { APPLICATION_ROLE, MAY_TAKE } from "./database.ts";
import { messages } from "./messages.ts";

/** Throws UserError for a pooler that gives a session to many: Kvitt's role, search path and LISTEN would be others' too. */
export async function refuseSharedSessions(url: string): Promise<void> {
  if (await sharesSessions(url)) throw new UserError(messages.sessionsShared, messages.poolSessions);
}

/** A statement about the login: whether it can act as the application's role, or make that so by itself. */
export const ASK_ROLE = /* sql */ `
  select current_user::text as login, role is null as missing,
         r.rolsuper or case when role is null then r.rolcreaterole
                            else pg_has_role(role, ${MAY_TAKE}) or pg_has_role(role, 'member with admin option')
                                 or (r.rolcreaterole and current_setting('server_version_num')::int < 160000)
                       end as able
    from pg_roles r, lateral (select to_regrole('${APPLICATION_ROLE}')::oid as role) o
   where r.rolname = current_user`;

export interface RoleAnswer {
  readonly login: string;
  readonly missing: boolean;
  readonly able: boolean;
}

/** What an administrator must run first; null: nothing. */
export function roleRemedy({ login, missing, able }: RoleAnswer): Message | null {
  if (able) return null;
  const name = /^[a-z_][a-z0-9_]*$/.test(login) ? login : `"${login.replaceAll('"', '""')}"`;
  const lines = [
    ...(missing ? [`create role ${APPLICATION_ROLE} nologin;`] : []),
    `grant ${APPLICATION_ROLE} to ${name};`,
  ];
  return messages.makeRole(lines.map((line) => `\n  ${line}`).join(""));
}

/** Throws UserError when the login needs an administrator's help. */
export function refuseLogin(answer: RoleAnswer): void {
  const remedy = roleRemedy(answer);
  if (remedy !== null) throw new UserError(messages.roleNeeded(APPLICATION_ROLE), remedy);
}

/** Throws UserError for books that a newer program has changed: `names` are the migrations that only it knows. */
export function refuseNewer(names: readonly string[]): void {
  if (names.length === 0) return;
  const newer = messages.newerSchema(names.join(", "));
  throw new UserError(
    inEach((language) => `${messages.schemaOfBooks[language]} ${newer[language]}.`),
    messages.updateKvitt,
  );
}
