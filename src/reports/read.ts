/**
 * The door of this room: the bytes of a settlement report in, proven payouts or named refusals out. Pure: no file
 * system, no database. What a person must cure is in the result; whatever is thrown is technical.
 */
import { readCsv } from "./csv/read-csv.ts";
import { readJson } from "./json/read-json.ts";
import { recogniseBytes, type Recognised } from "./recognise.ts";
import { recogniseText } from "./recognise-text.ts";
import { refusalList, refusedWith } from "./refusals/refusal.ts";
import type { ByteSource, LineSink, ReadOptions, ReadResult } from "./report.ts";
import { readHead, type FileHead } from "./csv/scan.ts";
import { headText } from "./csv/sniff.ts";

/**
 * Reads one report file. `source` may be opened more than once. The sink gets the lines in batches while reading, and
 * must be able to throw them away when the outcome is "refused". Lines whose direction only the totals tell come last.
 */
export async function readReport(
  source: ByteSource,
  options: ReadOptions,
  sink: LineSink,
): Promise<ReadResult> {
  const head = await readHead(source, options.signal);
  const refusals = refusalList(options.name);
  const foreign = recognise(head, options);
  if (head.bytes.length === 0) refusals.add("empty_file");
  else if (foreign) refusals.add(foreign.reason, foreign.finding);
  if (refusals.all.length > 0) return refusedWith(refusals);
  return looksLikeJson(head.bytes)
    ? readJson(source, head, options, sink)
    : readCsv(source, head, options, sink);
}

/** What the file is when it is known and no report; null when it may be one. */
export function recognise(head: FileHead, options: ReadOptions): Recognised | null {
  const bytes = recogniseBytes(head.bytes);
  if (bytes) return bytes;
  const text = headText(head);
  return text === null ? null : recogniseText(text, options);
}

/** The first sign that is no space (or byte order mark) opens an object or a list. */
export function looksLikeJson(head: Uint8Array): boolean {
  const first = head.find(
    (byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf, 0xff, 0xfe, 0].includes(byte),
  );
  return first === 0x7b || first === 0x5b;
}
