/**
 * What a SIE file says, as one hash: its currency and its vouchers. Left out is what may change without another
 * meaning: the mark that a program has imported it (#FLAGGA 1), the date and version that made it, names, line ends.
 */
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Null for bytes that are no whole SIE file with a checksum at its end. Reads as a stream, whatever the size. */
export async function sieFingerprint(bytes: Readable): Promise<string | null> {
  const hash = createHash("sha256");
  bytes.setEncoding("latin1"); // one character a byte: nothing is decoded, nothing lost
  // readline does not pass on its input's errors; without this one they would end the process
  const failure = new Promise<never>((_, fail) => bytes.once("error", fail));
  failure.catch(() => undefined);
  return Promise.race([failure, fingerprint(createInterface({ input: bytes, crlfDelay: Infinity }), hash)]);
}

async function fingerprint(
  lines: AsyncIterable<string>,
  hash: ReturnType<typeof createHash>,
): Promise<string | null> {
  let place: "head" | "vouchers" = "head";
  let last = "";
  let first: string | null = null;
  for await (const line of lines) {
    first ??= line;
    last = line;
    if (line.startsWith("#VER")) place = "vouchers";
    if (line.startsWith("#VALUTA") || (place === "vouchers" && !line.startsWith("#KSUMMA")))
      hash.update(`${line}\n`, "latin1");
  }
  return first?.startsWith("#FLAGGA") && /^#KSUMMA \d+$/.test(last) ? hash.digest("hex") : null;
}
