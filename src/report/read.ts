/**
 * The door of this room: the bytes of a settlement report in, proven payouts or named refusals out. Pure: no file
 * system, no database. What a person must cure is in the result; whatever is thrown is technical.
 */
import { readCsv, refusedWith } from "./read-csv.ts";
import { recogniseBytes } from "./recognise.ts";
import { refusalList } from "./refusal.ts";
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
  return readCsv(source, head, options, sink);
}
