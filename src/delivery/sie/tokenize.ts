/**
 * Splits one line of a SIE file into its label and fields. Works on bytes as characters (latin1), so that a checksum can be
 * computed over exactly what the file holds; the caller decodes the fields. The chart of accounts is read with it.
 */

/** A field is a text, or an object list: `{1 "Nord" 6 P47}` is ["1", "Nord", "6", "P47"]. */
export type SieField = string | readonly string[];

export type SieLine =
  | { readonly kind: "blank" | "open" | "close" }
  | { readonly kind: "record"; readonly label: string; readonly fields: readonly SieField[] }
  | { readonly kind: "problem"; readonly problem: SieSyntaxError };

export type SieSyntaxError =
  "no_label" | "unclosed_quote" | "text_after_quote" | "unclosed_list" | "odd_list";

/** `line` is without its line end. A label is given in capitals. */
export function tokenize(line: string): SieLine {
  const trimmed = line.replace(/^[ \t]+|[ \t\r]+$/g, "");
  if (trimmed === "") return { kind: "blank" };
  if (trimmed === "{") return { kind: "open" };
  if (trimmed === "}") return { kind: "close" };
  const label = /^#[^ \t"{}]+(?=[ \t]|$)/.exec(trimmed)?.[0];
  if (label === undefined) return { kind: "problem", problem: "no_label" };
  const fields: SieField[] = [];
  for (let at = skipSpace(trimmed, label.length); at < trimmed.length; at = skipSpace(trimmed, at)) {
    const read = trimmed[at] === "{" ? objectList(trimmed, at) : text(trimmed, at);
    if ("problem" in read) return { kind: "problem", problem: read.problem };
    fields.push(read.field);
    at = read.end;
  }
  return { kind: "record", label: label.toUpperCase(), fields };
}

type Read<F> = { readonly field: F; readonly end: number } | { readonly problem: SieSyntaxError };

/** A text field from `at` on, in quotes or not; inside an object list a brace ends a bare one. */
function text(line: string, at: number, inList = false): Read<string> {
  const isQuoted = line[at] === '"';
  let field = "";
  let end = isQuoted ? at + 1 : at;
  for (; end < line.length; end++) {
    const character = line[end];
    if (character === "\\" && line[end + 1] === '"') {
      field += '"';
      end++;
    } else if (isQuoted ? character === '"' : isSpace(character) || (inList && character === "}")) break;
    else field += character;
  }
  if (!isQuoted) return { field, end };
  if (end === line.length) return { problem: "unclosed_quote" };
  const after = line[end + 1];
  if (after !== undefined && !isSpace(after) && !(inList && after === "}"))
    return { problem: "text_after_quote" };
  return { field, end: end + 1 };
}

function objectList(line: string, from: number): Read<readonly string[]> {
  const field: string[] = [];
  let at = skipSpace(line, from + 1);
  while (at < line.length && line[at] !== "}") {
    const read = text(line, at, true);
    if ("problem" in read) return read;
    field.push(read.field);
    at = skipSpace(line, read.end);
  }
  if (at >= line.length) return { problem: "unclosed_list" };
  if (field.length % 2 === 1) return { problem: "odd_list" };
  return { field, end: at + 1 };
}

function skipSpace(line: string, at: number): number {
  while (isSpace(line[at])) at++;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
