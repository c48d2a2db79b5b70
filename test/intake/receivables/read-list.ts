/** Reads a list of receivables out of a text, in small pieces. */
import type { Receivable } from "../../../src/books/receivables.ts";
import {
  readReceivables,
  type ReceivablesRead,
  type ReceivableSink,
} from "../../../src/intake/receivables/read-csv.ts";
import type { HeaderMap } from "../../../src/intake/receivables/header-map.ts";

export interface ListRead {
  readonly result: ReceivablesRead;
  readonly rows: readonly Receivable[];
  /** In English; empty when the file was refused. */
  readonly notes: readonly string[];
}

export async function readList(text: string, maps: readonly HeaderMap[] = []): Promise<ListRead> {
  const bytes = Buffer.from(text);
  const rows: Receivable[] = [];
  const source = async function* () {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += 11) yield bytes.subarray(at, at + 11);
  };
  const result = await readReceivables(source, sinkInto(rows), { maps });
  return { result, rows, notes: result.outcome === "read" ? result.notes.map(({ en }) => en) : [] };
}

/** Keeps the rows as the books do: a list that is read again leaves nothing of its first reading. */
export function sinkInto(rows: Receivable[]): ReceivableSink {
  return {
    take(batch) {
      rows.push(...batch);
      return Promise.resolve();
    },
    restart() {
      rows.length = 0;
      return Promise.resolve();
    },
  };
}
