/** How a route of the API is declared: its access, its schemas, and the answers that every route may give. */
import type { FastifyInstance, FastifyTypeProvider, RawServerDefault } from "fastify";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import { z } from "zod";
import type { PersonRole } from "../../books/people.ts";
import { UserError } from "../../errors.ts";
import { messages } from "./messages.ts";
import { Problem } from "./schemas.ts";

/** Types what a route is given. What it answers is checked by its schema when it is sent. */
interface Given extends FastifyTypeProvider {
  readonly validator: this["schema"] extends z.ZodType ? z.output<this["schema"]> : unknown;
  readonly serializer: unknown;
}

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  Given
>;

export type ApiRoutes = (api: Api, desk: import("../desk.ts").Desk) => void;

interface Described {
  readonly summary: string;
  readonly answer: z.ZodType;
  /** Of the answer; 200 by default. */
  readonly status?: 200 | 201 | 202;
  /** What else it may answer than 400, 401, 403 and 503. */
  readonly problems?: readonly (404 | 409 | 413 | 422)[];
  /** What is answered with 202 where something else must happen first. */
  readonly accepted?: z.ZodType;
}

const ALWAYS = [400, 401, 403, 503] as const;

/** The schema of a route, with its answers. */
export function described({ summary, answer, status = 200, problems = [], accepted }: Described) {
  const refusals = [...ALWAYS, ...problems].map((code) => [code, Problem] as const);
  const later: Record<string, z.ZodType> = accepted === undefined ? {} : { 202: accepted };
  return { summary, response: { [status]: answer, ...later, ...Object.fromEntries(refusals) } };
}

export function access(role: PersonRole) {
  return { access: role } as const;
}

export const PAGE_MAX = 200;
const PAGE = 50;

/** What every list takes. */
export const Paging = z.object({
  after: z.string().max(2_000).optional().describe("`next` of the page before"),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE),
});

/** A page of what was read: one more than are shown, where there are more. */
export function page<T>(
  found: readonly T[],
  limit: number,
  cursor: (last: T) => string,
): { readonly items: readonly T[]; readonly next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? cursor(last) : null };
}

/** The number that a list goes on after. */
export function numberAfter(after: string | undefined): number | null {
  if (after === undefined) return null;
  if (!/^\d{1,15}$/.test(after)) throw noSuchCursor();
  return Number(after);
}

export function noSuchCursor(): UserError {
  return new UserError(messages.noSuchCursor, messages.beginAtStart);
}
