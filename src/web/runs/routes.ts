/** Runs: the list with what failed, one run with its progress, the button that starts one, and the one that tries again. */
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { audit } from "../../books/audit.ts";
import { failures } from "../../books/failures.ts";
import { filesOfRun, listedRun, listedRuns, mailsOfRun, runTimes } from "../../books/run-pages.ts";
import { askedBy, skippedFiles } from "../../books/runs.ts";
import { UserError } from "../../errors.ts";
import { advance } from "../../pipeline/advance.ts";
import { beginNightNow } from "../../pipeline/nightly-run.ts";
import { confirmArrived, retry } from "../../pipeline/retry.ts";
import { messages as access } from "../access/messages.ts";
import { actorOf } from "../access/actor.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { FAILURES_OF_A_KIND, failuresSection } from "./failures-section.ts";
import { runList, runName, runsHead, RUNS_AT_ONCE, type RunList } from "./list-page.ts";
import { messages } from "./messages.ts";
import { FILES_AT_ONCE, runContent } from "./page.ts";
import { isOver, progressEvents } from "./progress.ts";
import { sayOnPage } from "../say.ts";
import { rowId } from "../row-id.ts";

const MAILS_MAX = 50;
const READ = { config: { access: "read" } } as const;
const DECIDE = { config: { access: "decide" } } as const;
/** Ids of the books; larger ones would not fit their columns. */
const id = rowId;
const Id = z.object({ id });
const List = z.object({
  before: id.nullable().catch(null),
  retried: z.coerce.number().int().min(0).optional().catch(undefined),
});
const Files = z.object({ after: id.catch(0n) });
const Retry = z.object({ id: z.string().max(40).default("") });
/** Before the id of a mail that has arrived, as the button says. */
const ARRIVED = "arrived ";

export const runRoutes: Routes = (server, desk) => {
  const { books, workspace, clock } = desk.app;
  const { timeZone } = workspace.settings;
  const closing = new AbortController();
  // a stream must not hold up the end of the server: the browser comes back to the next one
  server.addHook("preClose", (done) => {
    closing.abort();
    done();
  });

  server.get("/runs", READ, async (request, reply) => {
    const { retried } = List.parse(request.query);
    const text = retried === undefined ? undefined : messages.retried(retried)[languageOf(request, desk)];
    return listPage(desk, request, reply, text === undefined ? undefined : { text, tone: "good" });
  });

  server.post("/runs", DECIDE, async (request, reply) => {
    const runId = await beginNightNow(desk.app, actorOf(request));
    await desk.enqueue.steps(await advance(books, runId, clock.now()));
    return reply.redirect(`/runs/${runId}`, 303);
  });

  server.get("/runs/:id", READ, async (request, reply) => {
    const language = languageOf(request, desk);
    const run = await runOf(desk, request.params);
    const { after } = Files.parse(request.query);
    const own = run.state === "failed" ? await failures(books, FAILURES_OF_A_KIND) : [];
    const content = runContent({
      run,
      times: await runTimes(books, run.id),
      files: await filesOfRun(books, { runId: run.id, after, most: FILES_AT_ONCE + 1 }),
      mails: await mailsOfRun(books, run.id, MAILS_MAX),
      skipped: await skippedFiles(books, run.id),
      askedBy: await askedBy(books, run.id),
      failures: failuresSection({
        failures: own.filter(({ of, id: failed }) => of === "run" && failed === run.id),
        visitor: request.visitor,
        language,
        timeZone,
      }),
      language,
      timeZone,
    });
    const script = isOver(run.state) ? "desk" : "live";
    return show(request, reply, desk, { title: runName(run, language), content, script });
  });

  server.get("/runs/:id/events", READ, async (request, reply) => {
    const run = await runOf(desk, request.params);
    const gone = new AbortController();
    reply.raw.once("close", () => gone.abort());
    const stop = AbortSignal.any([gone.signal, closing.signal]);
    const events = progressEvents(books, { runId: run.id, language: languageOf(request, desk), clock, stop });
    return reply
      .header("x-accel-buffering", "no")
      .type("text/event-stream; charset=utf-8")
      .send(Readable.from(events));
  });

  server.post("/retry", DECIDE, async (request, reply) => {
    const { id: asked } = Retry.parse(request.body ?? {});
    const actor = actorOf(request);
    try {
      if (asked.startsWith(ARRIVED)) {
        await confirmArrived(desk.app, asked.slice(ARRIVED.length), actor);
        return await reply.redirect("/runs", 303);
      }
      const again = await retry(desk.app, asked === "all" ? null : asked);
      await desk.enqueue.steps(again.steps);
      await desk.enqueue.promote(again.loose);
      const at = clock.now();
      const subject = asked === "all" ? "everything that failed" : asked;
      await books.transaction((trx) =>
        audit(trx, at, [{ actor, action: "retried", subject, after: { jobs: again.retried } }]),
      );
      return await reply.redirect(`/runs?retried=${again.retried}`, 303);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      const text = sayOnPage(thrown, languageOf(request, desk));
      return listPage(desk, request, reply.code(400), { text, tone: "trouble" });
    }
  });
};

async function listPage(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  says: RunList["says"],
): Promise<FastifyReply> {
  const { books, workspace } = desk.app;
  const { timeZone } = workspace.settings;
  const language = languageOf(request, desk);
  const { visitor } = request;
  const { before } = List.parse(request.query);
  const runs = await listedRuns(books, { before, most: RUNS_AT_ONCE + 1 });
  const failed = before === null ? await failures(books, FAILURES_OF_A_KIND) : [];
  const section = failuresSection({ failures: failed, visitor, language, timeZone });
  const list: RunList = { runs, visitor, language, timeZone, ...(says === undefined ? {} : { says }) };
  const content = [runsHead(list), ...(section === null ? [] : [section]), runList(list)];
  return show(request, reply, desk, { title: messages.runs[language], content, script: "desk" });
}

async function runOf({ app }: Desk, params: unknown) {
  const asked = Id.safeParse(params);
  const run = asked.success ? await listedRun(app.books, asked.data.id) : null;
  if (run === null) throw new UserError(access.noSuchPage, access.toTheStart);
  return run;
}
