/** The line of the headers: the first one of a file that is not blank, after the one that Excel writes for itself. */
import { textDecoding, type TextDecoding } from "../../reports/values/encoding.ts";
import type { ByteSource } from "../../reports/report.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import { brokenText } from "./refusals.ts";

/** Characters in which a first line must show itself; a file without any line end in them is something else. */
const MAX_HEAD = 1 << 20;

export interface FirstLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** There is nothing but blank lines; `text` is empty then. */
  readonly isEmpty: boolean;
  /** What Excel's own line before the header ("sep=;") says; null when there is none. */
  readonly delimiter: string | null;
}

const EXCELS_LINE = /^"?sep=(.)"?[;,\t ]*$/i;

export async function firstLine(
  source: ByteSource,
  signal: AbortSignal | undefined,
): Promise<FirstLine | { readonly fault: QuarantineReason }> {
  let decoding: TextDecoding | undefined;
  let text = "";
  const gather = (piece: string) => {
    text += piece;
    return true;
  };
  for await (const bytes of source()) {
    signal?.throwIfAborted();
    decoding ??= textDecoding(bytes);
    const fault = decoding.write(bytes, gather);
    if (fault !== null) return { fault: brokenText(fault) };
    const found = search(text, text.length > MAX_HEAD);
    if (found !== null || text.length > MAX_HEAD) return found ?? NOTHING;
  }
  const fault = decoding?.end(gather) ?? null;
  if (fault !== null) return { fault: brokenText(fault) };
  return search(text, true) ?? NOTHING;
}

const NOTHING: FirstLine = { line: 1, text: "", isEmpty: true, delimiter: null };

/** null: more of the file is needed to know. */
function search(text: string, isLast: boolean): FirstLine | null {
  const lines = text.split(/\r\n|\r|\n/);
  let index = lines.findIndex((one) => one.trim() !== "");
  const delimiter = EXCELS_LINE.exec(lines[index] ?? "")?.[1] ?? null;
  if (delimiter !== null) index = lines.findIndex((one, at) => at > index && one.trim() !== "");
  if (index === -1 || (index === lines.length - 1 && !isLast)) return null;
  return { line: index + 1, text: lines[index] ?? "", isEmpty: false, delimiter };
}
