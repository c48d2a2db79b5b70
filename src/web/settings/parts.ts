/** What the pages of the settings have in common: the way between them, forms, and a secret that is shown once. */
import { PERSON_ROLES, type PersonRole } from "../../books/people.ts";
import type { Language } from "../../message.ts";
import { roleName } from "../access/role-name.ts";
import { markup, type Markup } from "../markup.ts";
import { messages } from "./messages.ts";

export interface Says {
  readonly text: string;
  readonly tone: "good" | "trouble";
}

const PARTS = [
  { path: "/settings", name: messages.settings },
  { path: "/settings/edit", name: messages.edit },
  { path: "/settings/people", name: messages.people },
  { path: "/settings/tokens", name: messages.tokens },
] as const;

/** The top of each page. */
export function settingsHead(here: string, title: string, language: Language, says?: Says): Markup {
  const links = PARTS.map(
    ({ path, name }) =>
      markup`<a href="${path}"${path === here ? markup` aria-current="page"` : null}>${name[language]}</a>`,
  );
  return markup`<h1>${title}</h1>
<nav class="filter" aria-label="${messages.partsOfSettings[language]}">${links}</nav>${saying(says)}`;
}

export function saying(says: Says | undefined): Markup | null {
  if (says === undefined) return null;
  return markup`<p class="says ${says.tone}" role="${says.tone === "good" ? "status" : "alert"}">${says.text}</p>`;
}

export function roleChoice(chosen: PersonRole, language: Language): Markup {
  const options = PERSON_ROLES.map(
    (role) =>
      markup`<option value="${role}"${role === chosen ? markup` selected` : null}>${roleName(role, language)}</option>`,
  );
  return markup`<label for="role">${messages.role[language]}<select id="role" name="role">${options}</select></label>`;
}

export interface Secret {
  readonly title: string;
  readonly secret: string;
  readonly means: string;
  readonly back: { readonly path: string; readonly text: string };
}

/** A link or a token, shown this once. Read-only, so that it can be chosen whole with the keyboard. */
export function secretContent({ title, secret, means, back }: Secret): readonly Markup[] {
  return [
    markup`<section><h1>${title}</h1><p class="says attention">${means}</p>
<p class="fields"><label for="secret">${title}</label><input id="secret" value="${secret}" readonly autofocus></p>
<p><a href="${back.path}">${back.text}</a></p></section>`,
  ];
}
