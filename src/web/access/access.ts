/**
 * Who may ask for what. Each route names the least role it needs, and a route that names none cannot be registered. A browser
 * shows its session by a cookie, a program its token by a header.
 */
import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AppContext } from "../../app.ts";
import { PERSON_ROLES, sessionOf, touchSession, useApiToken, type PersonRole } from "../../books/people.ts";
import { hashToken, IDLE_MS } from "./sign-in.ts";

/** The least role that a route needs; "everyone": also who has not signed in; "machine": nobody is asked who it is. */
export type Access = "machine" | "everyone" | PersonRole;

/** Who asks. */
export interface Visitor {
  /** Null: a program with a token. */
  readonly personId: bigint | null;
  /** The person, or who made the program's token; null: not known. */
  readonly behind: bigint | null;
  /** As decisions and the audit trail have it. */
  readonly name: string;
  readonly role: PersonRole;
  /** What a form of the session must carry; null for a program, which no other site can make send anything. */
  readonly formToken: string | null;
}

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    visitor: Visitor | null;
  }
}

export const SESSION_COOKIE = "kvitt";
/**
 * Of a route by which people come in: so many tries of one address, beside the lock of a person, so that nobody can try one
 * password on everybody.
 */
export const FEW_TRIES = {
  config: { access: "everyone", rateLimit: { max: 20, timeWindow: 60_000 } },
} as const;
const TOUCH_MS = 60_000;
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** What to answer when a request may not go on. */
export interface Refusals {
  /** Nobody has signed in. */
  signInFirst(request: FastifyRequest, reply: FastifyReply): FastifyReply;
  /** The person's role is not enough, or the request came from another site. */
  forbidden(request: FastifyRequest, reply: FastifyReply, why: "role" | "elsewhere"): FastifyReply;
}

export function guardRoutes(server: FastifyInstance, app: AppContext, refusals: Refusals): void {
  server.addHook("onRoute", ({ config, url, method }) => {
    if (config?.access === undefined)
      throw new Error(`${String(method)} ${url} does not say who may ask for it`);
  });
  server.addHook("onRequest", async (request, reply) => {
    const access = request.routeOptions.config.access ?? "machine";
    if (access === "machine") return;
    request.visitor = await visitorOf(app, request);
    if (access === "everyone") return;
    if (request.visitor === null) return refusals.signInFirst(request, reply);
    if (!mayDo(request.visitor.role, access)) return refusals.forbidden(request, reply, "role");
  });
  // after the body is read, as a form carries its token there, and before anything is said of what else is in it
  server.addHook("preValidation", async (request, reply) => {
    if (SAFE_METHODS.has(request.method)) return;
    if (isFromElsewhere(request) || !carriesFormToken(request))
      return refusals.forbidden(request, reply, "elsewhere");
  });
}

export function mayDo(role: PersonRole, least: PersonRole): boolean {
  return PERSON_ROLES.indexOf(role) >= PERSON_ROLES.indexOf(least);
}

async function visitorOf(app: AppContext, request: FastifyRequest): Promise<Visitor | null> {
  const { books, clock } = app;
  const at = clock.now();
  const bearer = /^bearer +([\w-]{20,100})$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) {
    const token = await useApiToken(books, hashToken(bearer), at);
    if (token === null) return null;
    return { personId: null, behind: token.createdBy, name: token.name, role: token.role, formToken: null };
  }
  const cookie = request.cookies[SESSION_COOKIE];
  if (cookie === undefined) return null;
  const tokenHash = hashToken(cookie);
  const session = await sessionOf(books, tokenHash, { at, idleSince: new Date(at.getTime() - IDLE_MS) });
  if (session === null) return null;
  if (at.getTime() - session.seenAt.getTime() > TOUCH_MS) await touchSession(books, tokenHash, at);
  const { id, name, role, formToken } = session;
  return { personId: id, behind: id, name, role, formToken };
}

/** Browsers send where a request comes from; other programs do not. */
function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const from = headers["sec-fetch-site"];
  return from !== undefined && from !== "same-origin" && from !== "none";
}

/** In the field `form` of the body, or in the header `x-form-token`. Nobody's session and programs carry none. */
function carriesFormToken({ visitor, body, headers }: FastifyRequest): boolean {
  if (visitor === null || visitor.formToken === null) return true;
  const inBody = typeof body === "object" && body !== null && "form" in body ? body.form : undefined;
  const given = inBody ?? headers["x-form-token"];
  if (typeof given !== "string") return false;
  const [a, b] = [hashToken(given), hashToken(visitor.formToken)];
  return timingSafeEqual(a, b);
}
