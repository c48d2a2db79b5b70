/** Many deviations at once: the preview, the decision, and what it did. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { decidedTogether } from "../../books/decision-history.ts";
import { decideMany, MANY_MAX, previewMany } from "../../decisions/decide-many.ts";
import { UserError } from "../../errors.ts";
import { deliverDue } from "../../pipeline/deliver.ts";
import { mayDo } from "../access/access.ts";
import { actorOf } from "../access/actor.ts";
import { messages as access } from "../access/messages.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { knownAccounts } from "./known-accounts.ts";
import { decisionOfMany, ManyForm } from "./many-form.ts";
import { manyDoneContent, manyPreviewContent } from "./many-page.ts";
import { messages } from "./messages.ts";
import { rowId } from "../row-id.ts";

const READ = { config: { access: "read" } } as const;
const DECIDE = { config: { access: "decide" } } as const;
const First = z.object({
  first: rowId,
});

export const manyRoutes: Routes = (server, desk) => {
  const { books, workspace, clock } = desk.app;

  server.post("/deviations/many/preview", DECIDE, (request, reply) => previewPage(desk, request, reply));

  server.post("/deviations/many/decide", DECIDE, async (request, reply) => {
    const form = ManyForm.parse(request.body);
    const decision = decisionOfMany(form, actorOf(request));
    const known = await knownAccounts(desk);
    const wish = { decision, shown: form.shown };
    let first: string;
    try {
      const [one] = await decideMany(books, form.id, wish, workspace.settings, clock.now(), known);
      first = String(one?.decisionId ?? 0n);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      return previewPage(desk, request, reply.code(409), thrown);
    }
    await deliverDue(desk.app);
    return reply.redirect(`/deviations/decided/${first}`, 303);
  });

  server.get("/deviations/decided/:first", READ, async (request, reply) => {
    const { first } = First.parse(request.params);
    const language = languageOf(request, desk);
    const done = await decidedTogether(books, first, MANY_MAX);
    if (done.length === 0) throw new UserError(access.noSuchPage, access.toTheStart);
    const canDecide = request.visitor !== null && mayDo(request.visitor.role, "decide");
    const content = manyDoneContent(done, { language, canDecide });
    const title = messages.manyDecided(done.length)[language];
    return show(request, reply, desk, { title, content, script: "desk" });
  });
};

async function previewPage(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  notBooked?: UserError,
): Promise<FastifyReply> {
  const { books, workspace, clock } = desk.app;
  const form = ManyForm.parse(request.body);
  const language = languageOf(request, desk);
  const decision = decisionOfMany(form, actorOf(request));
  const known = await knownAccounts(desk);
  const preview = await previewMany(books, form.id, decision, workspace.settings, clock.now(), known);
  const content = manyPreviewContent({
    preview,
    form,
    visitor: request.visitor,
    language,
    ...(notBooked === undefined ? {} : { says: messages.nothingBookedBecause(notBooked.problem)[language] }),
  });
  return show(request, reply, desk, { title: messages.manyAsItWillBe[language], content });
}
