/** The cookies of people, and where they may be led. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { SESSION_COOKIE } from "./access.ts";

/** Within this server only: "//other.example" and "/\other.example" are other sites. */
export function ownPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : "/";
}

/** Not "strict": a link in a letter would come from elsewhere, and seem signed out. No form is sent by GET. */
export function cookieFor(request: FastifyRequest) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: request.protocol === "https" } as const;
}

export function letIn(reply: FastifyReply, request: FastifyRequest, token: string): FastifyReply {
  return reply.setCookie(SESSION_COOKIE, token, cookieFor(request));
}
