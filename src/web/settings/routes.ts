/** What the settings say, and a test mail. Only administrators. */
import { isDeepStrictEqual } from "node:util";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { readConfigText, settingsIn } from "../../config/config-file.ts";
import type { Workspace } from "../../config/workspace.ts";
import { messageOf, UserError } from "../../errors.ts";
import { withoutSecrets } from "../../secrets.ts";
import { sendTestMail } from "../../pipeline/test-mail.ts";
import type { Language } from "../../message.ts";
import { actorOf } from "../access/actor.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { messages } from "./messages.ts";
import { editRoutes } from "./edit-routes.ts";
import { settingsContent, type SettingsPage } from "./page.ts";
import type { Says } from "./parts.ts";
import { peopleRoutes } from "./people-routes.ts";
import { tokenRoutes } from "./token-routes.ts";
import { sayOnPage } from "../say.ts";

const ADMIN = { config: { access: "admin" } } as const;
const Written = z.object({ written: z.literal("1").optional().catch(undefined) });

export const settingsRoutes: Routes = (server, desk) => {
  server.get("/settings", ADMIN, async (request, reply) => {
    const { written } = Written.parse(request.query);
    const text = messages.written[languageOf(request, desk)];
    return page(desk, request, reply, written === undefined ? undefined : { text, tone: "good" });
  });

  server.post("/settings/test-mail", ADMIN, async (request, reply) => {
    const says = await testMail(desk, request);
    return page(desk, request, reply.code(says.tone === "good" ? 200 : 502), says);
  });

  editRoutes(server, desk);
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

async function page(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  says?: Says,
): Promise<FastifyReply> {
  const { workspace } = desk.app;
  const language = languageOf(request, desk);
  const { visitor } = request;
  const pending = await pendingIn(workspace, language);
  const told = says === undefined ? {} : { says };
  const content = settingsContent({ workspace, visitor, language, pending, ...told });
  return show(request, reply, desk, { title: messages.settings[language], content });
}

/** The settings are read at start; a comment in the file needs no restart. */
async function pendingIn(
  { config, settingsOfFile }: Workspace,
  language: Language,
): Promise<SettingsPage["pending"]> {
  try {
    const read = settingsIn(config, await readConfigText(config));
    if (!read.ok) return { text: messages.fileUnusable(read.problem[language])[language], tone: "trouble" };
    if (isDeepStrictEqual(read.value, settingsOfFile)) return null;
    return { text: messages.restart[language], tone: "attention" };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { text: sayOnPage(thrown, language), tone: "trouble" };
  }
}
