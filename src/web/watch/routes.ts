/** What a monitoring system reads. It says nothing that is in the books. */
import { gauges } from "../../books/gauges.ts";
import { rolesAlive } from "../../pipeline/life.ts";
import { nightFaults } from "../../pipeline/night-faults.ts";
import { scopes } from "../../pipeline/schedule.ts";
import type { Routes } from "../desk.ts";
import { metrics, METRICS_TYPE } from "./metrics.ts";
import { readiness } from "./readiness.ts";

export const watchRoutes: Routes = (server, { app, queues, kinds }) => {
  server.get("/livez", { config: { access: "machine" } }, (_request, reply) => reply.send({ live: true }));

  server.get("/readyz", { config: { access: "machine" } }, async (_request, reply) => {
    const said = await readiness(app, queues);
    return reply.code(said.ready ? 200 : 503).send(said);
  });

  server.get("/metrics", { config: { access: "machine" } }, async (_request, reply) => {
    const depths = await Promise.all(
      kinds.map(async (kind) => ({ kind: kind.name, ...(await queues.counts(kind)) })),
    );
    const { settings } = app.workspace;
    const life = {
      roles: await rolesAlive(app.books, app.clock.now()),
      scopes: scopes(settings),
      faults: await nightFaults(app.books, settings, app.clock.now()),
    };
    return reply.type(METRICS_TYPE).send(metrics(await gauges(app.books), depths, queues.backend, life));
  });
};
