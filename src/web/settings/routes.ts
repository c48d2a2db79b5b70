/** What the settings say, and a test mail. Only administrators. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { messageOf, UserError } from "../../errors.ts";
import { withoutSecrets } from "../../secrets.ts";
import { sendTestMail } from "../../pipeline/test-mail.ts";
import { actorOf } from "../access/actor.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { messages } from "./messages.ts";
import { settingsContent } from "./page.ts";
import type { Says } from "./parts.ts";
import { peopleRoutes } from "./people-routes.ts";
import { tokenRoutes } from "./token-routes.ts";
import { sayOnPage } from "../say.ts";

const ADMIN = { config: { access: "admin" } } as const;

export const settingsRoutes: Routes = (server, desk) => {
  server.get("/settings", ADMIN, async (request, reply) => page(desk, request, reply));

  server.post("/settings/test-mail", ADMIN, async (request, reply) => {
    const says = await testMail(desk, request);
    return page(desk, request, reply.code(says.tone === "good" ? 200 : 502), says);
  });

  peopleRoutes(server, desk);
  tokenRoutes(server, desk);
};

async function testMail(desk: Desk, request: FastifyRequest): Promise<Says> {
  const language = languageOf(request, desk);
  try {
    const { kind, reference, refused, deferred } = await sendTestMail(desk.app, actorOf(request));
    const missed = [...refused, ...deferred];
    if (missed.length > 0)
      return { text: messages.testMailRefused(missed.join(", "))[language], tone: "trouble" };
    const sent = kind === "smtp" ? messages.testMailSent(reference) : messages.testMailKept(reference);
    return { text: sent[language], tone: "good" };
  } catch (thrown) {
    const error = thrown instanceof UserError ? sayOnPage(thrown, language) : messageOf(thrown);
    return { text: messages.testMailFailed(withoutSecrets(error))[language], tone: "trouble" };
  }
}

function page(desk: Desk, request: FastifyRequest, reply: FastifyReply, says?: Says): FastifyReply {
  const { workspace } = desk.app;
  const language = languageOf(request, desk);
  const { visitor } = request;
  const content = settingsContent({ workspace, visitor, language, ...(says === undefined ? {} : { says }) });
  return show(request, reply, desk, { title: messages.settings[language], content });
}
