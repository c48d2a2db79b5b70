/** The SHA-256 by which a file is known, whatever its name. */
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

/** Bytes read at once. */
export const HASH_CHUNK = 1 << 20;

/**
 * Opens a regular file to read it: a link that has taken its name is not followed, and nobody waits for the other end of a
 * pipe. Throws for both.
 */
export async function openRegular(path: string | Buffer): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) throw new Error(`${path.toString()} is not a regular file`);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** SHA-256 of a file's bytes in lower-case hexadecimal, and how many bytes there are. Of the first `upTo` bytes, if given. */
export async function hashOf(
  path: string | Buffer,
  upTo = Infinity,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  const file = await openRegular(path);
  const range = upTo === Infinity ? {} : { start: 0, end: upTo - 1 };
  // the stream closes the file
  const bytes: AsyncIterable<Buffer> = file.createReadStream({ highWaterMark: HASH_CHUNK, ...range });
  for await (const chunk of bytes) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { sha256: hash.digest("hex"), size };
}
