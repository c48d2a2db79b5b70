/**
 * Decodes bytes to text, as a stream. UTF-16 is recognised by its byte order mark or its zeros; everything else is ASCII
 * until the first byte above 127, which decides for the whole file whether it is UTF-8 or Windows-1252. So the result does
 * not depend on how the bytes are cut, and nothing has to be read again.
 */
import { isAscii, isUtf8 } from "node:buffer";

export type Encoding = "ascii" | "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export type DecodeFault = "nul_bytes" | "encoding_broken";

export interface TextDecoding {
  /** "ascii" as long as nothing else was needed. */
  encoding(): Encoding;
  /** Calls `onText` for each piece; it answers false to stop. */
  write(bytes: Uint8Array, onText: OnText): DecodeFault | null;
  end(onText: OnText): DecodeFault | null;
}

/** A huge chunk is decoded in pieces, so that memory follows the piece and not the chunk. */
const PIECE = 256 * 1024;

/** `head` is the beginning of the file (some hundred bytes are enough); it must be written like all the rest. */
export function textDecoding(head: Uint8Array): TextDecoding {
  const wide = wideEncoding(head);
  return wide ? decodeWide(wide) : decodeNarrow();
}

function wideEncoding(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  // Without a mark: Latin text has a zero in every second byte, and only there.
  const looked = Math.min(head.length - (head.length % 2), 200);
  if (looked < 8) return null;
  let zerosEven = 0;
  let zerosOdd = 0;
  for (let i = 0; i < looked; i += 2) {
    if (head[i] === 0) zerosEven++;
    if (head[i + 1] === 0) zerosOdd++;
  }
  const most = (looked / 2) * 0.9;
  if (zerosOdd >= most && zerosEven === 0) return "utf-16le";
  if (zerosEven >= most && zerosOdd === 0) return "utf-16be";
  return null;
}

function decodeWide(encoding: "utf-16le" | "utf-16be"): TextDecoding {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes: Uint8Array | null, onText: OnText): DecodeFault | null => {
    let text: string;
    try {
      text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      return "encoding_broken"; // the only thing a fatal decoder throws for
    }
    if (text.includes("\0")) return "nul_bytes";
    if (text !== "") onText(text);
    return null;
  };
  return {
    encoding: () => encoding,
    write: (bytes, onText) => inPieces(bytes, onText, decode),
    end: (onText) => decode(null, onText),
  };
}

type OnText = (text: string) => boolean;

function inPieces(
  bytes: Uint8Array,
  onText: OnText,
  decode: (piece: Uint8Array, onText: OnText) => DecodeFault | null,
): DecodeFault | null {
  const progress = { going: true };
  const take: OnText = (text) => (progress.going = onText(text));
  for (let at = 0; progress.going && at < bytes.length; at += PIECE) {
    const fault = decode(bytes.subarray(at, at + PIECE), take);
    if (fault) return fault;
  }
  return null;
}

function decodeNarrow(): TextDecoding {
  let encoding: "ascii" | "utf-8" | "windows-1252" = "ascii";
  /** The beginning of a UTF-8 character that the next piece completes. */
  let carry: Uint8Array = new Uint8Array(0);
  let first = true;

  function piece(bytes: Uint8Array, last: boolean, onText: OnText): DecodeFault | null {
    if (bytes.includes(0)) return "nul_bytes";
    let whole = bytes;
    if (carry.length > 0) {
      whole = new Uint8Array(carry.length + bytes.length);
      whole.set(carry);
      whole.set(bytes, carry.length);
      carry = new Uint8Array(0);
    }
    if (first && whole.length < 3 && !last) {
      carry = whole.slice(); // a byte order mark has three bytes
      return null;
    }
    if (first) {
      first = false;
      if (whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf) {
        encoding = "utf-8";
        whole = whole.subarray(3);
      }
    }
    if (whole.length === 0) return null;
    const buffer = Buffer.from(whole.buffer, whole.byteOffset, whole.length);
    if (isAscii(whole)) {
      onText(buffer.toString("latin1"));
      return null;
    }
    if (encoding === "ascii") {
      const decided = firstHighByte(whole, last);
      if (decided === "unfinished") {
        carry = whole.slice();
        return null;
      }
      encoding = decided;
    }
    if (encoding === "windows-1252") {
      onText(windows1252(buffer));
      return null;
    }
    const complete = last ? whole.length : completeUtf8(whole);
    carry = whole.slice(complete);
    if (!isUtf8(whole.subarray(0, complete))) return "encoding_broken";
    if (complete > 0) onText(buffer.toString("utf8", 0, complete));
    return null;
  }

  return {
    encoding: () => encoding,
    write: (bytes, onText) => inPieces(bytes, onText, (part, take) => piece(part, false, take)),
    end: (onText) => (carry.length > 0 || first ? piece(new Uint8Array(0), true, onText) : null),
  };
}

/** A valid UTF-8 character at the first byte above 127 makes the file UTF-8; anything else Windows-1252. */
function firstHighByte(bytes: Uint8Array, last: boolean): "utf-8" | "windows-1252" | "unfinished" {
  const at = bytes.findIndex((byte) => byte > 127);
  const length = utf8Length(bytes[at] ?? 0);
  if (length === 0) return "windows-1252";
  if (at + length > bytes.length) {
    const begun = bytes.subarray(at + 1).every((byte) => (byte & 0xc0) === 0x80);
    if (begun && !last) return "unfinished";
    return "windows-1252";
  }
  return isUtf8(bytes.subarray(at, at + length)) ? "utf-8" : "windows-1252";
}

/** Bytes of the UTF-8 character that begins with this byte; 0 when none can. */
function utf8Length(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

/** How many bytes there are up to the last character that is complete. */
function completeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 128) break;
    if (byte >= 0xc0) return utf8Length(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

// The places where Windows-1252 differs from Latin-1. Written out, as Node's own decoder of that name gives Latin-1 in some releases.
const HIGH =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

function windows1252(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (char) => HIGH.charAt(char.charCodeAt(0) - 0x80));
}
