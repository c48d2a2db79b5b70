/** People: the list, an invitation, and what can be changed of one. Each change is in the audit trail. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { people, PERSON_ROLES, personById, type Person } from "../../books/people.ts";
import { UserError } from "../../errors.ts";
import { actorOf } from "../access/actor.ts";
import { messages as access } from "../access/messages.ts";
import { changeRole, disable, enable, free } from "./people-changes.ts";
import { invite, resetPath } from "../access/sign-in.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { messages } from "./messages.ts";
import { peopleContent, personContent, type Frame } from "./people-page.ts";
import { secretContent, type Says } from "./parts.ts";
import { sayOnPage } from "../say.ts";
import { rowId } from "../row-id.ts";

const ADMIN = { config: { access: "admin" } } as const;
const Id = z.object({
  id: rowId,
});
const Changed = z.object({ changed: z.literal("1").optional().catch(undefined) });
const Role = z.enum(PERSON_ROLES).catch("read");
const Invitation = z.object({
  name: z.string().trim().max(100).default(""),
  email: z.string().trim().max(300).default(""),
  role: Role,
});

export const peopleRoutes: Routes = (server, desk) => {
  const { app } = desk;

  server.get("/settings/people", ADMIN, async (request, reply) => listPage(desk, request, reply));

  server.post("/settings/people", ADMIN, async (request, reply) => {
    const wish = Invitation.parse(request.body ?? {});
    try {
      if (wish.name === "" || !/^[^\s@]+@[^\s@]+$/.test(wish.email))
        throw new UserError(messages.nameOrAddressMissing, messages.fillInBoth);
      const path = await invite(app, wish, actorOf(request));
      return linkPage(desk, request, reply, wish.name, path);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      const text = sayOnPage(thrown, languageOf(request, desk));
      return listPage(desk, request, reply.code(400), { text, tone: "trouble" });
    }
  });

  server.get("/settings/people/:id", ADMIN, async (request, reply) => {
    const person = await personOf(desk, request.params);
    const done = Changed.parse(request.query).changed !== undefined;
    const text = messages.changed[languageOf(request, desk)];
    return personPage(desk, request, reply, person, done ? { text, tone: "good" } : undefined);
  });

  server.post("/settings/people/:id/role", ADMIN, async (request, reply) => {
    const asked = z.object({ role: z.enum(PERSON_ROLES) }).safeParse(request.body);
    // not the least one, as for an invitation: a garbled form must not take a role away
    if (!asked.success) throw new UserError(access.fromElsewhere, access.reloadAndTryAgain);
    const { role } = asked.data;
    return changing(desk, request, reply, (id, actor) => changeRole(app, id, role, actor));
  });

  server.post("/settings/people/:id/disable", ADMIN, async (request, reply) =>
    changing(desk, request, reply, (id, actor) => disable(app, id, actor)),
  );

  server.post("/settings/people/:id/enable", ADMIN, async (request, reply) =>
    changing(desk, request, reply, (id, actor) => enable(app, id, actor)),
  );

  server.post("/settings/people/:id/free", ADMIN, async (request, reply) =>
    changing(desk, request, reply, (id, actor) => free(app, id, actor)),
  );

  server.post("/settings/people/:id/link", ADMIN, async (request, reply) => {
    const person = await personOf(desk, request.params);
    if (person.disabledAt !== null) {
      const refusal = new UserError(messages.personIsDisabled(person.name), messages.letInFirst);
      const text = sayOnPage(refusal, languageOf(request, desk));
      return personPage(desk, request, reply.code(400), person, { text, tone: "trouble" });
    }
    const path = await resetPath(app, person.id, actorOf(request));
    return linkPage(desk, request, reply, person.name, path);
  });
};

async function changing(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  change: (id: bigint, actor: string) => Promise<void>,
): Promise<FastifyReply> {
  const person = await personOf(desk, request.params);
  try {
    await change(person.id, actorOf(request));
    return await reply.redirect(`/settings/people/${person.id}?changed=1`, 303);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const text = sayOnPage(thrown, languageOf(request, desk));
    return personPage(desk, request, reply.code(400), person, { text, tone: "trouble" });
  }
}

async function personOf({ app }: Desk, params: unknown): Promise<Person> {
  const asked = Id.safeParse(params);
  const person = asked.success ? await personById(app.books, asked.data.id) : null;
  if (person === null) throw new UserError(access.noSuchPage, access.toTheStart);
  return person;
}

function frameOf(desk: Desk, request: FastifyRequest, says: Says | undefined): Frame {
  const { clock, workspace } = desk.app;
  return {
    visitor: request.visitor,
    language: languageOf(request, desk),
    timeZone: workspace.settings.timeZone,
    now: clock.now(),
    ...(says === undefined ? {} : { says }),
  };
}

async function listPage(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  says?: Says,
): Promise<FastifyReply> {
  const frame = frameOf(desk, request, says);
  const content = peopleContent(await people(desk.app.books), frame);
  return show(request, reply, desk, { title: messages.people[frame.language], content, script: "desk" });
}

function personPage(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
  says?: Says,
): FastifyReply {
  const content = personContent(person, frameOf(desk, request, says));
  return show(request, reply, desk, { title: person.name, content });
}

/** The link stands in no log and no history: it is in the answer to a form, and nowhere else. */
function linkPage(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  path: string,
): FastifyReply {
  const language = languageOf(request, desk);
  const title = messages.linkFor(name)[language];
  const { url } = desk.app.workspace.settings.web;
  const content = secretContent({
    title,
    secret: new URL(path, url ?? `${request.protocol}://${request.host}`).href,
    means: messages.linkMeans[language],
    back: { path: "/settings/people", text: messages.toPeople[language] },
  });
  return show(request, reply, desk, { title, content });
}
