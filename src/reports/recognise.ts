/** What a file is by its first bytes. Packed files are known by them too, and never unpacked. */
import type { RefusalFacts } from "./refusals/refusal.ts";
import type { Reason } from "./refusals/reasons.ts";

export interface Recognised {
  readonly reason: Reason;
  readonly finding: RefusalFacts;
}

const MAGIC: readonly (readonly [readonly number[], Reason, string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "pdf", "PDF"],
  [[0x1f, 0x8b], "archive", "gzip"],
  [[0x42, 0x5a, 0x68], "archive", "bzip2"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "archive", "xz"],
  [[0x28, 0xb5, 0x2f, 0xfd], "archive", "zstd"],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "archive", "7z"],
  [[0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], "archive", "rar"],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "excel", "xls"],
  [[0x89, 0x50, 0x4e, 0x47], "image", "PNG"],
  [[0xff, 0xd8, 0xff], "image", "JPEG"],
  [[0x47, 0x49, 0x46, 0x38], "image", "GIF"],
];

/** Null when the bytes may be text. */
export function recogniseBytes(head: Uint8Array): Recognised | null {
  for (const [magic, reason, found] of MAGIC) {
    if (magic.every((byte, index) => head[index] === byte)) return { reason, finding: { found } };
  }
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 255) <= 8) {
    const names = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096)).toString("latin1");
    const workbook = /\[Content_Types\]\.xml|xl\/|mimetypeapplication\/vnd\.oasis/.test(names);
    return { reason: workbook ? "excel" : "archive", finding: { found: workbook ? "xlsx" : "zip" } };
  }
  return null;
}
