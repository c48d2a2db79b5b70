/** Text that came out of a file, made safe to show in one line. */

/**
 * Without control characters and line breaks, without marks that turn the writing direction round (which could make a
 * reference look like another one), and cut to `max` characters.
 */
export function oneLine(text: string, max = 200): string {
  const clean = withoutTurns(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")).trim();
  const letters = Array.from(clean);
  return letters.length <= max ? clean : `${letters.slice(0, max - 1).join("")}…`;
}

/** Text of several lines for a page: its line breaks and tabs stay, and no other control character does. */
export function visibleText(text: string): string {
  return withoutTurns(text.replace(/(?![\n\r\t])[\p{Cc}\p{Zl}\p{Zp}]/gu, " "));
}

/** Without marks that turn the writing direction round. */
function withoutTurns(text: string): string {
  return text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
}
