/** The pages by which people come in and go out. */
import rateLimit from "@fastify/rate-limit";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { endSession } from "../../books/people.ts";
import { UserError } from "../../errors.ts";
import { LANGUAGES } from "../../message.ts";
import { LANGUAGE_COOKIE, languageOf, show, type Desk, type Routes } from "../desk.ts";
import { formField } from "../document.ts";
import { markup } from "../markup.ts";
import { FEW_TRIES as EVERYONE, SESSION_COOKIE } from "./access.ts";
import { cookieFor, letIn, ownPath } from "./cookies.ts";
import { alarm, field } from "./fields.ts";
import { messages } from "./messages.ts";
import { openidRoutes } from "./openid-routes.ts";
import { PASSWORD_MIN } from "./password.ts";
import { acceptLink, hashToken, signIn, whoIsWelcome } from "./sign-in.ts";
import { signInPage } from "./sign-in-page.ts";
import { sayOnPage } from "../say.ts";

const Credentials = z.object({
  email: z.string().max(300).default(""),
  password: z.string().max(1_000).default(""),
  to: z.string().max(2_000).default("/"),
});
const Welcome = z.object({
  email: z.string().max(300).default(""),
  name: z.string().max(100).default(""),
  password: z.string().max(1_000).default(""),
});
export const accessRoutes: Routes = (parent, desk) => {
  const { app } = desk;
  void parent.register(async (server) => {
    await server.register(rateLimit, { global: false });

    server.get<{ Querystring: { to?: string } }>(
      "/sign-in",
      { config: { access: "everyone" } },
      async (request, reply) => {
        const to = ownPath(request.query.to);
        return request.visitor === null ? signInPage(request, reply, desk, { to }) : reply.redirect(to);
      },
    );

    server.post("/sign-in", EVERYONE, async (request, reply) => {
      const { email, password, to } = Credentials.parse(request.body ?? {});
      const language = languageOf(request, desk);
      if (!app.workspace.settings.web.signIn.passwords) {
        const problem = `${messages.passwordsOff[language]} ${messages.useProvider[language]}`;
        return signInPage(request, reply.code(403), desk, { to, problem });
      }
      try {
        const token = await signIn(app, email.trim(), password);
        if (token !== null) return letIn(reply, request, token).redirect(ownPath(to), 303);
        const problem = messages.wrongNameOrPassword[language];
        return await signInPage(request, reply.code(401), desk, { to, email, problem });
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        return signInPage(request, reply.code(429), desk, {
          to,
          email,
          problem: sayOnPage(thrown, language),
        });
      }
    });

    openidRoutes(server, desk);

    server.post("/sign-out", { config: { access: "everyone" } }, async (request, reply) => {
      const cookie = request.cookies[SESSION_COOKIE];
      if (cookie !== undefined) await endSession(app.books, hashToken(cookie));
      return reply.clearCookie(SESSION_COOKIE, { path: "/" }).redirect("/sign-in", 303);
    });

    server.get<{ Params: { token: string } }>("/welcome/:token", EVERYONE, async (request, reply) => {
      return welcomePage(request, reply, desk, { token: request.params.token });
    });

    server.post<{ Params: { token: string } }>("/welcome/:token", EVERYONE, async (request, reply) => {
      const { token } = request.params;
      try {
        const session = await acceptLink(app, token, Welcome.parse(request.body ?? {}));
        return letIn(reply, request, session).redirect("/", 303);
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        const problem = sayOnPage(thrown, languageOf(request, desk));
        return welcomePage(request, reply.code(400), desk, { token, problem });
      }
    });

    server.get<{ Params: { code: string }; Querystring: { to?: string } }>(
      "/language/:code",
      { config: { access: "everyone" } },
      async (request, reply) => {
        const language = LANGUAGES.find((one) => one === request.params.code);
        const to = ownPath(request.query.to).replace(/([?&])lang=\w+&?/, "$1");
        if (language !== undefined)
          reply.setCookie(LANGUAGE_COOKIE, language, { ...cookieFor(request), maxAge: 31_536_000 });
        return reply.redirect(to.replace(/[?&]$/, ""), 303);
      },
    );
  });
};

async function welcomePage(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
  { token, problem }: { readonly token: string; readonly problem?: string },
): Promise<FastifyReply> {
  const language = languageOf(request, desk);
  const title = messages.welcome[language];
  const who = await whoIsWelcome(desk.app, token);
  if (who === null) {
    const says = `${messages.linkUsed[language]} ${messages.askForNewLink[language]}`;
    const content = [markup`<section class="narrow"><h1>${title}</h1>${alarm(says)}</section>`];
    return show(request, reply.code(410), desk, { title, content });
  }
  const says = who.first ? messages.firstOfAll[language] : messages.choosePassword(who.name)[language];
  const fields = [
    ...(who.first
      ? [
          field("name", messages.name[language], { type: "text", complete: "name" }),
          field("email", messages.email[language], { type: "email", complete: "username" }),
        ]
      : []),
    field("password", messages.newPassword(PASSWORD_MIN)[language], {
      type: "password",
      complete: "new-password",
    }),
  ];
  const form = markup`<section class="narrow"><h1>${title}</h1><p>${says}</p>${alarm(problem)}
<form method="post" action="/welcome/${token}" class="fields">${formField(request.visitor)}${fields}
<p><button>${messages.begin[language]}</button></p></form></section>`;
  return show(request, reply, desk, { title, content: [form] });
}
