/** A refused cell in its place: the lines around it as they stand in the file, cut into cells, with the one that was refused. */
import { DELIMITERS } from "../csv/sniff.ts";
import type { ByteSource } from "../report.ts";
import { normaliseHeader } from "../values/columns.ts";
import { textDecoding } from "../values/encoding.ts";

export interface ExcerptLine {
  /** 1-based. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The refused cell; null in the lines around it, and where the whole line is meant. */
  readonly refusedAt: number | null;
  readonly isRefused: boolean;
}

export interface RefusedPlace {
  readonly line: number;
  readonly column: string | null;
  readonly found: string | null;
}

/** Lines shown above and below. */
const AROUND = 1;
const CELL_MAX = 200;
const CELLS_MAX = 60;
const LINE_MAX = 20_000;

/** An excerpt for each place, in their order; an empty one where the file has no such line or is no text. */
export async function excerpts(
  source: ByteSource,
  places: readonly RefusedPlace[],
): Promise<readonly (readonly ExcerptLine[])[]> {
  const wanted = new Set(places.flatMap(({ line }) => around(line)));
  const lines = await linesOf(source, wanted);
  return places.map((place) => excerptOf(place, lines));
}

function around(line: number): readonly number[] {
  return Array.from({ length: 2 * AROUND + 1 }, (_, at) => line - AROUND + at).filter((one) => one > 0);
}

function excerptOf(place: RefusedPlace, lines: ReadonlyMap<number, string>): readonly ExcerptLine[] {
  const refused = lines.get(place.line);
  if (refused === undefined) return [];
  const delimiter = delimiterOf(place, refused, lines);
  const split = (text: string) =>
    text
      .split(delimiter)
      .slice(0, CELLS_MAX)
      .map((cell) => visible(unquoted(cell)).slice(0, CELL_MAX));
  const header = headerFor(place, lines, delimiter);
  const shown = around(place.line).flatMap((line) => {
    const text = lines.get(line);
    return text === undefined ? [] : [{ line, text }];
  });
  const first = shown[0]?.line ?? place.line;
  const withHeader =
    header !== null && header.line < first ? [{ line: header.line, text: header.text }, ...shown] : shown;
  return withHeader.map(({ line, text }) => {
    const cells = split(text);
    const isRefused = line === place.line;
    const at = isRefused ? cellAt(place, cells, header === null ? [] : split(header.text)) : null;
    return { line, cells, refusedAt: at, isRefused };
  });
}

/** The cell under the column's name, else the only one with the raw value. */
function cellAt(
  { column, found }: RefusedPlace,
  cells: readonly string[],
  header: readonly string[],
): number | null {
  const named =
    column === null ? -1 : header.findIndex((one) => normaliseHeader(one) === normaliseHeader(column));
  const raw = found === null ? null : visible(found.trim());
  const same = raw === null ? [] : cells.flatMap((cell, at) => (cell.trim() === raw ? [at] : []));
  if (same.length === 1) return same[0] ?? null;
  if (named !== -1 && named < cells.length) return named;
  return same[0] ?? null;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/** The first line that was kept is the file's; it is a header when it has the column's name. */
function headerFor(
  { column }: RefusedPlace,
  lines: ReadonlyMap<number, string>,
  delimiter: string,
): Line | null {
  if (column === null) return null;
  const name = normaliseHeader(column);
  for (const [line, text] of lines)
    if (text.split(delimiter).some((cell) => normaliseHeader(unquoted(cell)) === name)) return { line, text };
  return null;
}

/** Lines at the file's beginning that are kept, since one of them is the header. */
const HEAD = 60;

async function linesOf(
  source: ByteSource,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const last = Math.max(HEAD, ...wanted);
  const kept = new Map<number, string>();
  let number = 1;
  let rest = "";
  let carry = false;
  const take = (text: string) => {
    if (wanted.has(number) || number <= HEAD) kept.set(number, text.slice(0, LINE_MAX));
    number++;
  };
  const onText = (piece: string) => {
    // a line end that is cut in two is one line end
    const text = rest + (carry && piece.startsWith("\n") ? piece.slice(1) : piece);
    carry = piece.endsWith("\r");
    const lines = text.split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? "").slice(0, LINE_MAX);
    for (const line of lines) take(line);
    return number <= last;
  };
  let decoding: ReturnType<typeof textDecoding> | undefined;
  for await (const bytes of source()) {
    decoding ??= textDecoding(bytes);
    if (decoding.write(bytes, onText) !== null || number > last) return kept;
  }
  decoding?.end(onText);
  if (rest !== "") take(rest);
  return kept;
}

/** The one that cuts a header with the column's name; else the one that cuts the line most often. */
function delimiterOf(place: RefusedPlace, line: string, lines: ReadonlyMap<number, string>): string {
  const [best] = [...DELIMITERS].toSorted((a, b) => line.split(b).length - line.split(a).length);
  return DELIMITERS.find((one) => headerFor(place, lines, one)?.text.includes(one)) ?? best ?? ";";
}

function unquoted(cell: string): string {
  const text = cell.replace(/^\ufeff/, "").trim();
  return /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, "\u00b7");
}
