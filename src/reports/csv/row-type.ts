/** The type of a row, from its cell: nearly always spelt as Klarna does, and found then without creating a string. */
import { LINE_TYPES } from "../report.ts";
import type { CsvRow } from "./csv-row.ts";

const BY_LENGTH: readonly (readonly number[])[] = (() => {
  const lengths: number[][] = Array.from({ length: 32 }, () => []);
  LINE_TYPES.forEach((type, index) => lengths[type.length]?.push(index));
  return lengths;
})();
const NONE: readonly number[] = [];
const SECOND_LETTER: readonly number[] = LINE_TYPES.map((type) => type.charCodeAt(1));

/** Its place in LINE_TYPES, or -1. */
export function rowType({ text, starts, ends }: CsvRow, index: number): number {
  const start = starts[index] ?? 0;
  const end = ends[index] ?? 0;
  const second = text.charCodeAt(start + 1);
  for (const type of BY_LENGTH[end - start] ?? NONE) {
    if (SECOND_LETTER[type] === second && text.startsWith(LINE_TYPES[type] ?? "", start)) return type;
  }
  const spelt = text
    .slice(start, end)
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, "_");
  return LINE_TYPES.findIndex((type) => type === spelt);
}
