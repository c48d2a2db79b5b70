/** A table on a wide screen, a list of cards on a narrow one, by one markup. */
import { markup, type Markup } from "./markup.ts";

export interface Column {
  readonly title: string;
  readonly kind?: "number" | "main";
}

export interface Cell {
  readonly text: string;
  readonly tone?: "good" | "attention" | "trouble";
  /** Where it leads, on this server. */
  readonly href?: string;
  /** Smaller, below; each on a line of its own. */
  readonly note?: string | readonly string[];
  /** A box to tick before it, in a form around the table. */
  readonly box?: {
    readonly name: string;
    readonly value: number;
    readonly label: string;
    readonly checked: boolean;
  };
}

/** `caption` is for screen readers. Columns that are empty in every row are left out. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Cell | string)[])[],
): Markup {
  const used = columns.flatMap((column, index) =>
    index === 0 || rows.some((row) => !isEmpty(row[index] ?? "")) ? [{ ...column, index }] : [],
  );
  const head = used.map(
    ({ title, kind }) =>
      markup`<th role="columnheader" scope="col"${classOf(kind === "number" ? "number" : "")}>${title}</th>`,
  );
  const body = rows.map(
    (row) =>
      markup`<tr role="row" data-row>${used.map((column) => cell(column, row[column.index] ?? ""))}</tr>\n`,
  );
  // the narrow layout has no `display: table`, which would take the roles away
  return markup`<table role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${body}</tbody>
</table>`;
}

function cell({ title, kind, index }: Column & { readonly index: number }, given: Cell | string): Markup {
  const { text, tone, note, href, box }: Cell = typeof given === "string" ? { text: given } : given;
  const classes = classOf([kind ?? "", isEmpty(given) ? "empty" : ""].join(" ").trim());
  const inside = href === undefined ? markup`${text}` : markup`<a href="${href}">${text}</a>`;
  const shown = tone ? markup`<span class="tag ${tone}">${inside}</span>` : markup`<span>${inside}</span>`;
  const notes = note === undefined ? [] : [note].flat();
  const ticked = box?.checked === true ? markup` checked` : null;
  const tick = box
    ? markup`<input type="checkbox" name="${box.name}" value="${box.value}" aria-label="${box.label}"${ticked}> `
    : null;
  const inner = markup`${tick}${shown}${notes.map((one) => markup`<small>${one}</small>`)}`;
  return index === 0
    ? markup`<th role="rowheader" scope="row" data-title="${title}"${classes}>${inner}</th>`
    : markup`<td role="cell" data-title="${title}"${classes}>${inner}</td>`;
}

function isEmpty(given: Cell | string): boolean {
  return typeof given === "string"
    ? given === ""
    : given.text === "" && [given.note ?? []].flat().length === 0;
}

function classOf(names: string): Markup | null {
  return names === "" ? null : markup` class="${names}"`;
}
