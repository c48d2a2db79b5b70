/** Signing in by the provider in the settings: there, and back. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { addAttempt, takeAttempt } from "../../books/identities.ts";
import { UserError } from "../../errors.ts";
import { Provider, CALLBACK_PATH, providerOptions } from "../../openid/provider.ts";
import { refused, SignInRefused } from "../../openid/refusal.ts";
import { languageOf, type Desk, type Routes } from "../desk.ts";
import { FEW_TRIES } from "./access.ts";
import { cookieFor, letIn, ownPath } from "./cookies.ts";
import { enterAs } from "./identity.ts";
import { messages } from "./messages.ts";
import { hashToken, newToken } from "./sign-in.ts";
import { signInPage } from "./sign-in-page.ts";
import { sayOnPage } from "../say.ts";

/** Of a sign-in that has been begun: the browser that comes back must be the one that left. */
const ATTEMPT_COOKIE = "kvitt_sign_in";
const ATTEMPT_MS = 10 * 60_000;

export const openidRoutes: Routes = (server, desk) => {
  const { app } = desk;
  const options = providerOptions(app.workspace);
  const provider = options === null ? null : new Provider(options, app.clock);

  server.get<{ Querystring: { to?: string } }>("/sign-in/provider", FEW_TRIES, async (request, reply) => {
    const returnTo = ownPath(request.query.to);
    if (request.visitor !== null) return reply.redirect(returnTo, 303);
    return orSaid(desk, request, reply, returnTo, async () => {
      if (provider === null) throw new UserError(messages.noProvider, messages.usePassword);
      const token = newToken();
      const address = await provider.begin(token);
      const at = app.clock.now();
      const expiresAt = new Date(at.getTime() + ATTEMPT_MS);
      await addAttempt(app.books, { tokenHash: hashToken(token), returnTo, at, expiresAt });
      const cookie = { ...cookieFor(request), path: "/sign-in", maxAge: ATTEMPT_MS / 1_000 };
      return reply.setCookie(ATTEMPT_COOKIE, token, cookie).redirect(address.href, 303);
    });
  });

  server.get(CALLBACK_PATH, FEW_TRIES, async (request, reply) => {
    const token = request.cookies[ATTEMPT_COOKIE];
    reply.clearCookie(ATTEMPT_COOKIE, { path: "/sign-in" });
    const taken =
      token === undefined ? null : await takeAttempt(app.books, hashToken(token), app.clock.now());
    return orSaid(desk, request, reply, taken ?? "/", async () => {
      if (provider === null) throw new UserError(messages.noProvider, messages.usePassword);
      if (token === undefined || taken === null) throw refused("other attempt");
      const query = new URL(request.url, "http://localhost").searchParams;
      const identity = await provider.finish(query, token);
      return letIn(reply, request, await enterAs(app, identity)).redirect(ownPath(taken), 303);
    });
  });
};

/** What refuses somebody is said on the page to sign in, and in the log without saying who. */
async function orSaid(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  to: string,
  act: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    if (thrown instanceof SignInRefused)
      desk.app.log.warn({ why: thrown.why, detail: thrown.detail }, "a sign-in by the provider was refused");
    const status = thrown instanceof SignInRefused ? thrown.statusCode : 404;
    const problem = sayOnPage(thrown, languageOf(request, desk));
    return signInPage(request, reply.code(status), desk, { to, problem });
  }
}
