/** Parts of the forms by which people come in. */
import { markup, type Markup } from "../markup.ts";

interface FieldOptions {
  readonly type: "text" | "email" | "password";
  readonly value?: string;
  /** For the browser's own memory of passwords. */
  readonly complete: string;
}

export function field(name: string, label: string, { type, value = "", complete }: FieldOptions): Markup {
  return markup`<p><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${complete}" required></p>`;
}

export function alarm(text: string | undefined): Markup | null {
  return text === undefined ? null : markup`<p class="says trouble" role="alert">${text}</p>`;
}
