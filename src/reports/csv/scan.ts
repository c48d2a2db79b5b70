/** Reads a file once, from bytes to text to rows, in bounded memory whatever the file contains. */
import { CsvSplitter, MAX_COLUMNS, MAX_ROW_LENGTH, type CsvFault } from "./split-csv.ts";
import type { CsvRow } from "./csv-row.ts";
import { textDecoding, type DecodeFault, type Encoding } from "../values/encoding.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { ByteSource } from "../report.ts";

/** Klarna's largest published example has 8.6 MB, a million lines some 300 MB. Larger files are refused. */
export const MAX_BYTES = 1024 ** 3;
/** Enough to recognise a file, and nearly always to see how it is written. */
const HEAD_BYTES = 256 * 1024;

export interface FileHead {
  readonly bytes: Uint8Array;
  /** The head is the whole file. */
  readonly complete: boolean;
}

/** Reads the head, and ends the source early when the file is longer. */
export async function readHead(source: ByteSource, signal?: AbortSignal): Promise<FileHead> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let complete = true;
  for await (const chunk of source()) {
    signal?.throwIfAborted();
    const room = HEAD_BYTES - length;
    // Copied, because a source may use its buffer again.
    chunks.push(chunk.slice(0, room));
    length += Math.min(room, chunk.length);
    complete = chunk.length <= room;
    if (!complete) break;
  }
  return { bytes: Buffer.concat(chunks, length), complete };
}

interface Scan {
  readonly head: Uint8Array;
  readonly delimiter: string;
  readonly refusals: RefusalList;
  readonly signal?: AbortSignal | undefined;
  /** Called for each row; false ends the reading. */
  readonly onRow: (row: CsvRow) => boolean;
  /** Awaited between pieces of the file, with the size of the last one. */
  readonly between?: (bytes: number) => void | Promise<void>;
}

/** All rows of the file, or of as much as there is until a fault, which is refused. */
export async function scan(
  source: ByteSource,
  { head, delimiter, refusals, signal, onRow, between }: Scan,
): Promise<Encoding> {
  const decoding = textDecoding(head);
  let going = true;
  const splitter = new CsvSplitter(delimiter, (row) => (going = onRow(row)));
  const onText = (text: string): boolean => {
    const fault = splitter.write(text);
    if (fault) refuseCsv(fault, refusals);
    if (fault) going = false;
    return going;
  };
  let length = 0;
  for await (const chunk of source()) {
    signal?.throwIfAborted();
    length += chunk.length;
    if (length > MAX_BYTES) {
      refusals.add("too_large", { expected: `${MAX_BYTES / 1024 ** 3} GiB` });
      return decoding.encoding();
    }
    const fault = decoding.write(chunk, onText);
    if (fault) refuseEncoding(fault, decoding.encoding(), refusals);
    if (fault || !going) return decoding.encoding();
    await between?.(chunk.length);
  }
  const broken = decoding.end(onText);
  if (broken) refuseEncoding(broken, decoding.encoding(), refusals);
  if (broken || !going) return decoding.encoding();
  const fault = splitter.end();
  if (fault) refuseCsv(fault, refusals);
  await between?.(0);
  return decoding.encoding();
}

export function refuseEncoding(fault: DecodeFault, encoding: Encoding, refusals: RefusalList): void {
  refusals.add(fault, { expected: encoding });
}

function refuseCsv({ reason, line, found }: CsvFault, refusals: RefusalList): void {
  const limit = {
    row_too_long: MAX_ROW_LENGTH,
    too_many_columns: MAX_COLUMNS,
    quote_open: "",
    quote_garbage: "",
  };
  refusals.add(reason, { line, found, expected: String(limit[reason]) });
}
