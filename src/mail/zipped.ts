/** Attachments that are large as they are go into a zip, within what a letter bears. */
import { deflateRawSync } from "node:zlib";
import { ZipFile } from "yazl";
import type { Attachment } from "./attachment.ts";

/** A file of this size is attached as it is: a zip is one more thing to open. */
export const PLAIN_MAX = 30_000;
/** In a letter the zip is a third larger, and the whole letter stays under 200 kB. */
export const ZIP_MAX = 55_000;

/** How many of the texts fit into a zip, the first ones first. */
export function fitting(texts: readonly string[]): number {
  let count = texts.length;
  for (;;) {
    const text = texts.slice(0, count).join("");
    if (Buffer.byteLength(text) <= PLAIN_MAX) return count;
    const size = deflateRawSync(text).length;
    if (size <= ZIP_MAX || count <= 1) return count;
    // what compresses alike takes its part of the room; a little less, so that it seldom takes a third try
    count = Math.max(1, Math.min(count - 1, Math.floor((count * ZIP_MAX * 0.97) / size)));
  }
}

/** The same attachments, each large text in a zip of its own. The same contents and time give the same bytes. */
export async function zipped(
  attachments: readonly Attachment[],
  mtime: Date,
): Promise<readonly Attachment[]> {
  return Promise.all(
    attachments.map(async (one) => {
      if (one.encoding !== undefined || Buffer.byteLength(one.content) <= PLAIN_MAX) return one;
      return {
        filename: `${one.filename}.zip`,
        contentType: "application/zip",
        encoding: "base64" as const,
        content: (await zip(one, mtime)).toString("base64"),
      };
    }),
  );
}

async function zip({ filename, content }: Attachment, mtime: Date): Promise<Buffer> {
  const file = new ZipFile();
  file.addBuffer(Buffer.from(content, "utf8"), filename, { mtime });
  file.end();
  const pieces: Buffer[] = [];
  for await (const piece of file.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
