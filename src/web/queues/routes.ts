/** What is in the queues, for administrators. Each act is in the audit trail. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { audit } from "../../books/audit.ts";
import { UserError } from "../../errors.ts";
import type { JobKind } from "../../../jobs/job-kind.ts";
import { actorOf } from "../access/actor.ts";
import { messages as access } from "../access/messages.ts";
import { languageOf, show, type Desk, type Routes } from "../desk.ts";
import { messages } from "./messages.ts";
import { queuesContent } from "./page.ts";

const ADMIN = { config: { access: "admin" } } as const;
/** Of each state of each queue. */
const JOBS_SHOWN = 20;
const TRIED_AT_ONCE = 1_000;
const Named = z.object({ name: z.string().max(100) });
const OneJob = z.object({ id: z.string().min(1).max(300) });
const Done = z.object({
  tried: z.coerce.number().int().min(0).optional().catch(undefined),
  removed: z.literal("1").optional().catch(undefined),
  gone: z.literal("1").optional().catch(undefined),
});

export const queueRoutes: Routes = (server, desk) => {
  const { queues } = desk;

  server.get("/queues", ADMIN, async (request, reply) => page(desk, request, reply));

  server.post("/queues/:name/try", ADMIN, async (request, reply) => {
    const kind = kindOf(desk, request);
    const { id } = OneJob.parse(request.body ?? {});
    const done = await queues.tryNow(kind, id);
    if (done) await record(desk, request, "tried a job now", `${kind.name} ${id}`);
    return reply.redirect(done ? "/queues?tried=1" : "/queues?gone=1", 303);
  });

  server.post("/queues/:name/retry", ADMIN, async (request, reply) => {
    const kind = kindOf(desk, request);
    const count = await queues.tryAllNow(kind, TRIED_AT_ONCE);
    if (count > 0) await record(desk, request, "tried jobs now", kind.name, { jobs: count });
    return reply.redirect(`/queues?tried=${count}`, 303);
  });

  server.post("/queues/:name/remove", ADMIN, async (request, reply) => {
    const kind = kindOf(desk, request);
    const { id } = OneJob.parse(request.body ?? {});
    const done = await queues.takeOut(kind, id);
    if (done) await record(desk, request, "removed a job", `${kind.name} ${id}`);
    return reply.redirect(done ? "/queues?removed=1" : "/queues?gone=1", 303);
  });
};

function kindOf({ kinds }: Desk, { params }: FastifyRequest): JobKind {
  const { name } = Named.parse(params);
  const kind = kinds.find((one) => one.name === name);
  if (kind === undefined) throw new UserError(messages.noSuchQueue, access.seeTheStart);
  return kind;
}

function record(
  { app }: Desk,
  request: FastifyRequest,
  action: string,
  subject: string,
  after?: Readonly<Record<string, unknown>>,
): Promise<void> {
  const what = { actor: actorOf(request), action, subject, ...(after === undefined ? {} : { after }) };
  return app.books.transaction(async (trx) => audit(trx, app.clock.now(), [what]));
}

async function page(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { queues, kinds, app } = desk;
  const language = languageOf(request, desk);
  const found = await Promise.all(
    kinds.map(async (kind) => ({ name: kind.name, content: await queues.content(kind, JOBS_SHOWN) })),
  );
  const { tried, removed, gone } = Done.parse(request.query);
  const says =
    tried !== undefined && tried > 0
      ? ({ text: messages.tried(tried)[language], tone: "good" } as const)
      : removed !== undefined
        ? ({ text: messages.takenOut[language], tone: "good" } as const)
        : gone !== undefined || tried === 0
          ? ({ text: messages.gone[language], tone: "trouble" } as const)
          : null;
  const content = queuesContent({
    backend: queues.backend === "redis" ? "Redis" : "PostgreSQL",
    queues: found,
    visitor: request.visitor,
    language,
    timeZone: app.workspace.settings.timeZone,
    says,
  });
  return show(request, reply, desk, { title: messages.queues[language], content, script: "desk" });
}
