/** The beginning of an export whose columns a person is to name: its headers, some rows, and what Kvitt proposes. */
import type { ByteSource } from "../../reports/report.ts";
import { readHead } from "../../reports/csv/scan.ts";
import { headText } from "../../reports/csv/sniff.ts";
import { headerCells, RECEIVABLES_DELIMITERS } from "./header.ts";
import { firstLine } from "./first-line.ts";
import { proposeMap, type ProposedMap } from "./propose-map.ts";

export interface ListSample {
  /** As printed. */
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** null: Kvitt has no idea. */
  readonly proposal: ProposedMap | null;
}

const ROWS = 5;
const CELL_MAX = 60;
const COLUMNS_MAX = 100;

/** null: the file is no table. */
export async function sampleList(source: ByteSource): Promise<ListSample | null> {
  const first = await firstLine(source, undefined);
  if ("fault" in first || first.isEmpty) return null;
  const cut = RECEIVABLES_DELIMITERS.map((delimiter) => ({
    delimiter,
    headers: headerCells(delimiter, first.text),
  })).toSorted((a, b) => b.headers.length - a.headers.length);
  const [best] = cut;
  if (best === undefined || best.headers.length < 2 || best.headers.length > COLUMNS_MAX) return null;
  const lines = (headText(await readHead(source)) ?? "").split(/\r\n|\r|\n/).slice(first.line);
  const rows = lines
    .filter((line) => line.trim() !== "")
    .slice(0, ROWS)
    .map((line) => headerCells(best.delimiter, line).map((cell) => cell.slice(0, CELL_MAX)));
  return { headers: best.headers, rows, proposal: proposeMap(best.headers) };
}
