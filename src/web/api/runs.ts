/** Runs: the list, the counts of one, and a run begun now. */
import { z } from "zod";
import { collectRun } from "../../../jobs/collect-run.ts";
import { countRun, howFar } from "../../books/run-counts.ts";
import { runs } from "../../books/views.ts";
import { beginNightNow } from "../../pipeline/nightly-run.ts";
import { actorOf } from "../access/actor.ts";
import { messages } from "./messages.ts";
import { ApiProblem } from "./problem.ts";
import { access, described, numberAfter, page, Paging, type ApiRoutes } from "./route.ts";
import { Begun, pageOf, Run, WholeRun } from "./schemas.ts";

export const runApi: ApiRoutes = (api, desk) => {
  const { app, queues } = desk;

  api.get(
    "/runs",
    {
      config: access("read"),
      schema: {
        ...described({ summary: "Runs, the newest first", answer: pageOf(Run) }),
        querystring: Paging.extend({ limit: z.coerce.number().int().min(1).max(99).default(50) }),
      },
    },
    async ({ query: { after, limit } }) =>
      page(await runs(app.books, numberAfter(after)), limit, ({ id }) => String(id)),
  );

  api.get(
    "/runs/:id",
    {
      config: access("read"),
      schema: {
        ...described({ summary: "What a run has done", answer: WholeRun, problems: [404] }),
        params: z.object({ id: z.coerce.number().int().min(1) }),
      },
    },
    async ({ params: { id } }) => {
      const progress = await howFar(app.books, BigInt(id));
      if (progress === null) throw new ApiProblem(404, messages.noRun(id), messages.seeRuns);
      return { ...(await countRun(app.books, BigInt(id))), state: progress.state };
    },
  );

  api.post(
    "/runs",
    {
      config: access("decide"),
      schema: described({
        summary: "Begins what the schedule does at night, now; /runs/{id} shows how far it is",
        answer: Begun,
        status: 202,
      }),
    },
    async (request, reply) => {
      const runId = await beginNightNow(app, actorOf(request));
      await queues.enqueue(collectRun, { runId: String(runId) });
      return reply.code(202).send({ run: Number(runId) });
    },
  );
};
