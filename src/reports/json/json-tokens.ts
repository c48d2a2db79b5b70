/** The texts and words of JSON. */

/** A number as it is written: 100 and 100.00 are not the same amount of money. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The place of the closing quote, or -1. */
export function stringEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return -1;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return quote;
    at = quote + 1;
  }
}

/** Null when the quoted text is no JSON string. */
export function readString(quoted: string): string | null {
  const plain = quoted.slice(1, -1);
  if (!/[\\\p{Cc}]/u.test(plain)) return plain;
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === "string" ? value : null;
  } catch {
    return null; // a control character or an escape that there is not
  }
}

/** The place behind a number, `true`, `false` or `null`. */
export function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[-+.\w]/.test(text.charAt(at))) at++;
  return at;
}

/** undefined when it is no such word. */
export function readWord(word: string): JsonNumber | boolean | null | undefined {
  if (word === "null") return null;
  if (word === "true" || word === "false") return word === "true";
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(word) ? new JsonNumber(word) : undefined;
}
