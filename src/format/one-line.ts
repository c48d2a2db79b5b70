/** Text that came out of a file, made safe to show in one line. */

/**
 * Without control characters and line breaks, without marks that turn the writing direction round (which could make a
 * reference look like another one), and cut to `max` characters.
 */
export function oneLine(text: string, max = 200): string {
  const clean = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .trim();
  const letters = Array.from(clean);
  return letters.length <= max ? clean : `${letters.slice(0, max - 1).join("")}…`;
}
