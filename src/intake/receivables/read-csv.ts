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
import { firstLine } from "./first-line.ts";
import { readHeader, type ListHeader } from "./header.ts";
import { FormatTracker, NUMBERS } from "./list-format.ts";
import { messages } from "./messages.ts";
import { readRows, type ListRow } from "./rows.ts";

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

/** Takes the good rows of a list. */
export interface ReceivableSink {
  /** Awaited before more is read. */
  take(receivables: readonly Receivable[]): Promise<void>;
  /** All rows so far are void: the list is read again from its beginning. */
  restart(): Promise<void>;
}

/** What is thrown is technical. */
export async function readReceivables(
  source: ByteSource,
  sink: ReceivableSink,
  { signal, merchantId, maps = [] }: ReadReceivablesOptions = {},
): Promise<ReceivablesRead> {
  const first = await firstLine(source, signal);
  if ("fault" in first) return refused(first.fault);
  const header = readHeader(first, maps);
  if ("refusal" in header) return refused(header.refusal);
  let tracker = new FormatTracker(header);
  let isKnown = false;
  let lineByLine = false;
  for (;;) {
    const reading = new ListReading(header, tracker, isKnown, sink, merchantId);
    const read = await readRows(source, {
      delimiter: header.delimiter,
      fromLine: header.headerLine,
      onRow: (row) => reading.read(row),
      ...(lineByLine ? { onBadLine: (bad: BadRow) => reading.refuse(bad) } : {}),
      onPiece: () => reading.flush(),
      signal,
    });
    if (read.outcome === "refused") return refused(read.refusal);
    if (read.outcome === "broken_row") {
      if (isKnown) throw new Error("the list was changed while it was read");
      lineByLine = true;
      tracker = new FormatTracker(header);
    } else if (tracker.isStale && !isKnown) isKnown = true;
    else return await reading.end();
    await sink.restart();
  }
}

/** One reading of the whole list. */
class ListReading {
  readonly #header: ListHeader;
  readonly #tracker: FormatTracker;
  readonly #isKnown: boolean;
  readonly #sink: ReceivableSink;
  readonly #reader: RowReader;
  readonly #refused: BadRow[] = [];
  #refusedCount = 0;
  #rows = 0;
  #batch: Receivable[] = [];

  /** `isKnown`: the tracker has seen the whole list before. */
  constructor(
    header: ListHeader,
    tracker: FormatTracker,
    isKnown: boolean,
    sink: ReceivableSink,
    merchantId: string | undefined,
  ) {
    this.#header = header;
    this.#tracker = tracker;
    this.#isKnown = isKnown;
    this.#sink = sink;
    this.#reader = new RowReader(tracker.format, merchantId);
  }

  read(row: ListRow): void {
    if (row.line === this.#header.headerLine) return;
    if (!this.#isKnown) {
      this.#tracker.see(row);
      if (this.#tracker.isStale) return;
    }
    const found = this.#reader.read(row);
    if (found === null) return;
    if ("what" in found) this.refuse(found);
    else this.#batch.push(found);
  }

  refuse(bad: BadRow): void {
    this.#refusedCount++;
    if (this.#refused.length < MAX_REFUSED) this.#refused.push(bad);
  }

  async flush(): Promise<void> {
    if (this.#batch.length === 0) return;
    const full = this.#batch;
    this.#batch = [];
    this.#rows += full.length;
    await this.#sink.take(full);
  }

  async end(): Promise<ReceivablesRead> {
    await this.flush();
    const [first, ...others] = this.#refused;
    if (this.#rows === 0 && first) return refused(asReason(first), ...others.map(asReason));
    const { endInZero } = this.#tracker.format;
    return {
      outcome: "read",
      columns: this.#header.optional,
      rows: this.#rows,
      refused: this.#refused,
      refusedCount: this.#refusedCount,
      notes: [
        ...this.#header.notes,
        ...NUMBERS.filter((column) => endInZero.has(column)).map(messages.zerosTakenOff),
        ...this.#reader.notes(),
      ],
    };
  }
}

function refused(...refusals: [QuarantineReason, ...QuarantineReason[]]): ReceivablesRead {
  return { outcome: "refused", refusals };
}

function asReason(row: BadRow): QuarantineReason {
  return { code: "unreadable", reason: "bad_row", expected: null, ...row };
}
