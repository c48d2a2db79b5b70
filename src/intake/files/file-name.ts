/** File names: from the bytes of the file system to readable text, and to names that are safe for files of our own. */
import { isUtf8 } from "node:buffer";
import { errnoOf } from "../../errors.ts";

/** Bytes that most file systems allow in one name. */
const MAX_NAME_BYTES = 255;

/** The name as text. Names that are not UTF-8 come from old shares and are Latin-1: "\xe5" is "å". */
export function textOfName(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1");
}

/** The last part of a name with folders in it; both "/" and "\" separate folders. */
export function baseName(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? "";
}

/** The first folder of a name, which may be a merchant id. null when there is none. */
export function firstFolder(name: string): string | null {
  const slash = name.indexOf("/");
  return slash === -1 ? null : name.slice(0, slash);
}

/**
 * A name for a copy of a file that a person recognises: no folder, no control character, never hidden, and short enough
 * for `suffix` to follow. The extension is kept.
 */
export function safeName(name: string, suffix = ""): string {
  const visible = baseName(name)
    .replace(/[\p{Cc}\\]/gu, "_")
    .replace(/^\.+/, (dots) => "_".repeat(dots.length));
  return shorten(visible === "" ? "unnamed" : visible, MAX_NAME_BYTES - Buffer.byteLength(suffix));
}

/** Short, and of letters that every file system takes: for one that takes no name like `safeName`'s. */
export function plainName(name: string): string {
  const plain = safeName(name)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w.-]/g, "_");
  return shorten(plain, PLAIN_NAME_BYTES);
}

const PLAIN_NAME_BYTES = 100;

/** Whether a file system refused a file for its name: too long for it, or with characters that it does not have. */
export function isNameRefused(error: unknown): boolean {
  return ["ENAMETOOLONG", "EINVAL", "EILSEQ"].includes(errnoOf(error) ?? "");
}

/** "rapport.csv" numbered 2 is "rapport (2).csv". */
export function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const [stem, extension] = splitExtension(name);
  const mark = ` (${number})`;
  return shorten(stem, MAX_NAME_BYTES - Buffer.byteLength(mark + extension)) + mark + extension;
}

function shorten(name: string, bytes: number): string {
  if (Buffer.byteLength(name) <= bytes) return name;
  const [stem, extension] = splitExtension(name);
  let kept = "";
  let left = bytes - Buffer.byteLength(extension);
  for (const character of stem) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return kept + extension;
}

function splitExtension(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf(".");
  // a long "extension" is the end of a sentence
  return dot <= 0 || name.length - dot > 12 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
}
