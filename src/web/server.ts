/**
 * The web server: one page, the upload of files, and what a monitoring system reads. It decides nothing; it shows the
 * books. It is built here and listens in workers/, so that tests need no port.
 */
import { messages } from "./messages.ts";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { JobKind } from "../../jobs/job-kind.ts";
import { gauges } from "../books/gauges.ts";
import { messageOf } from "../errors.ts";
import type { AppContext } from "../app.ts";
import type { Queues } from "../queue/queues.ts";
import { LANGUAGES, type Language } from "../message.ts";
import { openDeviationsCsv } from "../pipeline/digest.ts";
import { rolesAlive } from "../pipeline/life.ts";
import { nightFaults } from "../pipeline/night-faults.ts";
import { scopes } from "../pipeline/schedule.ts";
import { metrics, METRICS_TYPE } from "./metrics.ts";
import { pageData } from "./page-data.ts";
import { page, problemPage } from "./page.ts";
import { readiness } from "./readiness.ts";
import { ICON, STYLE } from "./style.ts";
import { UPLOAD_SCRIPT } from "./upload-section.ts";
import { receive, UPLOAD_BYTES_MAX } from "./upload.ts";

export interface WebParts {
  readonly app: AppContext;
  readonly queues: Queues;
  /** Whose depth /metrics shows. */
  readonly kinds: readonly JobKind[];
  /** Largest file that is accepted; 1 GiB unless given. */
  readonly maxBytes?: number;
}

/** The page loads nothing from other sites, and no other site may frame it or post to it. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
} as const;

export function buildServer(parts: WebParts): FastifyInstance {
  const { app, queues, kinds, maxBytes = UPLOAD_BYTES_MAX } = parts;
  const { settings, inbox, receivables } = app.workspace;
  const server = fastify({ logger: false });

  server.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    if (!isOurs(request, settings.web.host))
      await reply.code(421).send({ error: "this server has another name" });
  });
  server.setErrorHandler((error, request, reply) => fail(app, error, request, reply));

  server.get("/", async (request, reply) => {
    const data = await pageData(app, languageOf(request, settings.language));
    return reply.type("text/html; charset=utf-8").send(page(data, request.host));
  });
  server.get("/deviations.csv", async (request, reply) => {
    const csv = await openDeviationsCsv(app, languageOf(request, settings.language));
    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", 'attachment; filename="deviations.csv"')
      .send(csv);
  });
  server.get("/style.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(STYLE));
  server.get("/upload.js", (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(UPLOAD_SCRIPT),
  );
  server.get("/icon.svg", (_request, reply) => reply.type("image/svg+xml").send(ICON));

  server.get("/livez", (_request, reply) => reply.send({ live: true }));
  server.get("/readyz", async (_request, reply) => {
    const said = await readiness(app, queues);
    return reply.code(said.ready ? 200 : 503).send(said);
  });
  server.get("/metrics", async (_request, reply) => {
    const depths = await Promise.all(
      kinds.map(async (kind) => ({ kind: kind.name, ...(await queues.counts(kind)) })),
    );
    const life = {
      roles: await rolesAlive(app.books, app.clock.now()),
      scopes: scopes(settings),
      faults: await nightFaults(app.books, settings, app.clock.now()),
    };
    return reply.type(METRICS_TYPE).send(metrics(await gauges(app.books), depths, queues.backend, life));
  });

  // no parser reads the body: `receive` does, whatever its content type
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", (_request, _payload, done) => done(null));
  for (const [folder, path] of [
    ["inbox", inbox],
    ["receivables", receivables],
  ] as const) {
    server.put<{ Params: { name: string } }>(`/${folder}/:name`, async (request, reply) => {
      const language = languageOf(request, settings.language);
      if (isFromElsewhere(request)) return reply.code(403).send({ says: "cross-site" });
      const received = await receive({
        name: request.params.name,
        bytes: request.raw,
        announced: Number(request.headers["content-length"] ?? 0),
        folder: path,
        maxBytes,
      });
      if (!received.ok) {
        // do not wait for the rest of the file
        return reply
          .header("connection", "close")
          .code(received.status)
          .send({ says: received.problem[language] });
      }
      const { name, size } = received;
      app.log.info({ folder, size }, "a file was uploaded");
      return reply
        .code(201)
        .send({ name, size, says: messages.received({ name, nightlyAt: settings.nightlyAt })[language] });
    });
  }
  return server;
}

function languageOf({ query }: FastifyRequest, usual: Language): Language {
  const asked = typeof query === "object" && query !== null && "lang" in query ? query.lang : undefined;
  return LANGUAGES.find((language) => language === asked) ?? usual;
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * A server that listens on this machine alone answers only to this machine's names. Otherwise a page of any site, whose
 * name is pointed at 127.0.0.1 while it is open, could read the books (DNS rebinding).
 */
function isOurs({ hostname }: FastifyRequest, host: string): boolean {
  const bound = host === "::1" ? "[::1]" : host;
  return !LOOPBACK.has(bound) || LOOPBACK.has(hostname) || hostname === bound;
}

/** Browsers send where a request comes from; other programs do not. */
function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const from = headers["sec-fetch-site"];
  return from !== undefined && from !== "same-origin" && from !== "none";
}

function fail(app: AppContext, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { workspace, log } = app;
  const said =
    typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  const status = typeof said === "number" && said >= 400 && said < 500 ? said : 503;
  if (status === 503)
    log.error({ route: request.routeOptions.url, error: messageOf(error) }, "the web could not answer");
  const language = languageOf(request, workspace.settings.language);
  const says = status === 503 ? messages.cannotAnswer[language] : messageOf(error);
  reply.code(status);
  if (request.routeOptions.url !== "/") return reply.send({ says });
  return reply
    .type("text/html; charset=utf-8")
    .send(problemPage(language, workspace.settings.company.name, says));
}
