/** The SHA-256 by which a file is known, whatever its name. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** Bytes read at once. */
export const HASH_CHUNK = 1 << 20;

/** SHA-256 of a file's bytes in lower-case hexadecimal, and how many bytes there are. */
export async function hashOf(path: string | Buffer): Promise<{ sha256: string; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  const bytes: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: HASH_CHUNK });
  for await (const chunk of bytes) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { sha256: hash.digest("hex"), size };
}
