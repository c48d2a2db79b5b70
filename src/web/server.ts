/**
 * The web server: pages for people, an API for programs, and what a monitoring system reads. It holds no rule of the trade: it
 * asks the books, the pipeline and the decisions. It is built here and listens in workers/, so that tests need no port.
 */
import { Readable } from "node:stream";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { ZodError } from "zod";
import { messageOf, UserError } from "../errors.ts";
import { verbatim, type Message } from "../message.ts";
import { guardRoutes } from "./access/access.ts";
import { messages as access } from "./access/messages.ts";
import { apiRoutes } from "./api/routes.ts";
import { accessRoutes } from "./access/routes.ts";
import { assetRoutes } from "./assets/routes.ts";
import { languageOf, show, type Desk, type Routes } from "./desk.ts";
import { deviationRoutes } from "./deviations/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import { homeRoutes } from "./home/routes.ts";
import { markup } from "./markup.ts";
import { messages } from "./messages.ts";
import { monthRoutes } from "./months/routes.ts";
import { payoutRoutes } from "./payouts/routes.ts";
import { queueRoutes } from "./queues/routes.ts";
import { runRoutes } from "./runs/routes.ts";
import { settingsRoutes } from "./settings/routes.ts";
import { messageOnPage } from "./say.ts";
import { searchRoutes } from "./search/routes.ts";
import { uploadRoutes } from "./upload/routes.ts";
import { UPLOAD_BYTES_MAX } from "./upload/receive.ts";
import { watchRoutes } from "./watch/routes.ts";

export type WebParts = Omit<Desk, "maxBytes"> & Partial<Pick<Desk, "maxBytes">>;

/** A page loads nothing from other sites, and no other site may frame it or post to it. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
} as const;

/** A folder each. */
const ROUTES: readonly Routes[] = [
  accessRoutes,
  assetRoutes,
  watchRoutes,
  homeRoutes,
  payoutRoutes,
  monthRoutes,
  deviationRoutes,
  uploadRoutes,
  runRoutes,
  healthRoutes,
  queueRoutes,
  settingsRoutes,
  searchRoutes,
  apiRoutes,
];

export function buildServer(parts: WebParts): FastifyInstance {
  const desk: Desk = { maxBytes: UPLOAD_BYTES_MAX, ...parts };
  const { settings } = desk.app.workspace;
  // a proxy of this machine or its private network says by what name and protocol it was asked
  const trustProxy = settings.web.names.length > 0 ? "loopback, linklocal, uniquelocal" : false;
  const server = fastify({ logger: false, trustProxy, routerOptions: { maxParamLength: 1_000 } });

  // of every request, also of one that no route takes
  server.decorateRequest("visitor", null);
  server.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    if (!isOurs(request, settings.web)) await reply.code(421).send({ error: "this server has another name" });
  });
  // before the guard's, and before any route asks the database, which takes no such sign
  server.addHook("preHandler", async (request, reply) => {
    if ([request.params, request.query, request.body].some(hasNul))
      return notUnderstood(desk, request, reply);
  });
  server.setErrorHandler((error, request, reply) => fail(desk, error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    problem(desk, request, reply.code(404), access.noSuchPage, access.seeTheStart),
  );
  void server.register(cookie);
  void server.register(formbody);
  // inside, so that cookies are read before the guard asks for them
  void server.register((guarded, _options, done) => {
    guardRoutes(guarded, desk.app, {
      signInFirst: (request, reply) =>
        wantsPage(request)
          ? reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303)
          : problem(desk, request, reply.code(401), access.notSignedIn, access.signInOrSendToken),
      forbidden: (request, reply, why) => {
        const [what, todo] =
          why === "role"
            ? [access.notForYou, access.askForRole]
            : [access.fromElsewhere, access.reloadAndTryAgain];
        return problem(desk, request, reply.code(403), what, todo);
      },
    });
    for (const register of ROUTES) register(guarded, desk);
    done();
  });
  return server;
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * A server that listens on this machine alone answers only to this machine's names, and to those in the settings. Otherwise a
 * page of any site, whose name is pointed at 127.0.0.1 while it is open, could read the books (DNS rebinding).
 */
function isOurs(
  { hostname }: FastifyRequest,
  { host, names }: { readonly host: string; readonly names: readonly string[] },
): boolean {
  const bound = host === "::1" ? "[::1]" : host;
  if (names.includes(hostname)) return true;
  return (!LOOPBACK.has(bound) && names.length === 0) || LOOPBACK.has(hostname) || hostname === bound;
}

function fail(desk: Desk, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ZodError) return notUnderstood(desk, request, reply);
  const said =
    typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  const known = typeof said === "number" && said >= 400 && said < 500 ? said : undefined;
  if (error instanceof UserError)
    return problem(desk, request, reply.code(known ?? 400), error.problem, messageOnPage(error.todo));
  const status = known ?? 503;
  if (status === 503)
    desk.app.log.error(
      { route: request.routeOptions.url, error: messageOf(error) },
      "the web could not answer",
    );
  const says = status === 503 ? messages.cannotAnswer : verbatim(messageOf(error));
  return problem(desk, request, reply.code(status), says, messages.tryAgain);
}

/** A parameter, a query or a form that no page of ours makes. */
function notUnderstood(desk: Desk, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return problem(desk, request, reply.code(400), messages.notUnderstood, access.seeTheStart);
}

/** PostgreSQL's text has no NUL. */
function hasNul(given: unknown): boolean {
  if (typeof given === "string") return given.includes("\0");
  return typeof given === "object" &&
    given !== null &&
    !Buffer.isBuffer(given) &&
    !(given instanceof Readable)
    ? Object.values(given).some(hasNul)
    : false;
}

/** What is wrong and what to do, as a page for a person and as JSON for a program. */
function problem(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  says: Message,
  todo: Message,
): FastifyReply {
  const language = languageOf(request, desk);
  if (!wantsPage(request)) return reply.send({ says: says[language], todo: todo[language] });
  const content = [
    markup`<h1>${says[language]}</h1>
<p class="headline trouble" role="alert">${todo[language]}</p>`,
    markup`<p><a href="/">${access.toTheStart[language]}</a></p>`,
  ];
  return show(request, reply, desk, { title: says[language], content });
}

function wantsPage({ headers, url }: FastifyRequest): boolean {
  return (headers.accept ?? "").includes("text/html") && !url.startsWith("/api/");
}
