/**
 * HTML without injection: whatever is put into a template is escaped, unless it is markup itself, and has no character that cannot
 * be seen, or that makes a text look like another one.
 */
import { visibleText } from "../format/one-line.ts";
import { escapeHtml } from "../format/page-html.ts";

export interface Markup {
  readonly html: string;
}

type Piece = string | number | Markup | readonly Markup[] | null;

/** markup`<p>${text}</p>`; null is left out. Put pieces only into text or quoted attributes: elsewhere escaping is not enough. */
export function markup(texts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { html: texts.reduce((all, text, index) => all + show(pieces[index - 1] ?? null) + text) };
}

/** A sentence with commands between backticks. */
export function sentence(text: string): readonly Markup[] {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? markup`${part}` : markup`<code>${part}</code>`));
}

function show(piece: Piece): string {
  if (piece === null) return "";
  if (typeof piece === "string" || typeof piece === "number") return escapeHtml(visibleText(String(piece)));
  return "html" in piece ? piece.html : piece.map(({ html }) => html).join("");
}
