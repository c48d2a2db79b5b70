/** Deviations: the list, one with the ways to decide it, the voucher as it will be, and the decision itself. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { decisionsAbout } from "../../books/decision-history.ts";
import { openByCode } from "../../books/gauges.ts";
import { deviations, type DeviationView } from "../../books/views.ts";
import { decide } from "../../decisions/decide.ts";
import { previewDecision, previewUndo } from "../../decisions/preview.ts";
import { undo } from "../../decisions/reverse.ts";
import { loadChartOfAccounts } from "../../delivery/chart.ts";
import { UserError } from "../../errors.ts";
import { isDeviationCode } from "../../format/deviation-texts.ts";
import { deliverDue } from "../../pipeline/deliver.ts";
import { openDeviationsCsv } from "../../pipeline/digest.ts";
import { messages as access } from "../access/messages.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { DecisionForm, decisionOf } from "./decision-form.ts";
import { listContent } from "./list-page.ts";
import { messages } from "./messages.ts";
import { deviationContent, type DeviationPage } from "./page.ts";
import { previewContent } from "./preview-page.ts";

const SHOWN_MAX = 100;
const READ = { config: { access: "read" } } as const;
const DECIDE = { config: { access: "decide" } } as const;
const Id = z.object({ id: z.coerce.number().int().min(1) });
const Filter = z.object({
  code: z.string().optional(),
  /** Only those opened before this one. */
  before: z.coerce.number().int().min(1).nullable().catch(null),
});
/** What the page that was left says on the next one. */
const Done = z.object({
  done: z.enum(["resolved", "undone"]).optional().catch(undefined),
  voucher: z.string().max(20).optional(),
});

export const deviationRoutes: Routes = (server, desk) => {
  const { books, workspace, clock } = desk.app;
  const { settings } = workspace;

  server.get("/deviations", READ, async (request, reply) => {
    const language = languageOf(request, desk);
    const { code: asked, before } = Filter.parse(request.query);
    const code = asked !== undefined && isDeviationCode(asked) ? asked : null;
    const found = (await deviations(books, { code, before, newest: SHOWN_MAX + 1 })).toReversed();
    const content = listContent({
      deviations: found.slice(0, SHOWN_MAX),
      isMore: found.length > SHOWN_MAX,
      counts: await openByCode(books),
      code,
      language,
      now: clock.now(),
    });
    return show(request, reply, desk, { title: messages.deviations[language], content, script: "desk" });
  });

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
      const vouchers =
        form.do === "undo"
          ? await previewUndo(books, BigInt(id), { actor, ...reason(form) }, settings, at)
          : await previewDecision(
              books,
              BigInt(id),
              decisionOf(form, actor),
              settings,
              at,
              await known(desk),
            );
      const content = previewContent({ id, form, vouchers, visitor: request.visitor, language });
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
      const made =
        form.do === "undo"
          ? await undo(books, BigInt(id), { actor, ...reason(form) }, settings, at)
          : await decide(books, BigInt(id), decisionOf(form, actor), settings, at, await known(desk));
      await deliverDue(desk.app);
      const voucher = made.voucher === null ? "" : `&voucher=${encodeURIComponent(made.voucher)}`;
      const done = form.do === "undo" ? "undone" : "resolved";
      return await reply.redirect(`/deviations/${id}?done=${done}${voucher}`, 303);
    } catch (thrown) {
      return refused(thrown, desk, request, reply);
    }
  });
};

/** The person's name, as the audit trail has it. */
function actorOf({ visitor }: FastifyRequest): string {
  if (visitor === null) throw new Error("a decision without a person");
  return visitor.name;
}

function reason({ why }: DecisionForm): { readonly why?: string } {
  return why.trim() === "" ? {} : { why: why.trim() };
}

/** The accounts that may be named. */
async function known({ app }: Desk) {
  const { settings, folder } = app.workspace;
  const loaded = await loadChartOfAccounts(settings, folder);
  if (!loaded.ok) throw new UserError(loaded.problem, messages.writeFourDigits);
  return { known: loaded.value };
}

/** The deviation's page again, with why the decision is impossible. */
async function refused(
  thrown: unknown,
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!(thrown instanceof UserError)) throw thrown;
  const text = thrown.say(languageOf(request, desk));
  return onePage(desk, request, reply.code(400), { text, tone: "trouble" });
}

async function onePage(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  says?: DeviationPage["says"],
): Promise<FastifyReply> {
  const { books, workspace } = desk.app;
  const { id } = Id.parse(request.params);
  const language = languageOf(request, desk);
  const [deviation] = await deviations(books, { id, states: ["open", "resolved", "closed"] });
  if (deviation === undefined) throw new UserError(access.noSuchPage, access.toTheStart);
  const done = Done.parse(request.query);
  const said = says ?? saysOf(done, language);
  const content = deviationContent({
    deviation,
    history: await decisionsAbout(books, BigInt(id)),
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
  const text = done === "undone" ? messages.takenBackWith : messages.resolvedWith;
  return { text: messages.decided(text(voucher ?? null)[language])[language], tone: "good" };
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
