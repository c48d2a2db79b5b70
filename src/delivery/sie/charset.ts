/**
 * Which characters a SIE file may hold, and how the rest are spelled. A SIE file is in the IBM PC's code page 437
 * ("PC8"). We use only ASCII and that page's accented letters (0x80-0x9A, 0xA0-0xA5): it lacks €, ø, š and typographic
 * marks, and its upper half looks like Windows-1252 to programs that guess. Bytes of 0x80-0xA5 alone are never
 * valid UTF-8 and never Latin-1 letters, so whoever guesses reads ours right.
 */
import iconv from "iconv-lite";

// No backslash: SIE has \" for a quote but no \\, so one that stands before a quote would swallow it.
const PLAIN = /^[ -[\]-~ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜáíóúñÑ]*$/;

const SPELLED: ReadonlyMap<string, string> = new Map([
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

/** The text with only characters that our SIE files hold. What it returns comes back unchanged; never a control character. */
export function pc8Text(text: string): string {
  if (PLAIN.test(text)) return text;
  let spelled = "";
  for (const character of text.normalize("NFC"))
    spelled += PLAIN.test(character) ? character : spell(character);
  return spelled;
}

/** The bytes of a text that `pc8Text` gave. */
export function pc8Bytes(text: string): Buffer {
  return iconv.encode(text, "cp437");
}

export const SIE_CHARSETS = ["cp437", "utf-8", "windows-1252"] as const;
export type SieCharset = (typeof SIE_CHARSETS)[number];

/**
 * The charset a file is really in. The format knows only CP437, but programs have written UTF-8 and Latin-1 and called
 * it PC8. Bytes below 0x80 mean the same in all three; the rest tell.
 */
export function detectCharset(bytes: Uint8Array): SieCharset {
  let letters = 0;
  let others = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    // Å, ö and their like in Latin-1; in CP437 these are Greek, box drawing and signs, which no bookkeeper types
    if (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) letters++;
    else others++;
  }
  if (letters + others > 0 && isUtf8(bytes)) return "utf-8";
  return letters > 0 && others === 0 ? "windows-1252" : "cp437";
}

/** Decodes what was read as one character per byte. */
export function decodeBytes(binary: string, charset: SieCharset): string {
  return /[\x80-\xff]/.test(binary) ? iconv.decode(Buffer.from(binary, "latin1"), charset) : binary;
}

function spell(character: string): string {
  const known = SPELLED.get(character);
  if (known !== undefined) return known;
  if (/[\p{Cc}\p{Z}]/u.test(character)) return " ";
  if (/[\p{Cf}\p{M}]/u.test(character)) return ""; // soft hyphens, direction marks, accents without a letter
  const parts = Array.from(character.normalize("NFKD")).filter((part) => !/\p{M}/u.test(part));
  const spelled = parts.map((part) => (PLAIN.test(part) ? part : (SPELLED.get(part) ?? "?"))).join("");
  return spelled.includes("?") ? "?" : spelled;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
