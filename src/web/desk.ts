/** What every page of the desk is given, and how a page is answered. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { JobKind } from "../../jobs/job-kind.ts";
import type { AppContext } from "../app.ts";
import { LANGUAGES, type Language } from "../message.ts";
import type { Step } from "../pipeline/advance.ts";
import type { Queues } from "../queue/queues.ts";
import { document, type PageContent } from "./document.ts";

export interface Desk {
  readonly app: AppContext;
  readonly queues: Queues;
  /** Whose depth /metrics shows. */
  readonly kinds: readonly JobKind[];
  readonly enqueue: Enqueue;
  /** Largest file that is accepted, in bytes. */
  readonly maxBytes: number;
}

/** How steps get to the workers; given by workers/, which knows their jobs. */
export interface Enqueue {
  /** A step enqueued twice is one job. */
  steps(steps: readonly Step[]): Promise<void>;
  /** Steps whose jobs may be waiting for their next attempt: they are tried now. */
  promote(steps: readonly Step[]): Promise<void>;
}

/** Registers the routes of one folder. */
export type Routes = (server: FastifyInstance, desk: Desk) => void;

export const LANGUAGE_COOKIE = "kvitt_language";

/**
 * What was asked for in the address, else what the browser keeps, else the company's. A program says it by Accept-Language,
 * which browsers send whether or not anybody chose it.
 */
export function languageOf(request: FastifyRequest, { app }: Desk): Language {
  const { query, cookies } = request;
  const asked = typeof query === "object" && query !== null && "lang" in query ? query.lang : undefined;
  const known = (name: unknown) => LANGUAGES.find((language) => language === name);
  // a request that is refused at the door has no cookies yet
  const kept = (cookies as typeof cookies | undefined)?.[LANGUAGE_COOKIE];
  const said = request.url.startsWith("/api/")
    ? request.headers["accept-language"]?.slice(0, 2).toLowerCase()
    : undefined;
  return known(asked) ?? known(kept) ?? known(said) ?? app.workspace.settings.language;
}

/** Answers with a page. */
export function show(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
  content: PageContent,
): FastifyReply {
  const language = languageOf(request, desk);
  const html = document(content, {
    language,
    company: desk.app.workspace.settings.company.name,
    visitor: request.visitor,
    path: request.url,
  });
  return reply.type("text/html; charset=utf-8").send(html);
}
