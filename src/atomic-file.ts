/**
 * Writes, copies and moves files so that a crash, a full disk or a second writer never leaves half a file under a name
 * that counts. One rule for all of them: the bytes go to a hidden file in the same folder and are flushed to the disk,
 * the file gets its name in one step, and then the folder is flushed, so that a power cut cannot take the name back.
 */
import { createHash, randomUUID } from "node:crypto";
import { link, lstat, open, rename, rm, unlink, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errnoOf } from "./errors.ts";
import { HASH_CHUNK, hashOf, openRegular } from "./file-hash.ts";

export type Created =
  | { readonly kind: "created" }
  /** Another file has the name; it is untouched. */
  | { readonly kind: "exists" }
  /** The file has its name, but a power cut may still take it back. */
  | { readonly kind: "unsure"; readonly cause: unknown };

type Chunks = AsyncIterable<Buffer> | Iterable<Buffer>;

export interface WriteOptions {
  readonly signal?: AbortSignal;
  /** Permissions; without them those that the process gives to new files. */
  readonly mode?: number;
}

/** For files that hold personal data: the group may read them, others may not. */
export const PRIVATE = 0o640;

/**
 * Makes a file that is either whole or not there, and never replaces one. Throws (disk full, no permission, aborted, or
 * what `chunks` throws) only when the name was not taken.
 */
export async function createFile(path: string, chunks: Chunks, options: WriteOptions = {}): Promise<Created> {
  const temporary = await openTemporary(path, options.mode);
  try {
    await fill(temporary.file, chunks, options.signal);
    if (!(await takeName(temporary.path, path))) return { kind: "exists" };
  } finally {
    await removeQuietly(temporary.path);
  }
  try {
    await syncFolder(dirname(path));
  } catch (cause) {
    return { kind: "unsure", cause };
  }
  return { kind: "created" };
}

/** Writes a new file of a name that nobody reads yet, and flushes it. A file of that name is an EEXIST error. */
export async function writeFlushed(path: string, chunks: Chunks, options: WriteOptions = {}): Promise<void> {
  const file = await open(path, "wx", options.mode);
  try {
    await fill(file, chunks, options.signal);
  } catch (error) {
    await removeQuietly(path);
    throw error;
  }
}

/**
 * Gives the file `from` the name `to` in the same folder, and leaves it to the caller to remove `from`. False when
 * something has the name already: nothing is ever replaced.
 */
export async function takeName(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const errno = errnoOf(error) ?? "";
    if (errno === "EEXIST") return false;
    if (!NO_LINKS.has(errno)) throw error;
  }
  return takeNameWithoutLinks(from, to);
}

/** What a file system without hard links answers: FAT, and some network shares. */
const NO_LINKS: ReadonlySet<string> = new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EMLINK",
  "EINVAL",
  "EXDEV",
]);

/** The two calls between looking and renaming take milliseconds; a hold of this age was left by a crash. */
const HOLD_MS = 60_000;

/**
 * A rename replaces what is there, so it needs a look first, and between the two another process could take the name.
 * A hidden file holds the name for that moment; who finds it held gets an EBUSY error, and tries again later. `from` has
 * just been written, so its time tells the age of a hold.
 */
async function takeNameWithoutLinks(from: string, to: string): Promise<boolean> {
  const hold = hiddenBeside(to, "hold");
  try {
    await (await open(hold, "wx")).close();
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error;
    await removeOlder([hold], from, HOLD_MS);
    throw Object.assign(new Error(`another process is giving a file the name ${to}`), { code: "EBUSY" });
  }
  try {
    if (await exists(to)) return false;
    await rename(from, to);
    return true;
  } finally {
    await removeQuietly(hold);
  }
}

/** Moves a file, also to another file system. A file that has the name `to` is replaced. */
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
 * Copies a file and reads the copy back before it gets the name `to`, which it may take from another file. Nothing is
 * left behind when that fails.
 */
export async function copyFile(from: string | Buffer, to: string): Promise<void> {
  const copied = await copyHidden(from, dirname(to));
  try {
    if ((await hashOf(copied.path)).sha256 !== copied.sha256)
      throw new Error(`the copy ${to} does not have the bytes of its source`);
    await rename(copied.path, to);
  } catch (error) {
    await removeQuietly(copied.path);
    throw error;
  }
  await syncFolder(dirname(to));
}

/** A whole copy that has no name of its own yet: its maker gives it one (`takeName`), and removes it. */
export interface HiddenCopy {
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** Copies a regular file to a hidden one in `folder`, and flushes that. Nothing is left behind when it fails. */
export async function copyHidden(from: string | Buffer, folder: string): Promise<HiddenCopy> {
  const path = join(folder, `.${randomUUID()}.part`);
  const hash = createHash("sha256");
  let size = 0;
  const source = await openRegular(from);
  async function* hashed() {
    // the stream closes the source
    const bytes: AsyncIterable<Buffer> = source.createReadStream({ highWaterMark: HASH_CHUNK });
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  try {
    await writeFlushed(path, hashed(), { mode: PRIVATE });
  } catch (error) {
    await source.close().catch(() => undefined); // the stream may have closed it
    throw error;
  }
  return { path, sha256: hash.digest("hex"), size };
}

/** Makes the names in a folder survive a power cut. Some file systems cannot do that, and have nothing to flush. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(ignoreUnsupported);
  try {
    await handle?.sync().catch(ignoreUnsupported);
  } finally {
    await handle?.close();
  }
}

/** Windows opens no folder; a folder that may be written to need not be readable. Everything else is the disk's. */
function ignoreUnsupported(error: unknown): undefined {
  if (!["EINVAL", "EPERM", "EACCES", "EISDIR", "ENOTSUP"].includes(errnoOf(error) ?? "")) throw error;
}

interface Temporary {
  readonly path: string;
  readonly file: FileHandle;
}

const STALE_MS = 3_600_000;
const WRITERS_MAX = 100;

/**
 * Hidden and with `.tmp` at its end, so that nobody imports it; "wx" makes it ours alone, on a shared folder too. A
 * name that is taken belongs to another writer of the same file, or to one that was killed.
 */
async function openTemporary(path: string, mode: number | undefined): Promise<Temporary> {
  const taken: string[] = [];
  for (;;) {
    const own = hiddenBeside(path, `${taken.length}.tmp`);
    try {
      const file = await open(own, "wx", mode);
      await removeOlder(taken, own, STALE_MS);
      return { path: own, file };
    } catch (error) {
      if (errnoOf(error) !== "EEXIST" || taken.length === WRITERS_MAX) throw error;
      taken.push(own);
    }
  }
}

/** Characters of the name that are kept: with four bytes each and the ending they still fit into one name. */
const NAME_KEPT = 60;

function hiddenBeside(path: string, ending: string): string {
  const name = [...basename(path)].slice(0, NAME_KEPT).join("");
  return join(dirname(path), `.${name}.${ending}`);
}

/** Removes what killed writers left. Ages are by the file system's own clock, which has just dated the fresh file. */
async function removeOlder(paths: readonly string[], fresh: string, age: number): Promise<void> {
  for (const path of paths) {
    // its owner may remove it at this moment, and tidying up is no reason to fail
    const times = await Promise.all([lstat(path), lstat(fresh)]).catch(() => null);
    if (times && times[1].mtimeMs - times[0].mtimeMs > age) await removeQuietly(path);
  }
}

/** Writes everything from where the last chunk ended, flushes and closes. */
async function fill(file: FileHandle, chunks: Chunks, signal: AbortSignal | undefined): Promise<void> {
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes a file if it is there. Tidying up must not hide what happened. */
export async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
