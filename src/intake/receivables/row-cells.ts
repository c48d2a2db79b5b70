/** What can be told of a row by its cells, before any of them is read. */
import { messages } from "./messages.ts";
import type { Message } from "../../message.ts";
import { normaliseHeader } from "../../reports/values/columns.ts";
import type { BadRow } from "./bad-row.ts";
import type { HeaderMap } from "./header-map.ts";
import type { ListRow } from "./rows.ts";
import { plainCell } from "./spreadsheet-cell.ts";

/** Most rows begin with their kind, so the first cell answers. */
export function isBlank({ cells }: ListRow): boolean {
  return cells.every((cell) => cell.trim() === "");
}

export function filledCells({ cells }: ListRow): number {
  return cells.filter((cell) => cell.trim() !== "").length;
}

/** The first cell that is not empty, or "". */
export function firstFilled({ cells }: ListRow): string {
  for (const cell of cells) {
    const text = plainCell(cell.trim());
    if (text !== "") return text;
  }
  return "";
}

/** What people and programs call the row below the others. */
const TOTAL =
  /^(?:summa|summering|totalt?|totalsumma|total sum|grand total|sum|sub ?total|delsumma|i alt|sammanlagt|yhteensä)[\s:.=]*$/i;

export function isTotalWord(text: string): boolean {
  return TOTAL.test(text);
}

/** Whether the header map leaves a row out by the value of one of its cells. */
export function leavingOut(map: HeaderMap | null, names: readonly string[]): (row: ListRow) => boolean {
  const out = Object.entries(map?.leaveOut ?? {}).flatMap(([header, values]) => {
    const place = names.indexOf(normaliseHeader(header));
    return place === -1 ? [] : [{ place, values: new Set(values.map((value) => value.toLowerCase())) }];
  });
  return ({ cells }) =>
    out.some(({ place, values }) => values.has(plainCell((cells[place] ?? "").trim()).toLowerCase()));
}

/** FNV-1a over the cells at these places, and the places: the same digest for the same cells. */
export function cellsDigest({ cells }: ListRow, places: readonly number[]): number {
  if (places.length === 0) return 0;
  let digest = 0x811c9dc5;
  for (const place of places) {
    const text = cells[place];
    if (text === undefined) continue;
    for (let at = 0; at < text.length; at++) digest = Math.imul(digest ^ text.charCodeAt(at), 0x01000193);
    digest = Math.imul(digest ^ (place + 0x10000), 0x01000193);
  }
  return digest;
}

/** Refuses cells that no header names: a delimiter inside a value that lacks its quotes. Empty ones do no harm. */
export function tooManyCells(
  { line, cells }: ListRow,
  { width, delimiter }: { readonly width: number; readonly delimiter: string },
): BadRow | null {
  const found = cells.find((cell, at) => at >= width && cell.trim() !== "");
  if (found === undefined) return null;
  return {
    line,
    column: null,
    found: found.slice(0, 200),
    what: messages.tooManyCells({ count: cells.length, width }),
    todo: messages.quoteValuesThatContain(delimiterName(delimiter)),
  };
}

function delimiterName(delimiter: string): Message {
  if (delimiter === ";") return messages.semicolon;
  if (delimiter === ",") return messages.comma;
  return messages.tab;
}
