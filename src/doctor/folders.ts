/** Whether every folder of the home can be written to, and whether there is room on its disk. */
import { messages } from "./messages.ts";
import { randomUUID } from "node:crypto";
import { open, statfs, unlink } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf, messageOf } from "../errors.ts";
import type { Workspace } from "../config/workspace.ts";
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
  const findings = await Promise.all(folders.map(checkFolder));
  const bad = findings.filter((finding) => finding !== null);
  if (bad.length > 0) return bad;
  return [works("folders", messages.allCanWrittenInbox(workspace.inbox))];
}

/** null: it can be written to. */
async function checkFolder(folder: string): Promise<Finding | null> {
  // a hidden name, which the intake leaves alone
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
      messages.cannotWritten({ folder, error: messageOf(error) }),
      cureOf(errnoOf(error) ?? ""),
    );
  }
}

function cureOf(code: string) {
  switch (code) {
    case "ENOENT":
      return messages.makeFolderRestartKvitt;
    case "ENOSPC":
    case "EDQUOT":
      return messages.makeRoomDisk;
    case "EROFS":
      return messages.mountDiskSoCanWritten;
    default:
      return messages.letUserRunsKvittWrite;
  }
}

export async function checkDisk(workspace: Workspace): Promise<readonly Finding[]> {
  const free = await Promise.all(
    [workspace.folder, workspace.inbox].map(async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return { folder, bytes: bavail * bsize };
    }),
  );
  const least = free.reduce((a, b) => (b.bytes < a.bytes ? b : a));
  const size = `${(least.bytes / 1024 ** 3).toFixed(1)} GiB`;
  const says = messages.freeIn({ size, folder: least.folder });
  const todo = messages.makeRoomLargeReportInbox;
  if (least.bytes < TOO_LITTLE_BYTES) return [broken("disk", says, todo)];
  return [least.bytes < LITTLE_BYTES ? attention("disk", says, todo) : works("disk", says)];
}
