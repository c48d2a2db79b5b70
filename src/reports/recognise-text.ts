/** Recognises text files that are not settlement reports by their first lines. */
import { normaliseHeader } from "./values/columns.ts";
import { isKlarnaOwn, renamedBy } from "./klarna/tokens.ts";
import { BEGINNINGS, isOf, NAMED, TABLES } from "./foreign-files.ts";
import type { ReadOptions } from "./report.ts";
import type { Recognised } from "./recognise.ts";

/** Lines read: some files have a block of their own before the headers that identify them. */
const LINES = 40;

/** A longer line is no header. */
const MAX_LINE = 20_000;

/** Any of the identifying names: most files have none, and need no closer look. */
const ANY_TELLING = new RegExp(
  ["kind", ...TABLES.flatMap(({ any = [], all = [] }) => [...any, ...(all[0] ?? [])])]
    .map((name) => name.replace(/[()./#]/g, "\\$&").replaceAll("_", "[ _-]"))
    .join("|"),
  "i",
);

/** Null when the text may be a report. Headers that the merchant's own map renames identify nothing. */
export function recogniseText(
  text: string,
  { name: fileName, headers = {} }: ReadOptions,
): Recognised | null {
  const isRenamed = renamedBy(headers);
  const start = text.replace(/^\ufeff/, "").trimStart();
  for (const [pattern, reason, found] of BEGINNINGS) {
    if (pattern.test(start.slice(0, 2000))) return { reason, finding: { line: 1, found } };
  }
  if (
    /avr(?:ä|a|ae)kningsnota/i.test(fileName.normalize("NFC")) ||
    /^.{0,200}avr(?:ä|a)kningsnota/i.test(start)
  )
    return { reason: "klarna_legacy", finding: { found: fileName } };
  const lines = text.split(/\r\n|\n|\r/, LINES);
  for (const [index, line] of lines.entries()) {
    if (line.length > MAX_LINE || !ANY_TELLING.test(line)) continue;
    const cells = line.split(/[;,\t|]/).filter((cell) => !isRenamed(cell));
    const names = new Set(cells.map(normaliseHeader));
    if (names.has("kind") && names.has("number") && names.has("amount"))
      return { reason: "receivables", finding: { line: index + 1 } };
    if (names.size <= 2) continue;
    // Klarna's other product has columns of the same names; any other file with them is Klarna's report
    const isOwn = [...names].some(isKlarnaOwn);
    for (const known of TABLES) {
      if (isOwn && known.reason !== "klarna_network") continue;
      if (isOf(known, (name) => names.has(name)))
        return { reason: known.reason, finding: { line: index + 1, found: known.found } };
    }
  }
  return null;
}

/** The provider named in the file's name or first lines, for files without other marks; null when there is none. */
export function namedProvider(text: string, fileName: string): string | null {
  const searched = `${fileName.replaceAll("_", " ")}\n${text.slice(0, 2000)}`;
  return NAMED.find(([pattern]) => pattern.test(searched))?.[1] ?? null;
}
