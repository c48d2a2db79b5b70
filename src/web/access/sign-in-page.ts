/** The page by which people come in: by a password, by the provider in the settings, or by either. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { hasAdministrator } from "../../books/people.ts";
import type { Settings } from "../../config/settings.ts";
import type { Language } from "../../message.ts";
import { languageOf, show, type Desk } from "../desk.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { alarm, field } from "./fields.ts";
import { messages } from "./messages.ts";

export interface SignInForm {
  readonly to: string;
  readonly email?: string;
  readonly problem?: string;
}

export async function signInPage(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: Desk,
  form: SignInForm,
): Promise<FastifyReply> {
  const language = languageOf(request, desk);
  const title = messages.signIn[language];
  const { signIn } = desk.app.workspace.settings.web;
  const hint = (await hasAdministrator(desk.app.books)) ? null : sentence(messages.noAdministrator[language]);
  const content = markup`<section class="narrow"><h1>${title}</h1>${alarm(form.problem)}
${hint === null ? null : markup`<p>${hint}</p>`}
${signIn.issuer === undefined ? null : providerLink(signIn, form.to, language)}
${signIn.passwords ? passwordForm(form, title, language) : null}</section>`;
  return show(request, reply, desk, { title, content: [content] });
}

/** A link and no form: a form may not lead to another site. */
function providerLink({ name }: Settings["web"]["signIn"], to: string, language: Language): Markup {
  const text = name === undefined ? messages.signInByProvider : messages.signInBy(name);
  return markup`<p><a class="button" href="/sign-in/provider?to=${encodeURIComponent(to)}">${text[language]}</a></p>`;
}

function passwordForm({ to, email = "" }: SignInForm, title: string, language: Language): Markup {
  const fields = [
    field("email", messages.email[language], { type: "email", value: email, complete: "username" }),
    field("password", messages.password[language], { type: "password", complete: "current-password" }),
  ];
  return markup`<form method="post" action="/sign-in" class="fields"><input type="hidden" name="to" value="${to}">
${fields}<p><button>${title}</button></p></form>`;
}
