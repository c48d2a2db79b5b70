/** SIE files in a folder that people and accounting programs read: whole or absent, never overwritten, known by what they mean. */
import { messages } from "./messages.ts";
import { createReadStream } from "node:fs";
import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createFile, PRIVATE } from "../../atomic-file.ts";
import { errnoOf } from "../../errors.ts";
import type { Delivery } from "../target.ts";
import { sieFingerprint } from "./fingerprint.ts";

/** A file's bytes; from the first each time it is called. */
export type Content = () => AsyncIterable<Buffer>;

export interface PlacedFile {
  readonly folder: string;
  readonly name: string;
}

/** Whether the folder has the file with one of these contents, apart from the date and version that wrote it. */
export async function isInFolder(
  { folder, name }: PlacedFile,
  contents: readonly Content[],
  signal: AbortSignal,
): Promise<boolean> {
  const path = join(folder, name);
  if ((await kindOf(path)) !== "file") return false;
  const there = await sieFingerprint(createReadStream(path, { signal }));
  if (there === null) return false;
  for (const content of contents)
    if (there === (await sieFingerprint(Readable.from(content(), { signal, objectMode: false }))))
      return true;
  return false;
}

/** Writes the first of the contents; a file of that name that has any of them is the same one, written before. */
export async function putInFolder(
  file: PlacedFile,
  contents: readonly [Content, ...Content[]],
  signal: AbortSignal,
): Promise<{ readonly kind: "there" } | Extract<Delivery, { readonly kind: "refused" | "unsure" }>> {
  const { folder, name } = file;
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const created = await createFile(join(folder, name), contents[0](), { signal, mode: PRIVATE });
  if (created.kind === "created") return { kind: "there" };
  if (created.kind === "unsure") return created;
  if (await isInFolder(file, contents, signal)) return { kind: "there" };
  return { kind: "refused", problem: messages.nameTaken({ name, folder }), remedy: messages.nameTakenRemedy };
}

async function kindOf(path: string): Promise<"none" | "file" | "other"> {
  try {
    return (await lstat(path)).isFile() ? "file" : "other";
  } catch (thrown) {
    if (errnoOf(thrown) === "ENOENT") return "none";
    throw thrown;
  }
}
