/** Deviations: the list, one with the ways to decide it, the voucher as it will be, and the decision itself. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { decisionsAbout } from "../../books/decision-history.ts";
import { openByCode } from "../../books/gauges.ts";
import { deviationsWaiting, proposalsAbout, waitingProposals } from "../../books/proposals.ts";
import { DEVIATION_STATES, deviations, type DeviationView } from "../../books/views.ts";
import { previewDecision, previewUndo } from "../../decisions/preview.ts";
import { decideOrPropose } from "../../decisions/propose.ts";
import { undo } from "../../decisions/reverse.ts";
import { UserError } from "../../errors.ts";
import { isDeviationCode } from "../../format/deviation-texts.ts";
import { deliverDue } from "../../pipeline/deliver.ts";
import { openDeviationsCsv } from "../../pipeline/digest.ts";
import { actorOf, deciderOf } from "../access/actor.ts";
import { messages as access } from "../access/messages.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { DecisionForm, decisionOf } from "./decision-form.ts";
import { knownAccounts } from "./known-accounts.ts";
import { listContent, WAITING_SHOWN } from "./list-page.ts";
import { manyRoutes } from "./many-routes.ts";
import { messages } from "./messages.ts";
import { deviationContent, type DeviationPage } from "./page.ts";
import { previewContent } from "./preview-page.ts";
import { proposalRoutes, waitingFor } from "./proposal-routes.ts";
import { sayOnPage } from "../say.ts";

const SHOWN_MAX = 100;
const READ = { config: { access: "read" } } as const;
const DECIDE = { config: { access: "decide" } } as const;
const Id = z.object({ id: z.coerce.number().int().min(1) });
const Filter = z.object({
  code: z.string().optional(),
  /** Only those opened before this one. */
  before: z.coerce.number().int().min(1).nullable().catch(null),
  marked: z.enum(["all"]).optional().catch(undefined),
});
/** What the page that was left says on the next one. */
const Done = z.object({
  done: z.enum(["resolved", "undone", "proposed", "rejected", "withdrawn"]).optional().catch(undefined),
  voucher: z.string().max(20).optional(),
});

export const deviationRoutes: Routes = (server, desk) => {
  const { books, workspace, clock } = desk.app;
  const { settings } = workspace;

  server.get("/deviations", READ, async (request, reply) => {
    const language = languageOf(request, desk);
    const { code: asked, before, marked } = Filter.parse(request.query);
    const code = asked !== undefined && isDeviationCode(asked) ? asked : null;
    const found = (await deviations(books, { code, before, newest: SHOWN_MAX + 1 })).toReversed();
    const shown = found.slice(0, SHOWN_MAX);
    const content = listContent({
      deviations: shown,
      isMore: found.length > SHOWN_MAX,
      waiting: await waitingProposals(books, { limit: WAITING_SHOWN + 1 }),
      waitingIds: await deviationsWaiting(
        books,
        shown.map(({ id }) => id),
      ),
      allMarked: marked === "all",
      visitor: request.visitor,
      counts: await openByCode(books),
      code,
      language,
      now: clock.now(),
    });
    return show(request, reply, desk, { title: messages.deviations[language], content, script: "desk" });
  });

  manyRoutes(server, desk);
  proposalRoutes((thrown, request, reply, id) => refused(thrown, desk, request, reply, id))(server, desk);

  server.get("/deviations.csv", READ, async (request, reply) =>
    reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", 'attachment; filename="deviations.csv"')
      .send(await openDeviationsCsv(desk.app, languageOf(request, desk))),
  );

  server.get("/deviations/:id", READ, async (request, reply) => onePage(desk, request, reply));

  server.post("/deviations/:id/preview", DECIDE, async (request, reply) => {
    const { id } = Id.parse(request.params);
    const form = DecisionForm.parse(request.body);
    const language = languageOf(request, desk);
    const actor = actorOf(request);
    try {
      const at = clock.now();
      const { vouchers, needsSecondPerson } =
        form.do === "undo"
          ? {
              vouchers: await previewUndo(books, BigInt(id), { actor, ...reason(form) }, settings, at),
              needsSecondPerson: false,
            }
          : await previewDecision(
              books,
              BigInt(id),
              decisionOf(form, actor),
              settings,
              at,
              await knownAccounts(desk),
            );
      const content = previewContent({
        id,
        form,
        vouchers,
        needsSecondPerson,
        visitor: request.visitor,
        language,
      });
      return await show(request, reply, desk, { title: messages.asItWillBe[language], content });
    } catch (thrown) {
      return refused(thrown, desk, request, reply);
    }
  });

  server.post("/deviations/:id/decide", DECIDE, async (request, reply) => {
    const { id } = Id.parse(request.params);
    const form = DecisionForm.parse(request.body);
    const actor = actorOf(request);
    try {
      const at = clock.now();
      const { personId } = deciderOf(request);
      const made =
        form.do === "undo"
          ? await undo(books, BigInt(id), { actor, ...reason(form) }, settings, at)
          : await decideOrPropose(
              books,
              BigInt(id),
              { decision: decisionOf(form, actor), personId },
              settings,
              at,
              await knownAccounts(desk),
            );
      if ("proposalId" in made) return await reply.redirect(`/deviations/${id}?done=proposed`, 303);
      await deliverDue(desk.app);
      const voucher = made.voucher === null ? "" : `&voucher=${encodeURIComponent(made.voucher)}`;
      const done = form.do === "undo" ? "undone" : "resolved";
      return await reply.redirect(`/deviations/${id}?done=${done}${voucher}`, 303);
    } catch (thrown) {
      return refused(thrown, desk, request, reply);
    }
  });
};

function reason({ why }: DecisionForm): { readonly why?: string } {
  return why.trim() === "" ? {} : { why: why.trim() };
}

/** The deviation's page again, with why the decision is impossible. */
async function refused(
  thrown: unknown,
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  id = Id.parse(request.params).id,
): Promise<FastifyReply> {
  if (!(thrown instanceof UserError)) throw thrown;
  const text = sayOnPage(thrown, languageOf(request, desk));
  return onePage(desk, request, reply.code(400), { id, says: { text, tone: "trouble" } });
}

async function onePage(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  about: { readonly id?: number; readonly says?: DeviationPage["says"] } = {},
): Promise<FastifyReply> {
  const { books, workspace } = desk.app;
  const { id = Id.parse(request.params).id, says } = about;
  const language = languageOf(request, desk);
  const [deviation] = await deviations(books, { id, states: DEVIATION_STATES });
  if (deviation === undefined) throw new UserError(access.noSuchPage, access.toTheStart);
  const done = Done.parse(request.query);
  const said = says ?? saysOf(done, language);
  const content = deviationContent({
    deviation,
    history: await decisionsAbout(books, BigInt(id)),
    proposals: await proposalsAbout(books, BigInt(id)),
    waiting: await waitingFor(desk, request, id),
    visitor: request.visitor,
    language,
    timeZone: workspace.settings.timeZone,
    next: await nextOf(desk, deviation),
    ...(said === undefined ? {} : { says: said }),
  });
  return show(request, reply, desk, { title: messages.deviation(id)[language], content, script: "desk" });
}

function saysOf({ done, voucher }: z.infer<typeof Done>, language: "sv" | "en"): DeviationPage["says"] {
  if (done === undefined) return undefined;
  const texts = {
    resolved: messages.resolvedWith(voucher ?? null),
    undone: messages.takenBackWith(voucher ?? null),
    proposed: messages.proposedNow,
    rejected: messages.rejectedNow,
    withdrawn: messages.withdrawnNow,
  } as const;
  return { text: messages.decided(texts[done][language])[language], tone: "good" };
}

/** The newest open one before this, of the same kind if there is one. */
async function nextOf({ app }: Desk, { id, code }: DeviationView): Promise<number | null> {
  const [same] = await deviations(app.books, { code, before: id, newest: 1 });
  if (same !== undefined) return same.id;
  const [any] = await deviations(app.books, { newest: 2 }).then((open) =>
    open.filter((one) => one.id !== id).toReversed(),
  );
  return any?.id ?? null;
}
