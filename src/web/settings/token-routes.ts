/** Tokens of programs: the list, a new one, which is shown once, and taking one back. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { apiTokens, PERSON_ROLES } from "../../books/people.ts";
import { UserError } from "../../errors.ts";
import { actorOf } from "../access/actor.ts";
import { makeToken, revokeToken } from "./people-changes.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { messages } from "./messages.ts";
import { secretContent, type Says } from "./parts.ts";
import { tokensContent } from "./tokens-page.ts";
import { sayOnPage } from "../say.ts";
import { rowId } from "../row-id.ts";

const ADMIN = { config: { access: "admin" } } as const;
const Wish = z.object({
  name: z.string().trim().max(100).default(""),
  role: z.enum(PERSON_ROLES).catch("read"),
});
const Id = z.object({
  id: rowId,
});

export const tokenRoutes: Routes = (server, desk) => {
  const { app } = desk;

  server.get("/settings/tokens", ADMIN, async (request, reply) => page(desk, request, reply));

  server.post("/settings/tokens", ADMIN, async (request, reply) => {
    const wish = Wish.parse(request.body ?? {});
    const language = languageOf(request, desk);
    return refusable(desk, request, reply, async () => {
      const by = { personId: request.visitor?.behind ?? null, name: actorOf(request) };
      const secret = await makeToken(app, wish, by);
      const title = messages.tokenOf(wish.name)[language];
      const content = secretContent({
        title,
        secret,
        means: messages.tokenMeans[language],
        back: { path: "/settings/tokens", text: messages.toTokens[language] },
      });
      return show(request, reply, desk, { title, content });
    });
  });

  server.post("/settings/tokens/:id/revoke", ADMIN, async (request, reply) =>
    refusable(desk, request, reply, async () => {
      const asked = Id.safeParse(request.params);
      if (!asked.success) throw new UserError(messages.noSuchToken, messages.reload);
      await revokeToken(app, asked.data.id, actorOf(request));
      return reply.redirect("/settings/tokens", 303);
    }),
  );
};

async function refusable(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  act: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const text = sayOnPage(thrown, languageOf(request, desk));
    return page(desk, request, reply.code(400), { text, tone: "trouble" });
  }
}

async function page(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  says?: Says,
): Promise<FastifyReply> {
  const { books, workspace } = desk.app;
  const language = languageOf(request, desk);
  const content = tokensContent(await apiTokens(books), {
    visitor: request.visitor,
    language,
    timeZone: workspace.settings.timeZone,
    ...(says === undefined ? {} : { says }),
  });
  return show(request, reply, desk, { title: messages.tokens[language], content });
}
