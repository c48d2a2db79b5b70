/** The frame of every page: head, navigation, content. Readable without a script. */
import type { Language } from "../message.ts";
import { VERSION } from "../version.ts";
import { mayDo, type Visitor } from "./access/access.ts";
import type { PersonRole } from "../books/people.ts";
import { markup, type Markup } from "./markup.ts";
import { messages } from "./messages.ts";

export interface PageContent {
  readonly title: string;
  readonly content: readonly Markup[];
  /** The script of the page, in `scripts.ts`. */
  readonly script?: "upload" | "desk" | "live";
}

export interface Frame {
  readonly language: Language;
  readonly company: string;
  readonly visitor: Visitor | null;
  /** Path and query of this page. */
  readonly path: string;
}

/** The parts of the desk, in the order of the navigation, and the least role that each needs. */
const PARTS = [
  { path: "/", name: "home", role: "read" },
  { path: "/deviations", name: "deviations", role: "read" },
  { path: "/payouts", name: "payouts", role: "read" },
  { path: "/upload", name: "upload", role: "decide" },
  { path: "/runs", name: "runs", role: "read" },
  { path: "/health", name: "health", role: "read" },
  { path: "/queues", name: "queues", role: "admin" },
  { path: "/settings", name: "settings", role: "admin" },
] as const satisfies readonly { path: string; name: keyof typeof messages; role: PersonRole }[];

export function document({ title, content, script }: PageContent, frame: Frame): string {
  const { language, company, visitor, path } = frame;
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Kvitt · ${company}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css?${VERSION}">
${script === undefined ? null : markup`<script src="/${script}.js?${VERSION}" defer></script>`}
</head>
<body${visitor?.formToken ? markup` data-form="${visitor.formToken}"` : null}>
<a class="skip" href="#content">${messages.toTheContent[language]}</a>
<header>
<p class="mark"><a href="/">Kvitt</a></p><p class="company">${company}</p>
${visitor === null ? null : signOut(visitor, language)}
${languages(language, path)}
</header>
${visitor === null ? null : navigation(visitor, frame)}
<main id="content" tabindex="-1">
${content}
</main>
<footer><p>Kvitt ${VERSION}</p></footer>
</body>
</html>
`.html;
}

function navigation(visitor: Visitor, { language, path }: Frame): Markup {
  const here = path.split("?")[0] ?? "/";
  const parts = PARTS.filter(({ role }) => mayDo(visitor.role, role)).map((part) => {
    const isHere = part.path === "/" ? here === "/" : here === part.path || here.startsWith(`${part.path}/`);
    const current = isHere ? markup` aria-current="page"` : null;
    return markup`<a href="${part.path}"${current}>${messages[part.name][language]}</a>`;
  });
  return markup`<nav class="parts" aria-label="${messages.partsOfKvitt[language]}">${parts}
<form class="search" role="search" action="/search" method="get">
<label class="unseen" for="q">${messages.search[language]}</label>
<input id="q" name="q" type="search" placeholder="${messages.searchFor[language]}"></form>
</nav>`;
}

function signOut(visitor: Visitor, language: Language): Markup {
  return markup`<form class="out" method="post" action="/sign-out">${formField(visitor)}
<span>${visitor.name}</span> <button class="plain">${messages.signOut[language]}</button></form>`;
}

/** What each form of a session must carry, so that no other site can send it. */
export function formField(visitor: Visitor | null): Markup | null {
  return visitor?.formToken ? markup`<input type="hidden" name="form" value="${visitor.formToken}">` : null;
}

function languages(language: Language, path: string): Markup {
  const other = language === "sv" ? { code: "en", name: "English" } : { code: "sv", name: "Svenska" };
  const back = encodeURIComponent(path);
  return markup`<nav class="language"><a href="/language/${other.code}?to=${back}" lang="${other.code}" hreflang="${other.code}">${other.name}</a></nav>`;
}
