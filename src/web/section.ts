/** A part of the page, with its heading. */
import { markup, type Markup } from "./markup.ts";

/** `more` is shown where there is more than the content: it ends with the command that shows all. */
export function section(
  id: string,
  title: string,
  content: readonly Markup[],
  more: Markup | null = null,
): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
${more === null ? null : markup`<p class="more">${[more]}</p>`}
</section>`;
}

export function nothing(text: string): Markup {
  return markup`<p class="none">${text}</p>`;
}
