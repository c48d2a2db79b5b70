/** Whether every folder of the workspace can be written to, and whether its disk has space. */
import { messages } from "./messages.ts";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { open, statfs, unlink } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf, messageOf } from "../errors.ts";
import type { Workspace } from "../config/workspace.ts";
import type { Message } from "../message.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

/** A large report is in the inbox, the archive and the database at the same time. */
const LITTLE_BYTES = 2 * 1024 ** 3;
const TOO_LITTLE_BYTES = 200 * 1024 ** 2;
/** Each report is some files: in the inbox, the archive, beside a voucher. */
const FILES_LEFT_MIN = 1_000;

export async function checkFolders(workspace: Workspace): Promise<readonly Finding[]> {
  const folders = [
    workspace.inbox,
    workspace.receivables,
    workspace.work,
    workspace.archive,
    workspace.quarantine,
    workspace.sie,
    workspace.mail,
  ];
  // that an inbox from outside is not there is told of by itself
  const there = folders.filter((folder) => folder !== workspace.inbox || existsSync(folder));
  const findings = await Promise.all(there.map(checkFolder));
  const bad = findings.filter((finding) => finding !== null);
  if (bad.length > 0) return bad;
  return [works("folders", messages.foldersWritable(workspace.inbox))];
}

/** null: it can be written to. */
async function checkFolder(folder: string): Promise<Finding | null> {
  // a hidden name, which the intake ignores
  const probe = join(folder, `.kvitt-doctor-${randomUUID()}.part`);
  try {
    const file = await open(probe, "wx");
    try {
      await file.writeFile("x");
      await file.sync();
    } finally {
      await file.close();
      await unlink(probe);
    }
    return null;
  } catch (error) {
    return broken(
      "folders",
      messages.folderNotWritable({ folder, error: messageOf(error) }),
      remedyFor(errnoOf(error) ?? ""),
    );
  }
}

function remedyFor(code: string): Message {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return messages.makeFolder;
    case "ENOSPC":
    case "EDQUOT":
      return messages.freeDisk;
    case "EROFS":
      return messages.mountWritable;
    default:
      return messages.grantWriting;
  }
}

/** A folder each, since each may be a disk of its own. One that is not there is told of with the folders. */
export async function checkDisk(workspace: Workspace): Promise<readonly Finding[]> {
  const { folder, inbox, receivables, archive, sie } = workspace;
  const looked = await Promise.all([folder, inbox, receivables, archive, sie].map(freeIn));
  const disks = looked.flatMap((one) => one ?? []);
  const [first] = disks;
  if (first === undefined) return [];
  const least = disks.reduce((a, b) => (b.bytes < a.bytes ? b : a), first);
  const size = `${(least.bytes / 1024 ** 3).toFixed(1)} GiB`;
  const says = messages.diskFree({ size, folder: least.folder });
  const todo = messages.freeDiskForReports;
  const space =
    least.bytes < TOO_LITTLE_BYTES
      ? broken("disk", says, todo)
      : least.bytes < LITTLE_BYTES
        ? attention("disk", says, todo)
        : works("disk", says);
  const full = disks.find(({ files }) => files !== null && files < FILES_LEFT_MIN);
  if (full === undefined) return [space];
  return [
    space,
    broken("disk", messages.noFilesLeft({ count: full.files ?? 0, folder: full.folder }), messages.freeFiles),
  ];
}

interface Free {
  readonly folder: string;
  readonly bytes: number;
  /** How many files can still be made; null where the file system has no limit. */
  readonly files: number | null;
}

async function freeIn(folder: string): Promise<Free | null> {
  try {
    const { bavail, bsize, ffree, files } = await statfs(folder);
    return { folder, bytes: bavail * bsize, files: files === 0 ? null : ffree };
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) return null;
    throw error;
  }
}
