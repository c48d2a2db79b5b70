/** Writes a zip whose last entry, SHA256SUMS, has the hashes of the others. Streams; nothing is held in memory. */
import { createHash } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { createFile, PRIVATE } from "../../atomic-file.ts";

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
  const output = zip.outputStream.pipe(new PassThrough());
  zip.on("error", (error: Error) => output.destroy(error));
  const created = await createFile(path, output, { mode: PRIVATE });
  if (created.kind === "exists")
    throw Object.assign(new Error(`EEXIST: there is a file ${path}`), { code: "EEXIST" });
  if (created.kind === "unsure") throw created.cause;
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
