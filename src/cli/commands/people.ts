/** `kvitt people`: who may sign in, and the links by which people choose a password. */
import { people as allPeople, PERSON_ROLES, personByEmail, type PersonRole } from "../../books/people.ts";
import { UserError } from "../../errors.ts";
import { roleName } from "../../web/access/role-name.ts";
import { firstAdministratorPath, invite, resetPath } from "../../web/access/sign-in.ts";
import { command } from "../command.ts";
import { EXIT, type OpenApp } from "../context.ts";
import { actorOf } from "../decide-each.ts";
import { columnsIn, table, text } from "../render/table.ts";
import { messages } from "./messages.ts";

interface Options {
  readonly first?: boolean;
  readonly invite?: string;
  readonly name?: string;
  readonly role?: PersonRole;
  readonly reset?: string;
}

export const people = command({
  name: "people",
  text: messages.people,
  options: [
    { flags: "--first", text: messages.peopleFirst },
    { flags: "--invite <email>", text: messages.peopleInvite },
    { flags: "--name <name>", text: messages.peopleName },
    { flags: "--role <role>", text: messages.peopleRole, choices: PERSON_ROLES },
    { flags: "--reset <email>", text: messages.peopleReset },
  ],
  json: true,
  run: async (invocation, options: Options) => {
    const { app, answer, language } = invocation;
    const path = await linkOf(app, options, actorOf(undefined, invocation));
    if (path !== null) {
      const link = `${addressOf(app)}${path}`;
      answer({ link }, () => link);
      return EXIT.agrees;
    }
    const found = await allPeople(app.books);
    const shown = found.map(({ email, name, role, disabledAt }) => ({
      email,
      name,
      role,
      disabled: disabledAt !== null,
    }));
    answer(shown, () =>
      table(
        columnsIn(language, [
          text(messages.columnName),
          text(messages.columnEmail),
          text(messages.columnRole),
        ]),
        shown.map((one) => [one.name, one.email, roleName(one.role, language)]),
      ),
    );
    return EXIT.agrees;
  },
});

/** Null: only the list is wanted. */
async function linkOf(app: OpenApp, options: Options, actor: string): Promise<string | null> {
  if (options.first) {
    const path = await firstAdministratorPath(app);
    if (path === null) throw new UserError(messages.isAdministrator, messages.inviteInstead);
    return path;
  }
  if (options.invite !== undefined) {
    const { invite: email, name = email, role = "read" } = options;
    return invite(app, { email, name, role }, actor);
  }
  if (options.reset === undefined) return null;
  const person = await personByEmail(app.books, options.reset);
  if (person === null) throw new UserError(messages.noSuchPerson(options.reset), messages.seePeople);
  return resetPath(app, person.id, actor);
}

/** Where the page is, as far as the settings say. */
function addressOf({ workspace }: OpenApp): string {
  const { host, port, names } = workspace.settings.web;
  const [name] = names;
  return name === undefined ? `http://${host}:${port}` : `https://${name}`;
}
