/** The header of a receivables file: which delimiter parts it, and by which names its columns are read. */
import { messages } from "./messages.ts";
import { OPTIONAL_COLUMNS, type OptionalColumn } from "../../books/receivables.ts";
import { RECEIVABLE_COLUMNS, REQUIRED_COLUMNS, type ReceivableColumn } from "../../receivable-columns.ts";
import { normaliseHeader } from "../../reports/values/columns.ts";
import type { Message } from "../../message.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import { bestMaps, placesBy, type HeaderMap } from "./header-map.ts";
import { PRESETS } from "./presets.ts";
import { emptyFile, isReport, missingColumns, noReceivables, severalMaps, twice } from "./refusals.ts";
import type { FirstLine } from "./first-line.ts";
import { cellsOf } from "./rows.ts";
import { plainCell } from "./spreadsheet-cell.ts";

/** What the header says of a file's rows. */
export interface ListHeader {
  readonly delimiter: string;
  /** 1-based. */
  readonly headerLine: number;
  readonly width: number;
  /** As they are compared. */
  readonly names: readonly string[];
  /** Column -> place of its cell. */
  readonly at: ReadonlyMap<ReceivableColumn, number>;
  readonly optional: readonly OptionalColumn[];
  /** Places of columns that Kvitt does not know. */
  readonly unknown: readonly number[];
  /** By which the file is read; null: its headers are Kvitt's own. */
  readonly map: HeaderMap | null;
  readonly notes: readonly Message[];
}

interface ParsedLine {
  readonly delimiter: string;
  readonly line: number;
  readonly names: readonly string[];
}

export const RECEIVABLES_DELIMITERS = [";", ",", "\t"];

const OPTIONAL = Object.keys(OPTIONAL_COLUMNS) as readonly OptionalColumn[]; // Object.keys forgets the keys' type

/** Lays out the file by its first line: with Kvitt's own names, with a map of the settings, or with one that is certain. */
export function readHeader(
  first: FirstLine,
  maps: readonly HeaderMap[],
): ListHeader | { readonly refusal: QuarantineReason } {
  const found = findHeader(first, maps);
  if ("refusal" in found || first.delimiter === null) return found;
  return { ...found, notes: [EXCELS_OWN, ...found.notes] };
}

const EXCELS_OWN: Message = messages.excelsLineSkipped;

function findHeader(
  { line, text, isEmpty, delimiter }: FirstLine,
  maps: readonly HeaderMap[],
): ListHeader | { readonly refusal: QuarantineReason } {
  if (isEmpty) return { refusal: emptyFile() };
  const parted = [...(delimiter === null ? [] : [delimiter]), ...RECEIVABLES_DELIMITERS].map((one) => ({
    delimiter: one,
    line,
    names: headerNames(one, text),
  }));
  const own = mostOf(parted, ({ names }) => names.filter(isOwn).length);
  if (REQUIRED_COLUMNS.every((column) => own.names.includes(column)))
    return isReport(text) && !own.names.includes("kind")
      ? { refusal: noReceivables(line, text) }
      : ownHeader(own);
  for (const known of [maps, Object.values(PRESETS).filter(({ telling }) => telling.length > 0)]) {
    const header = mostOf(parted, ({ names }) => (bestMaps(known, names).length > 0 ? names.length : 0));
    const [map, ...others] = bestMaps(known, header.names);
    if (map && others.length > 0)
      return {
        refusal: severalMaps(
          line,
          [map, ...others].map(({ name }) => name),
        ),
      };
    if (map) return mappedHeader(header, map, known !== maps);
  }
  const strange = !own.names.some(isOwn) || (!own.names.includes("kind") && isReport(text));
  return strange ? { refusal: noReceivables(line, text) } : ownHeader(own);
}

/** The headers as they stand in the file; none when the line cannot be parsed. */
export function headerCells(delimiter: string, line: string): string[] {
  const cells = cellsOf(line, delimiter);
  return typeof cells === "string" ? [] : cells.map((name) => plainCell(name.trim()));
}

/** The headers as they are compared. */
function headerNames(delimiter: string, line: string): string[] {
  return headerCells(delimiter, line).map(normaliseHeader);
}

function mostOf(headers: readonly ParsedLine[], count: (header: ParsedLine) => number): ParsedLine {
  const [best = { delimiter: ";", line: 1, names: [] }] = headers.toSorted((a, b) => count(b) - count(a));
  return best;
}

function isOwn(name: string): name is ReceivableColumn {
  return (RECEIVABLE_COLUMNS as readonly string[]).includes(name);
}

function ownHeader({ delimiter, line, names }: ParsedLine): ListHeader | { refusal: QuarantineReason } {
  const at = new Map<ReceivableColumn, number>();
  for (const [place, name] of names.entries()) {
    if (!isOwn(name)) continue;
    if (at.has(name)) return { refusal: twice(line, name) };
    at.set(name, place);
  }
  const missing = REQUIRED_COLUMNS.filter((name) => !at.has(name));
  if (missing.length > 0) return { refusal: missingColumns(line, missing, names) };
  const unknown = unknownPlaces(names, at);
  const notes = unknown.length === 0 ? [] : [ignored(unknown.map((place) => names[place] ?? ""))];
  return headerOf({ delimiter, line, names }, { at, unknown, map: null, notes });
}

function mappedHeader(header: ParsedLine, map: HeaderMap, byItself: boolean): ListHeader {
  const at = placesBy(map, header.names);
  return headerOf(header, {
    at,
    unknown: unknownPlaces(header.names, at),
    map,
    notes: [byItself ? recognised(map) : mapped(map)],
  });
}

function headerOf(
  { delimiter, line, names }: ParsedLine,
  rest: Pick<ListHeader, "at" | "unknown" | "map" | "notes">,
): ListHeader {
  const has = (column: ReceivableColumn) => rest.at.has(column) || column in (rest.map?.fixed ?? {});
  return { ...rest, delimiter, headerLine: line, names, width: names.length, optional: OPTIONAL.filter(has) };
}

function unknownPlaces(names: readonly string[], at: ReadonlyMap<ReceivableColumn, number>): number[] {
  const known = new Set(at.values());
  return names.flatMap((name, place) => (known.has(place) || name === "" ? [] : [place]));
}

function ignored(names: readonly string[]): Message {
  const list = names.slice(0, 20).join(", ");
  return messages.columnsIgnored(list);
}

function mapped({ name }: HeaderMap): Message {
  return messages.readWithMap(name);
}

function recognised({ name }: HeaderMap): Message {
  return messages.readWithPreset(name);
}
