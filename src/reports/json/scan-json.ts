/** Reads a JSON file once, object by object, in bounded memory whatever the file contains. */
import { textDecoding, type Encoding } from "../values/encoding.ts";
import { JsonReader, type JsonObject } from "./parse-json.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { ByteSource } from "../report.ts";
import { MAX_BYTES, refuseEncoding } from "../csv/scan.ts";

interface JsonScan {
  readonly head: Uint8Array;
  readonly refusals: RefusalList;
  readonly signal?: AbortSignal | undefined;
  /** See `JsonReader`. */
  readonly take: (object: JsonObject) => boolean;
  /** Awaited between pieces of the file, with the size of the last one. */
  readonly between?: (bytes: number) => Promise<void>;
}

/** All objects of the file, or of as much as there is until a fault, which is refused. */
export async function scanJson(source: ByteSource, scan: JsonScan): Promise<Encoding> {
  const { refusals } = scan;
  const decoding = textDecoding(scan.head);
  const reader = new JsonReader(scan.take);
  const onText = (text: string): boolean => {
    const fault = reader.write(text);
    if (fault) refusals.add(fault.reason, fault);
    return !fault && !refusals.full();
  };
  let length = 0;
  const before = refusals.all.length;
  for await (const chunk of source()) {
    scan.signal?.throwIfAborted();
    length += chunk.length;
    if (length > MAX_BYTES) refusals.add("too_large", { expected: `${MAX_BYTES / 1024 ** 3} GiB` });
    else {
      const fault = decoding.write(chunk, onText);
      if (fault) refuseEncoding(fault, decoding.encoding(), refusals);
    }
    if (refusals.all.length > before) return decoding.encoding();
    await scan.between?.(chunk.length);
  }
  const fault = decoding.end(onText);
  if (fault) refuseEncoding(fault, decoding.encoding(), refusals);
  const broken = refusals.all.length > before ? null : reader.end();
  if (broken) refusals.add(broken.reason, broken);
  await scan.between?.(0);
  return decoding.encoding();
}
