/** Moving and copying files so that a crash or a full disk at any moment leaves a whole copy somewhere. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, unlink, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errnoOf, messageOf } from "../../errors.ts";

const CHUNK = 1 << 20;

/** SHA-256 of a file's bytes in lower-case hexadecimal, and how many there are. */
export async function hashOf(path: string | Buffer): Promise<{ sha256: string; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  const bytes: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: CHUNK });
  for await (const chunk of bytes) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { sha256: hash.digest("hex"), size };
}

/** Moves a file, also to another file system. What has the name `to` is replaced. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errnoOf(error) !== "EXDEV") throw error;
    await copyFile(from, to);
    await unlink(from);
  }
  await syncFolder(dirname(to));
}

/**
 * Copies under a name of its own, makes sure that the disk has exactly the same bytes, and only then gives the copy
 * the name `to`. Nothing is left behind when that fails.
 */
export async function copyFile(from: string | Buffer, to: string): Promise<void> {
  const partial = join(dirname(to), `.${randomUUID()}.part`);
  try {
    const source = await writeFrom(from, partial);
    const copy = await hashOf(partial);
    if (copy.sha256 !== source) throw new Error(`the copy ${to} does not have the bytes of its source`);
    await rename(partial, to);
  } catch (error) {
    await unlink(partial).catch(() => undefined); // it may not have come that far
    throw error;
  }
  await syncFolder(dirname(to));
}

async function writeFrom(from: string | Buffer, to: string): Promise<string> {
  const hash = createHash("sha256");
  const file = await open(to, "wx", 0o640);
  try {
    const bytes: AsyncIterable<Buffer> = createReadStream(from, { highWaterMark: CHUNK });
    for await (const chunk of bytes) {
      hash.update(chunk);
      await writeWhole(file, chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest("hex");
}

/** A disk that is filling up may take a part of what it is given. */
async function writeWhole(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
}

/** Writes a new small file to the disk; a file of that name is an EEXIST error. */
export async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o640);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder survive a power cut. Some file systems cannot, and then have nothing to sync. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync();
  } catch (error) {
    if (!["EINVAL", "EPERM", "EISDIR", "ENOTSUP"].includes(errnoOf(error) ?? "")) throw error;
  } finally {
    await handle.close();
  }
}

/** A technical error that says what could not be done, and in plain words why. */
export function diskError(what: string, error: unknown): Error {
  const why: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full",
    EDQUOT: "the disk quota is used up",
    EROFS: "the file system is read-only",
    EACCES: "Kvitt has no permission there",
    EPERM: "Kvitt has no permission there",
  };
  const code = errnoOf(error) ?? "";
  const reason = why[code];
  return new Error(
    `${what}: ${reason === undefined ? messageOf(error) : `${reason} (${messageOf(error)})`}`,
    {
      cause: error,
    },
  );
}
