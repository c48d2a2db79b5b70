/** Text as Fortnox takes it: any letter and digit, and of other characters only its list; else it refuses the whole call. */
const ALLOWED = /[^\p{L}\p{N}\s’\\–:.`´,;^¤#%§£$€¢¥©™°&/()=+\-*_!?²³®½@]/gu;

/** What stands in the place of characters that are common in references and reasons. */
const INSTEAD: Readonly<Record<string, string>> = {
  "|": "/",
  '"': "’",
  "'": "’",
  "”": "’",
  "“": "’",
  "‘": "’",
  "—": "–",
  "−": "-",
  "‐": "-",
  "‑": "-",
  "<": "(",
  ">": ")",
  "[": "(",
  "]": ")",
  "{": "(",
  "}": ")",
  "~": "-",
  "…": "...",
};

/** At most so many characters, cut at the end. */
export function fortnoxText(text: string, most: number): string {
  const plain = text.normalize("NFC").replace(ALLOWED, (found) => INSTEAD[found] ?? " ");
  return plain.replace(/\s+/g, " ").trim().slice(0, most).trim();
}
