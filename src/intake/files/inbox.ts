/**
 * What lies in an inbox and may be taken: every regular file in it and its subfolders, whatever its name, once it
 * stands still. A shared folder may be on NFS or SMB, so nothing here relies on notifications, locks or the file
 * server's clock: a file stands still when it is the same before and after a wait by our own clock.
 */
import { messages } from "./messages.ts";
import { constants, type BigIntStats } from "node:fs";
import { lstat, open, readdir, type FileHandle } from "node:fs/promises";
import type { Clock } from "../../clock.ts";
import { errnoOf, messageOf } from "../../errors.ts";
import type { Message } from "../../message.ts";
import { textOfName } from "./file-name.ts";

export interface InboxFile {
  /** As the person knows it, relative to the inbox, with "/" between folders. */
  readonly name: string;
  /** The bytes the file system has, which need not be UTF-8: a name from an old Windows share must open as well. */
  readonly path: Buffer;
  /** The first folder below the inbox: a merchant's, perhaps. null for a file in the inbox itself. */
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

export interface InboxWarning {
  readonly name: string;
  readonly kind:
    "symbolic_link" | "folder_named_like_a_file" | "not_a_file" | "no_permission" | "stray_claim";
  readonly words: Message;
}

export interface InboxLook {
  /** In order of name, so that two looks take files in the same order. */
  readonly ready: readonly InboxFile[];
  /** Still being written: left for the next look. */
  readonly stillWritten: readonly InboxFile[];
  /** Files under the hidden name of a claim (see claim.ts), by whichever machine. */
  readonly claimed: readonly { readonly name: string; readonly id: string; readonly since: Date }[];
  /** What is left where it is, for a person to see. */
  readonly warnings: readonly InboxWarning[];
}

export interface LookOptions {
  readonly settleSeconds: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Looks, waits `settleSeconds` when there is anything, and looks again. An inbox that cannot be read is a technical
 * Error; a subfolder that cannot is a warning.
 */
export async function lookInInbox(inbox: string, options: LookOptions): Promise<InboxLook> {
  const { settleSeconds, clock, signal } = options;
  const { files, claimed, warnings } = await walk(inbox);
  if (files.length === 0) return { ready: [], stillWritten: [], claimed, warnings };
  await clock.sleep(settleSeconds * 1000, signal);
  const ready: InboxFile[] = [];
  const stillWritten: InboxFile[] = [];
  for (const [at, now] of (await atOnce(files, ({ path }) => fileStatOf(path))).entries()) {
    const file = files[at];
    if (file === undefined || now === null) continue; // someone else took it meanwhile
    if (isSame(file.seen, now)) ready.push(file);
    else stillWritten.push(file);
  }
  return { ready, stillWritten, claimed, warnings };
}

/** null when there is no regular file of that name (any more). */
export async function fileStatOf(path: Buffer | string): Promise<FileStat | null> {
  try {
    const found = (await openedStats(path)) ?? (await lstat(path, { bigint: true }));
    return found.isFile() ? standing(found) : null;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw error;
  }
}

/**
 * An NFS client answers `stat` from what it knew seconds ago; on opening it asks the server ("close-to-open").
 * null when the file may not be opened: then the plain `stat` must do, and the claim says why.
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

function standing(found: BigIntStats): FileStat {
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

/** What a claimed file is called while it is copied out of an inbox that is another file system. Never taken by a look. */
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

/** Where the walk is: a folder, with its name in the inbox ("" or "K123/"). */
interface Stage {
  readonly folder: Buffer;
  readonly prefix: string;
  readonly merchantFolder: string | null;
}

async function walk(inbox: string): Promise<Walked> {
  const walked: Walked = { files: [], claimed: [], warnings: [] };
  await walkFolder({ folder: Buffer.from(inbox), prefix: "", merchantFolder: null }, walked);
  walked.files.sort((a, b) => Buffer.compare(a.path, b.path));
  return walked;
}

async function walkFolder(stage: Stage, walked: Walked): Promise<void> {
  const entries = (await entriesOf(stage, walked.warnings)).map((entry) => ({
    text: textOfName(entry),
    path: Buffer.concat([stage.folder, SLASH, entry]),
  }));
  for (const [at, found] of (await atOnce(entries, ({ path }) => lookAt(path))).entries()) {
    const entry = entries[at];
    if (entry !== undefined && found !== null) await sort(found, { ...stage, ...entry }, walked);
  }
}

async function lookAt(path: Buffer): Promise<BigIntStats | null> {
  return lstat(path, { bigint: true }).catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return null; // gone since the folder was listed
    throw error;
  });
}

/** Answers in the order of the items. A folder on the network answers many questions at once nearly as fast as one. */
async function atOnce<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let at = 0; at < items.length; at += 64)
    answers.push(...(await Promise.all(items.slice(at, at + 64).map(ask))));
  return answers;
}

async function sort(
  found: BigIntStats,
  { path, text, prefix, merchantFolder }: Stage & { path: Buffer; text: string },
  { files, claimed, warnings }: Walked,
): Promise<void> {
  const name = prefix + text;
  const claim = HIDDEN_CLAIM.exec(text);
  // the inode's own time: it changed with the name
  if (claim?.[1] !== undefined) claimed.push({ name, id: claim[1], since: found.ctime });
  if (text.startsWith(".")) return;
  if (found.isSymbolicLink()) warnings.push({ name, kind: "symbolic_link", words: linkWords(name) });
  else if (found.isFile()) {
    if (!HALF_WRITTEN.test(text)) files.push({ name, path, merchantFolder, seen: standing(found) });
  } else if (!found.isDirectory()) warnings.push({ name, kind: "not_a_file", words: deviceWords(name) });
  else if (FILE_EXTENSION.test(text))
    warnings.push({ name, kind: "folder_named_like_a_file", words: folderWords(name) });
  else {
    const below = { folder: path, prefix: `${name}/`, merchantFolder: merchantFolder ?? text };
    await walkFolder(below, { files, claimed, warnings });
  }
}

const SLASH = Buffer.from("/");

async function entriesOf({ folder, prefix }: Stage, warnings: InboxWarning[]): Promise<Buffer[]> {
  try {
    return await readdir(folder, "buffer");
  } catch (error) {
    if (prefix === "")
      throw new Error(`the folder ${textOfName(folder)} cannot be read: ${messageOf(error)}`, {
        cause: error,
      });
    const code = errnoOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return []; // gone since its parent was listed
    const name = prefix.slice(0, -1);
    warnings.push({ name, kind: "no_permission", words: unreadableWords(name, messageOf(error)) });
    return [];
  }
}

function linkWords(name: string): Message {
  return messages.symbolicLinkLeftWherePut(name);
}

function folderWords(name: string): Message {
  return messages.folderNameFileLeftWhere(name);
}

function deviceWords(name: string): Message {
  return messages.noRegularFileLeftWhere(name);
}

function unreadableWords(name: string, why: string): Message {
  return messages.folderCannotReadGiveKvitt({ name, why });
}
