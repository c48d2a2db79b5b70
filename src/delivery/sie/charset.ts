/**
 * The character set of SIE files, and replacements for characters it lacks. A SIE file is in the IBM PC's code page 437
 * ("PC8"). We use only ASCII and that page's accented letters (0x80-0x9A, 0xA0-0xA5): it lacks €, ø, š and typographic marks,
 * and its upper half looks like Windows-1252 to programs that guess. Bytes of 0x80-0xA5 alone are never valid UTF-8 and never
 * Latin-1 letters, so such programs read our files correctly.
 */
import iconv from "iconv-lite";

// No backslash: SIE has \" for a quote but no \\, so one before a quote would escape it.
const PLAIN = /^[ -[\]-~ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜáíóúñÑ]*$/;

const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ["\\", "/"],
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["ø", "o"],
  ["Ø", "O"],
  ["ß", "ss"],
  ["ẞ", "SS"],
  ["œ", "oe"],
  ["Œ", "OE"],
  ["đ", "d"],
  ["Đ", "D"],
  ["ð", "d"],
  ["Ð", "D"],
  ["þ", "th"],
  ["Þ", "Th"],
  ["ł", "l"],
  ["Ł", "L"],
  ["ı", "i"],
  ["‘", "'"],
  ["’", "'"],
  ["‚", "'"],
  ["´", "'"],
  ["′", "'"],
  ["“", '"'],
  ["”", '"'],
  ["„", '"'],
  ["«", '"'],
  ["»", '"'],
  ["″", '"'],
  ["‐", "-"],
  ["‑", "-"],
  ["‒", "-"],
  ["–", "-"],
  ["—", "-"],
  ["―", "-"],
  ["−", "-"],
  ["⁄", "/"],
  ["×", "x"],
  ["·", "."],
  ["•", "*"],
  ["¿", "?"],
  ["¡", "!"],
  ["§", "par."],
  ["©", "(c)"],
  ["®", "(r)"],
  ["→", "->"],
]);

/** The text with only characters that our SIE files hold, without control characters. Idempotent. */
export function pc8Text(text: string): string {
  if (PLAIN.test(text)) return text;
  let replaced = "";
  for (const character of text.normalize("NFC"))
    replaced += PLAIN.test(character) ? character : replacementOf(character);
  return replaced;
}

/** The bytes of a text that `pc8Text` returned. */
export function pc8Bytes(text: string): Buffer {
  return iconv.encode(text, "cp437");
}

export const SIE_CHARSETS = ["cp437", "utf-8", "windows-1252"] as const;
export type SieCharset = (typeof SIE_CHARSETS)[number];

/**
 * Detects the character set of a file. The format has only CP437, but programs have written UTF-8 and Latin-1 and called it
 * PC8. Bytes below 0x80 mean the same in all three; the others decide.
 */
export function detectCharset(bytes: Uint8Array): SieCharset {
  let letters = 0;
  let others = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    // Å, ö and similar letters in Latin-1; in CP437 Greek, box drawing and symbols, which no bookkeeper types
    if (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) letters++;
    else others++;
  }
  if (letters + others > 0 && isUtf8(bytes)) return "utf-8";
  return letters > 0 && others === 0 ? "windows-1252" : "cp437";
}

/** Decodes text that was read as one character per byte. */
export function decodeBytes(binary: string, charset: SieCharset): string {
  return /[\x80-\xff]/.test(binary) ? iconv.decode(Buffer.from(binary, "latin1"), charset) : binary;
}

function replacementOf(character: string): string {
  const known = REPLACEMENTS.get(character);
  if (known !== undefined) return known;
  if (/[\p{Cc}\p{Z}]/u.test(character)) return " ";
  if (/[\p{Cf}\p{M}]/u.test(character)) return ""; // soft hyphens, direction marks, accents without a letter
  const parts = Array.from(character.normalize("NFKD")).filter((part) => !/\p{M}/u.test(part));
  const replaced = parts.map((part) => (PLAIN.test(part) ? part : (REPLACEMENTS.get(part) ?? "?"))).join("");
  return replaced.includes("?") ? "?" : replaced;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
