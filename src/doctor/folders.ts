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
  const findings = await Promise.all(
    folders.map((folder) => checkFolder(folder, folder === workspace.inbox && workspace.inboxIsGiven)),
  );
  const bad = findings.filter((finding) => finding !== null);
  if (bad.length > 0) return bad;
  return [works("folders", messages.foldersWritable(workspace.inbox))];
}

/** null: it can be written to. */
async function checkFolder(folder: string, isGiven: boolean): Promise<Finding | null> {
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
      isGiven && errnoOf(error) === "ENOENT" ? messages.mountInbox : remedyFor(errnoOf(error) ?? ""),
    );
  }
}

function remedyFor(code: string): Message {
  switch (code) {
    case "ENOENT":
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

export async function checkDisk(workspace: Workspace): Promise<readonly Finding[]> {
  const free = await Promise.all(
    [workspace.folder, ...(existsSync(workspace.inbox) ? [workspace.inbox] : [])].map(async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return { folder, bytes: bavail * bsize };
    }),
  );
  const least = free.reduce((a, b) => (b.bytes < a.bytes ? b : a));
  const size = `${(least.bytes / 1024 ** 3).toFixed(1)} GiB`;
  const says = messages.diskFree({ size, folder: least.folder });
  const todo = messages.freeDiskForReports;
  if (least.bytes < TOO_LITTLE_BYTES) return [broken("disk", says, todo)];
  return [least.bytes < LITTLE_BYTES ? attention("disk", says, todo) : works("disk", says)];
}
