/** Writes a zip whose last entry, SHA256SUMS, has the hashes of the others. Streams; nothing is held in memory. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { link, rm, unlink } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

export interface ZipEntry {
  /** Path in the zip, with "/". */
  readonly name: string;
  readonly bytes: () => AsyncIterable<Buffer | string>;
}

/**
 * The zip is complete or absent, and never replaces a file: that throws EEXIST. The same contents and time give the same
 * bytes.
 */
export async function writeZip(path: string, contents: readonly ZipEntry[], mtime: Date): Promise<void> {
  const zip = new ZipFile();
  const sums: string[] = [];
  for (const content of contents) {
    zip.addReadStreamLazy(content.name, { mtime }, (callback) =>
      callback(null, toStream(summed(content, sums))),
    );
  }
  // read when all others have been written, so their hashes are known
  zip.addReadStreamLazy("SHA256SUMS", { mtime }, (callback) => callback(null, toStream(known(sums))));
  zip.end();
  const partial = `${path}.part`;
  try {
    const output = new Readable().wrap(zip.outputStream);
    zip.on("error", (error: Error) => output.destroy(error));
    await pipeline(output, createWriteStream(partial, { mode: 0o640 }));
    await link(partial, path); // fails where the name is taken
    await unlink(partial);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

function toStream(bytes: AsyncIterable<Buffer>): Readable {
  return Readable.from(bytes, { objectMode: false });
}

async function* summed({ name, bytes }: ZipEntry, sums: string[]): AsyncIterable<Buffer> {
  const hash = createHash("sha256");
  for await (const piece of bytes()) {
    const chunk = typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
    hash.update(chunk);
    yield chunk;
  }
  sums.push(`${hash.digest("hex")}  ${name}\n`);
}

async function* known(sums: readonly string[]): AsyncIterable<Buffer> {
  yield Buffer.from(sums.join(""), "utf8");
}
