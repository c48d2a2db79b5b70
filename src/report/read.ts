/**
 * The door of this room: the bytes of a settlement report in, proven payouts or named refusals out. Pure: no file
 * system, no database. What a person must cure is in the result; whatever is thrown is technical.
 */
import { readCsv } from "./read-csv.ts";
import { readJson } from "./read-json.ts";
import { recogniseBytes } from "./recognise.ts";
import { refusalList, refusedWith } from "./refusal.ts";
import type { ByteSource, LineSink, ReadOptions, ReadResult } from "./report.ts";
import { readHead } from "./scan.ts";

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
  if (head.bytes.length === 0) refusals.add("empty_file");
  const foreign = recogniseBytes(head.bytes);
  if (foreign) refusals.add(foreign.reason, foreign.finding);
  if (refusals.all.length > 0) return refusedWith(refusals);
  return looksLikeJson(head.bytes)
    ? readJson(source, head, options, sink)
    : readCsv(source, head, options, sink);
}

/** The first sign that is no space (or byte order mark) opens an object or a list. */
function looksLikeJson(head: Uint8Array): boolean {
  const first = head.find(
    (byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf, 0xff, 0xfe, 0].includes(byte),
  );
  return first === 0x7b || first === 0x5b;
}
