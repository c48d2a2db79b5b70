/**
 * Folders of the inbox, held open while files in them are looked at and moved. Whoever may write to the inbox may put a link
 * in a folder's place at any moment; a folder that is held stays the folder that was opened.
 */
import { constants, existsSync } from "node:fs";
import { lstat, open, type FileHandle } from "node:fs/promises";
import { errnoOf } from "../../errors.ts";

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY;
const NO_LINK = FOLDER | constants.O_NOFOLLOW;

/** A path through an open folder leads into that folder, whatever has its name by now. Other systems have only names. */
const BY_HANDLE = existsSync("/proc/self/fd");

/** What a folder answers that is gone, or whose place something else has taken. */
const NO_FOLDER: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "ELOOP"]);

export interface HeldFolder {
  /** For calls that take a path; valid until `release`. */
  readonly path: Buffer;
  /** Holds a folder in it that is no link; null when there is none of that name. */
  hold(name: Buffer): Promise<HeldFolder | null>;
  release(): Promise<void>;
}

/** The folder itself may be reached by links: an administrator sets them. Throws when it cannot be opened. */
export async function holdFolder(path: string | Buffer): Promise<HeldFolder> {
  return heldBy(await open(path, FOLDER), Buffer.from(path));
}

/**
 * Calls `use` with a path of the file in its folder, which is held meanwhile. Below `root` no link is followed. null when a
 * folder on the way is gone or has become a link.
 */
export async function inHeldFolder<T>(
  root: string,
  file: Buffer,
  use: (path: Buffer) => Promise<T>,
): Promise<T | null> {
  const slash = file.lastIndexOf("/");
  const folder = await holdBelow(root, file.subarray(0, slash));
  if (folder === null) return null;
  try {
    return await use(Buffer.concat([folder.path, file.subarray(slash)]));
  } finally {
    await folder.release();
  }
}

/** A folder that is not below `root` was claimed from under an earlier setting, and is held as it is. */
async function holdBelow(root: string, wanted: Buffer): Promise<HeldFolder | null> {
  const top = Buffer.from(root);
  const isBelow =
    wanted.equals(top) || wanted.subarray(0, top.length + 1).equals(Buffer.concat([top, SLASH]));
  let held = await holdFolder(isBelow ? top : wanted).catch(nullIfGone);
  for (const name of isBelow ? partsOf(wanted.subarray(top.length)) : []) {
    if (held === null) return null;
    const parent: HeldFolder = held;
    try {
      held = await parent.hold(name);
    } finally {
      await parent.release();
    }
  }
  return held;
}

const SLASH = Buffer.from("/");

function partsOf(path: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < path.length;) {
    const slash = path.indexOf("/", from);
    const end = slash === -1 ? path.length : slash;
    if (end > from) parts.push(path.subarray(from, end));
    from = end + 1;
  }
  return parts;
}

function heldBy(handle: FileHandle, name: Buffer): HeldFolder {
  const path = BY_HANDLE ? Buffer.from(`/proc/self/fd/${handle.fd}`) : name;
  return {
    path,
    async hold(child) {
      const below = Buffer.concat([path, SLASH, child]);
      try {
        if (!BY_HANDLE && !(await lstat(below)).isDirectory()) return null;
        return heldBy(await open(below, NO_LINK), below);
      } catch (error) {
        return nullIfGone(error);
      }
    },
    release: () => handle.close(),
  };
}

function nullIfGone(error: unknown): null {
  if (NO_FOLDER.has(errnoOf(error) ?? "")) return null;
  throw error;
}
