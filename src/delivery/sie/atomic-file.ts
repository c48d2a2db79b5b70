/**
 * Writes a file that is either whole or not there: into a temporary file beside it, to the disk, and then under its name in
 * one step that never replaces anything.
 */
import { link, lstat, open, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errnoOf } from "../../errors.ts";

export type Created =
  | { readonly kind: "created" }
  /** Something has the name already; it is untouched. */
  | { readonly kind: "exists" }
  /** The file has its name, but the folder may forget it in a power cut. */
  | { readonly kind: "unsure"; readonly cause: unknown };

const STALE_MS = 3_600_000;
const WRITERS_MAX = 100;

/** Throws (disk full, no permission, aborted, or whatever `chunks` throws) only when the name was not taken. */
export async function createWhole(
  path: string,
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<Created> {
  const temporary = await openTemporary(path);
  try {
    await fill(temporary.file, chunks, signal);
    if (!(await takeName(temporary.path, path))) return { kind: "exists" };
  } finally {
    await rm(temporary.path, { force: true }).catch(() => undefined); // must not hide what happened
  }
  try {
    await syncFolder(dirname(path));
  } catch (cause) {
    return { kind: "unsure", cause };
  }
  return { kind: "created" };
}

interface Temporary {
  readonly path: string;
  readonly file: FileHandle;
}

/**
 * Hidden and with `.tmp` at its end, so that nobody imports it; "wx" makes it ours alone, on a shared folder too. A name that
 * is taken belongs to another writer of this same file, or to one that was killed.
 */
async function openTemporary(path: string): Promise<Temporary> {
  const taken: string[] = [];
  for (;;) {
    const own = join(dirname(path), `.${basename(path)}.${taken.length}.tmp`);
    try {
      const file = await open(own, "wx");
      await removeStale(taken, own);
      return { path: own, file };
    } catch (thrown) {
      if (errnoOf(thrown) !== "EEXIST" || taken.length === WRITERS_MAX) throw thrown;
      taken.push(own);
    }
  }
}

/** Removes what killed writers left. Age is told by the file system's own clock, which has just dated our fresh file. */
async function removeStale(paths: readonly string[], fresh: string): Promise<void> {
  for (const path of paths) {
    // Its owner may remove it at this moment; and tidying up is no reason to fail.
    const times = await Promise.all([lstat(path), lstat(fresh)]).catch(() => null);
    if (times && times[1].mtimeMs - times[0].mtimeMs > STALE_MS)
      await rm(path, { force: true }).catch(() => undefined);
  }
}

async function fill(file: FileHandle, chunks: AsyncIterable<Buffer>, signal: AbortSignal): Promise<void> {
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      await file.writeFile(chunk); // all of it, from where the last one ended
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** False when something has the name. */
async function takeName(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (thrown) {
    const errno = errnoOf(thrown) ?? "";
    if (errno === "EEXIST") return false;
    if (!NO_LINKS.has(errno)) throw thrown;
  }
  // A file system without hard links (FAT, some network shares). Between these two calls another process could take the
  // name, but only this voucher's own delivery would, with the same content.
  if (await exists(to)) return false;
  await rename(from, to);
  return true;
}

const NO_LINKS: ReadonlySet<string> = new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EMLINK",
  "EINVAL",
]);

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === "ENOENT") return false;
    throw thrown;
  }
}

/** So that the name survives a power cut. Windows cannot open a folder, and does without. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
