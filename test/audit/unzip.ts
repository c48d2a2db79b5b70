/** Reads a zip as its format says (APPNOTE.TXT 4.3), for tests: name -> bytes, each with its checksum proven. */
import { inflateRawSync } from "node:zlib";
import { crc32 } from "../../src/delivery/sie/crc32.ts";

export function unzip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06"));
  const count = zip.readUInt16LE(end + 10);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error("not a central directory entry");
    const [method, crc, packed] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 20),
    ];
    const nameLength = zip.readUInt16LE(at + 28);
    const extra = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const raw = zip.subarray(begin, begin + packed);
    const bytes = method === 8 ? inflateRawSync(raw) : Buffer.from(raw);
    if (crc32(bytes) >>> 0 !== crc) throw new Error(`${name}: its checksum is wrong`);
    files.set(name, bytes);
    at += 46 + nameLength + extra;
  }
  return files;
}
