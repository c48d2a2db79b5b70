/** Checks whether a file is a receivables list and what an import would do; proposes a header map for other exports. */
import type { ByteSource } from "../../reports/report.ts";
import type { Message } from "../../message.ts";
import { mapYaml, proposeMap } from "./propose-map.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import type { BadRow } from "./bad-row.ts";
import { readReceivables } from "./read-csv.ts";
import { headerCells, readHeader, RECEIVABLES_DELIMITERS } from "./header.ts";
import type { HeaderMap } from "./header-map.ts";
import { isReport } from "./refusals.ts";
import { firstLine } from "./first-line.ts";

export interface ListCheck {
  readonly file: string;
  /** Rows that would be imported. */
  readonly rows: number;
  readonly refused: readonly BadRow[];
  readonly refusedCount: number;
  readonly notes: readonly Message[];
  /** Empty when the file can be read as it is. */
  readonly refusals: readonly QuarantineReason[];
  /** A header map to paste into kvitt.config.yaml; null when none is needed, or none can be proposed. */
  readonly proposal: string | null;
}

/** null: the file is not a list of receivables, and cannot be read as one. */
export async function checkList(
  file: string,
  source: ByteSource,
  maps: readonly HeaderMap[],
): Promise<ListCheck | null> {
  const first = await firstLine(source, undefined);
  if ("fault" in first || first.isEmpty) return null;
  const parsed = readHeader(first, maps);
  const proposed = "refusal" in parsed ? propose(file, first.text) : null;
  if ("refusal" in parsed && proposed === null && !isNearlyOwn(parsed.refusal)) return null;
  if (isReport(first.text) && "refusal" in parsed) return null;
  const read = await readReceivables(source, NO_SINK, { maps });
  const nothing = { rows: 0, refused: [], refusedCount: 0, notes: [] };
  return read.outcome === "refused"
    ? { file, ...nothing, refusals: read.refusals, proposal: proposed }
    : { file, ...read, refusals: [], proposal: null };
}

const NO_SINK = { take: () => Promise.resolve(), restart: () => Promise.resolve() };

/** Kvitt's own headers, and something is wrong with them. */
function isNearlyOwn({ reason }: QuarantineReason): boolean {
  return ["missing_column", "duplicate_column", "several_maps"].includes(reason);
}

function propose(file: string, header: string): string | null {
  for (const delimiter of RECEIVABLES_DELIMITERS) {
    const map = proposeMap(headerCells(delimiter, header));
    if (map !== null) return mapYaml(mapNameFor(file), map);
  }
  return null;
}

/** "Orders Export (3).csv" is orders-export-3: a name for the map, which the person may change. */
export function mapNameFor(file: string): string {
  const name = file
    .replace(/\.[^.]*$/, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return /^\p{L}/u.test(name) ? name.slice(0, 40) : `list-${name}`.slice(0, 40);
}
