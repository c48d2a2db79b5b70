/**
 * Reads a receivables file (CONTRACT §4): any order of columns, three delimiters, two decimal marks. A bad row is refused
 * alone and the good ones go on; a file that is no receivables file is refused whole. Pure: bytes in, rows out.
 */
import type { OptionalColumn, Receivable } from "../../books/receivables.ts";
import type { ByteSource } from "../../reports/report.ts";
import type { Message } from "../../message.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import { rowReader, type BadRow } from "./row.ts";
import type { HeaderMap } from "./header-map.ts";
import { surveyReceivables } from "./sniff.ts";
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
      /** What was passed over or taken off without harm. */
      readonly notes: readonly Message[];
    }
  | { readonly outcome: "refused"; readonly refusals: readonly [QuarantineReason, ...QuarantineReason[]] };

export interface ReadReceivablesOptions {
  /** Whose the receivables are where a row does not say. */
  readonly merchantId?: string | undefined;
  /** The header maps of the settings. */
  readonly maps?: readonly HeaderMap[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Enough to mend a file by; a million of them would fill the memory. */
const MAX_REFUSED = 1_000;

/** Hands the good rows on in batches; the sink is awaited before more is read. What is thrown is technical. */
export async function readReceivables(
  source: ByteSource,
  sink: (receivables: readonly Receivable[]) => Promise<void>,
  { signal, merchantId, maps }: ReadReceivablesOptions = {},
): Promise<ReceivablesRead> {
  const survey = await surveyReceivables(source, { maps, signal });
  if (survey.outcome === "refused") return { outcome: "refused", refusals: [survey.refusal] };
  const { sheet } = survey;
  const reader = rowReader(sheet, merchantId);
  const refused: BadRow[] = [];
  let rows = 0;
  let refusedCount = 0;
  let batch: Receivable[] = [];
  const refuseRow = (bad: BadRow) => {
    refusedCount++;
    if (refused.length < MAX_REFUSED) refused.push(bad);
  };
  const refuseLine = ({ line, column, found, what, todo }: QuarantineReason) => {
    if (line !== null && line > sheet.headerLine) refuseRow({ line, column, found, what, todo });
  };
  const fault = await readRows(source, {
    delimiter: sheet.delimiter,
    onRow(row) {
      if (row.line <= sheet.headerLine) return;
      const found = reader.read(row);
      if (found === null) return;
      if ("what" in found) refuseRow(found);
      else batch.push(found);
    },
    ...(sheet.lineByLine ? { onFault: refuseLine } : {}),
    async onPiece() {
      if (batch.length === 0) return;
      const full = batch;
      batch = [];
      rows += full.length;
      await sink(full);
    },
    signal,
  });
  if (fault !== null) return { outcome: "refused", refusals: [fault.reason] };
  const [first, ...others] = refused;
  if (rows === 0 && first)
    return { outcome: "refused", refusals: [asReason(first), ...others.map(asReason)] };
  return {
    outcome: "read",
    columns: sheet.optional,
    rows,
    refused,
    refusedCount,
    notes: [...sheet.notes, ...reader.notes()],
  };
}

function asReason(row: BadRow): QuarantineReason {
  return { code: "unreadable", reason: "bad_row", expected: null, ...row };
}
