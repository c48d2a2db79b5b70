/**
 * Lists the files of an inbox that can be claimed: every regular file in it and its subfolders, whatever its name, once
 * nobody writes to it any more. A shared folder may be on NFS or SMB, so nothing here relies on notifications, locks or
 * the file server's clock: a file is complete when it is the same before and after a wait by our own clock.
 */
import { messages } from "./messages.ts";
import { constants, type BigIntStats } from "node:fs";
import { lstat, open, readdir, stat, type FileHandle } from "node:fs/promises";
import type { Clock } from "../../clock.ts";
import { errnoOf, messageOf } from "../../errors.ts";
import type { Message } from "../../message.ts";
import { textOfName } from "./file-name.ts";
import { holdFolder, inHeldFolder, type HeldFolder } from "./held-folder.ts";

export interface InboxFile {
  /** Relative to the inbox, with "/" between folders. */
  readonly name: string;
  /** The file system's own bytes, which need not be UTF-8: a name from an old Windows share must open as well. */
  readonly path: Buffer;
  /** The first folder below the inbox, which may be a merchant id. null for a file in the inbox itself. */
  readonly merchantFolder: string | null;
  readonly seen: FileStat;
}

/** What changes when a file is written to, or when another takes its name. */
export interface FileStat {
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

export interface FoundFile extends FileStat {
  /** How many names the file has; a second one is a hard link. */
  readonly names: bigint;
}

export interface InboxWarning {
  readonly name: string;
  readonly kind:
    | "symbolic_link"
    | "folder_named_like_a_file"
    | "not_a_file"
    | "no_permission"
    | "too_deep"
    | "still_written"
    | "not_mounted"
    | "nothing_came"
    | "stray_claim";
  readonly words: Message;
}

export interface InboxLook {
  /** In order of name, so that the order is always the same. */
  readonly ready: readonly InboxFile[];
  /** Still being written: left for the next run. */
  readonly stillWritten: readonly InboxFile[];
  /** Files under the hidden name of a claim (see claim.ts), of this or another machine. */
  readonly claimed: readonly { readonly name: string; readonly id: string; readonly since: Date }[];
  /** What is skipped and left where it is. */
  readonly warnings: readonly InboxWarning[];
}

export interface LookOptions {
  readonly settleSeconds: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Lists the files, waits `settleSeconds` when there are any, and looks at them again: what comes after the first look is for
 * the next time. An inbox that cannot be read is a technical Error; what cannot be read in it is a warning.
 */
export async function lookInInbox(inbox: string, options: LookOptions): Promise<InboxLook> {
  const { settleSeconds, clock, signal } = options;
  const { files, claimed, warnings } = await walk(inbox);
  if (files.length === 0) return { ready: [], stillWritten: [], claimed, warnings };
  await clock.sleep(settleSeconds * 1000, signal);
  const ready: InboxFile[] = [];
  const stillWritten: InboxFile[] = [];
  const lookAgain = async ({ name, path }: InboxFile) => {
    try {
      return await inHeldFolder(inbox, path, fileStatOf);
    } catch (error) {
      warnings.push(unreadable(name, error));
      return null;
    }
  };
  for (const [at, now] of (await atOnce(files, lookAgain)).entries()) {
    const file = files[at];
    if (file === undefined || now === null) continue; // claimed by another process meanwhile
    if (isSame(file.seen, now)) ready.push(file);
    else stillWritten.push(file);
  }
  return { ready, stillWritten, claimed, warnings };
}

/** The names of what lies in an inbox and could be claimed, without a wait: some may still be written to. Throws as `lookInInbox`. */
export async function namesInInbox(inbox: string): Promise<readonly string[]> {
  const { files } = await walk(inbox);
  return files.map(({ name }) => name);
}

/** null when there is no regular file of that name (any more). */
export async function fileStatOf(path: Buffer | string): Promise<FoundFile | null> {
  try {
    const found = (await openedStats(path)) ?? (await lstat(path, { bigint: true }));
    return found.isFile() ? { ...statOf(found), names: found.nlink } : null;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw error;
  }
}

/**
 * An NFS client answers `stat` from a cache that is seconds old; on opening it asks the server ("close-to-open").
 * null when the file may not be opened: the plain `stat` is used then, and the claim fails with the reason.
 */
async function openedStats(path: Buffer | string): Promise<BigIntStats | null> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    return await file.stat({ bigint: true });
  } finally {
    await file.close();
  }
}

/** The file system that a folder is on; null when it is not there. */
export async function deviceOf(folder: string): Promise<bigint | null> {
  return stat(folder, { bigint: true }).then(
    ({ dev }) => dev,
    () => null,
  );
}

function statOf(found: BigIntStats): FileStat {
  return { device: found.dev, inode: found.ino, size: found.size, mtimeNs: found.mtimeNs };
}

export function isSame(one: FileStat, other: FileStat): boolean {
  return (
    one.inode === other.inode &&
    one.device === other.device &&
    one.size === other.size &&
    one.mtimeNs === other.mtimeNs
  );
}

/** The name of a claimed file while it is copied from an inbox on another file system. Never claimed again. */
export function hiddenClaimName(id: string): string {
  return `.kvitt-${id}`;
}
const HIDDEN_CLAIM = /^\.kvitt-([0-9a-f-]{36})$/;

/** What a sender calls a file until it is whole (Klarna's SFTP: "*.tmp"). */
const HALF_WRITTEN = /\.(?:tmp|part)$/i;

/** A merchant's folder may be called "butiken.se", but hardly "x.csv". */
const FILE_EXTENSION =
  /\.(?:csv|tsv|tab|psv|txt|json|ndjson|xml|pdf|xlsx?|xlsm|ods|zip|gz|7z|rar|dat|edi|html?|eml|docx?|tmp|part)$/i;

interface Walked {
  readonly files: InboxFile[];
  readonly claimed: InboxLook["claimed"][number][];
  readonly warnings: InboxWarning[];
}

/** A folder, with its name in the inbox ("" or "K123/"). */
interface WalkedFolder {
  readonly held: HeldFolder;
  /** The file system's own bytes of its path, for whoever comes later. */
  readonly folder: Buffer;
  readonly prefix: string;
  readonly merchantFolder: string | null;
  readonly depth: number;
}

/** Folders in folders; more is no inbox, but somebody's way to use up our open files. */
const DEPTH_MAX = 32;

async function walk(inbox: string): Promise<Walked> {
  const walked: Walked = { files: [], claimed: [], warnings: [] };
  const held = await reading(inbox, () => holdFolder(inbox));
  try {
    const root = { held, folder: Buffer.from(inbox), prefix: "", merchantFolder: null, depth: 0 };
    await walkFolder(root, await reading(inbox, () => readdir(held.path, "buffer")), walked);
  } finally {
    await held.release();
  }
  walked.files.sort((a, b) => Buffer.compare(a.path, b.path));
  return walked;
}

async function reading<T>(inbox: string, read: () => Promise<T>): Promise<T> {
  return read().catch((error: unknown) => {
    throw new Error(`the folder ${inbox} cannot be read: ${messageOf(error)}`, { cause: error });
  });
}

interface Entry {
  readonly bytes: Buffer;
  readonly text: string;
}

async function walkFolder(folder: WalkedFolder, names: readonly Buffer[], walked: Walked): Promise<void> {
  const entries = names.map((bytes): Entry => ({ bytes, text: textOfName(bytes) }));
  const look = async ({ bytes, text }: Entry): Promise<BigIntStats | null> => {
    try {
      return await lstat(Buffer.concat([folder.held.path, SLASH, bytes]), { bigint: true });
    } catch (error) {
      // gone since the folder was listed, or nothing that anybody can look at
      if (errnoOf(error) !== "ENOENT") walked.warnings.push(unreadable(folder.prefix + text, error));
      return null;
    }
  };
  for (const [at, found] of (await atOnce(entries, look)).entries()) {
    const entry = entries[at];
    if (entry !== undefined && found !== null) await sort(found, entry, folder, walked);
  }
}

/** Answers in the order of the items. A folder on the network answers many questions at once nearly as fast as one. */
async function atOnce<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let at = 0; at < items.length; at += 64)
    answers.push(...(await Promise.all(items.slice(at, at + 64).map(ask))));
  return answers;
}

async function sort(found: BigIntStats, entry: Entry, folder: WalkedFolder, walked: Walked): Promise<void> {
  const { files, claimed, warnings } = walked;
  const { text, bytes } = entry;
  const name = folder.prefix + text;
  const claim = HIDDEN_CLAIM.exec(text);
  // the inode's own time: it changed with the name
  if (claim?.[1] !== undefined) claimed.push({ name, id: claim[1], since: found.ctime });
  if (text.startsWith(".")) return;
  const path = Buffer.concat([folder.folder, SLASH, bytes]);
  if (found.isSymbolicLink())
    warnings.push({ name, kind: "symbolic_link", words: messages.symbolicLinkSkipped(name) });
  else if (found.isFile()) {
    const { merchantFolder } = folder;
    if (!HALF_WRITTEN.test(text)) files.push({ name, path, merchantFolder, seen: statOf(found) });
  } else if (!found.isDirectory())
    warnings.push({ name, kind: "not_a_file", words: messages.specialFileSkipped(name) });
  else if (FILE_EXTENSION.test(text))
    warnings.push({ name, kind: "folder_named_like_a_file", words: messages.folderSkipped(name) });
  else if (folder.depth === DEPTH_MAX)
    warnings.push({ name, kind: "too_deep", words: messages.folderTooDeep({ name, max: DEPTH_MAX }) });
  else await walkBelow(entry, path, folder, walked);
}

/** A folder in a folder. One that cannot be read is told, and does not hold up the others. */
async function walkBelow(
  { text, bytes }: Entry,
  path: Buffer,
  { held: parent, prefix, merchantFolder, depth }: WalkedFolder,
  walked: Walked,
): Promise<void> {
  const name = prefix + text;
  try {
    const held = await parent.hold(bytes);
    if (held === null) return; // gone since its parent was listed, or a link by now
    try {
      const names = await readdir(held.path, "buffer");
      const below = { held, folder: path, prefix: `${name}/`, merchantFolder: merchantFolder ?? text };
      await walkFolder({ ...below, depth: depth + 1 }, names, walked);
    } finally {
      await held.release();
    }
  } catch (error) {
    const words = messages.folderUnreadable({ name, why: messageOf(error) });
    walked.warnings.push({ name, kind: "no_permission", words });
  }
}

function unreadable(name: string, error: unknown): InboxWarning {
  return { name, kind: "no_permission", words: messages.fileUnreadable({ name, why: messageOf(error) }) };
}

const SLASH = Buffer.from("/");
