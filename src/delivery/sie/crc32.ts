/**
 * CRC-32 as in PNG and zlib (reflected polynomial EDB88320), which SIE's #KSUMMA uses. Our own table, since zlib.crc32 is
 * missing in the older Node versions that we support.
 */
const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let remainder = index;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/** Unsigned CRC-32 of the bytes; `before` is the CRC of the bytes before them, so that a stream can be summed in pieces. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
