/**
 * Reads a receivables list (CONTRACT §4): columns in any order, three delimiters, two decimal marks. A bad row is refused
 * alone and the good ones are kept; a file that is not a receivables list is refused whole. No file system, no database.
 */
import type { OptionalColumn, Receivable } from "../../books/receivables.ts";
import type { ByteSource } from "../../reports/report.ts";
import type { Message } from "../../message.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import type { BadRow } from "./bad-row.ts";
import { RowReader } from "./row.ts";
import type { HeaderMap } from "./header-map.ts";
import { sniffReceivables } from "./sniff.ts";
import { readRows } from "./rows.ts";

export type ReceivablesRead =
  | {
      readonly outcome: "read";
      readonly columns: readonly OptionalColumn[];
      /** Good rows, handed to the sink. */
      readonly rows: number;
      readonly refused: readonly BadRow[];
      /** All of them; `refused` holds the first ones. */
      readonly refusedCount: number;
      /** What was ignored or removed without harm. */
      readonly notes: readonly Message[];
    }
  | { readonly outcome: "refused"; readonly refusals: readonly [QuarantineReason, ...QuarantineReason[]] };

export interface ReadReceivablesOptions {
  /** The merchant of rows that name none. */
  readonly merchantId?: string | undefined;
  /** The header maps of the settings. */
  readonly maps?: readonly HeaderMap[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Enough to correct a file by; a million of them would fill the memory. */
const MAX_REFUSED = 1_000;

/** The sink gets the good rows in batches, and is awaited before more is read. What is thrown is technical. */
export async function readReceivables(
  source: ByteSource,
  sink: (receivables: readonly Receivable[]) => Promise<void>,
  { signal, merchantId, maps }: ReadReceivablesOptions = {},
): Promise<ReceivablesRead> {
  const sniffed = await sniffReceivables(source, { maps, signal });
  if (sniffed.outcome === "refused") return { outcome: "refused", refusals: [sniffed.refusal] };
  const { format } = sniffed;
  const reader = new RowReader(format, merchantId);
  const refused: BadRow[] = [];
  let rows = 0;
  let refusedCount = 0;
  let batch: Receivable[] = [];
  const refuseRow = (bad: BadRow) => {
    refusedCount++;
    if (refused.length < MAX_REFUSED) refused.push(bad);
  };
  const flush = async () => {
    if (batch.length === 0) return;
    const full = batch;
    batch = [];
    rows += full.length;
    await sink(full);
  };
  const read = await readRows(source, {
    delimiter: format.delimiter,
    fromLine: format.headerLine,
    onRow(row) {
      if (row.line === format.headerLine) return;
      const found = reader.read(row);
      if (found === null) return;
      if ("what" in found) refuseRow(found);
      else batch.push(found);
    },
    ...(format.lineByLine ? { onBadLine: refuseRow } : {}),
    onPiece: flush,
    signal,
  });
  if (read.outcome === "refused") return { outcome: "refused", refusals: [read.refusal] };
  if (read.outcome === "broken_row") throw new Error("the list was changed while it was read");
  await flush();
  const [first, ...others] = refused;
  if (rows === 0 && first)
    return { outcome: "refused", refusals: [asReason(first), ...others.map(asReason)] };
  return {
    outcome: "read",
    columns: format.optional,
    rows,
    refused,
    refusedCount,
    notes: [...format.notes, ...reader.notes()],
  };
}

function asReason(row: BadRow): QuarantineReason {
  return { code: "unreadable", reason: "bad_row", expected: null, ...row };
}
