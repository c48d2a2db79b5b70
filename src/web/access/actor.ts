/** Who does what a request asks for. */
import type { FastifyRequest } from "fastify";
import "./access.ts"; // where `visitor` is added to requests

/** The person's name, as the audit trail has it. */
export function actorOf({ visitor }: FastifyRequest): string {
  if (visitor === null) throw new Error("an act without a person");
  return visitor.name;
}

/** The same with the person behind it, as one person must not be two where two must agree. */
export function deciderOf(request: FastifyRequest): {
  readonly actor: string;
  readonly personId: bigint | null;
} {
  return { actor: actorOf(request), personId: request.visitor?.behind ?? null };
}
