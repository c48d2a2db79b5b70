/**
 * A hash of what a SIE file means: its currency and its vouchers. Ignored is what may differ without changing that: the mark
 * that a program has imported it (#FLAGGA 1), the date and version that wrote it, account names, line ends.
 */
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Null for bytes that are not a complete SIE file with a checksum at its end. Streams, whatever the size. */
export async function sieFingerprint(bytes: Readable): Promise<string | null> {
  const hash = createHash("sha256");
  bytes.setEncoding("latin1"); // one character per byte, so nothing is lost
  // readline does not forward its input's errors; unhandled they would end the process
  const failure = new Promise<never>((_, fail) => bytes.once("error", fail));
  failure.catch(() => undefined);
  return Promise.race([failure, fingerprint(createInterface({ input: bytes, crlfDelay: Infinity }), hash)]);
}

async function fingerprint(
  lines: AsyncIterable<string>,
  hash: ReturnType<typeof createHash>,
): Promise<string | null> {
  let section: "head" | "vouchers" = "head";
  let last = "";
  let first: string | null = null;
  for await (const line of lines) {
    first ??= line;
    last = line;
    if (line.startsWith("#VER")) section = "vouchers";
    if (line.startsWith("#VALUTA") || (section === "vouchers" && !line.startsWith("#KSUMMA")))
      hash.update(`${line}\n`, "latin1");
  }
  return first?.startsWith("#FLAGGA") && /^#KSUMMA \d+$/.test(last) ? hash.digest("hex") : null;
}
