/** Mails as `.eml` files in a folder, which every mail program opens: for when there is no SMTP server. */
import { randomUUID } from "node:crypto";
import { access, constants, link, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf } from "../errors.ts";
import { emlName } from "./letter.ts";

/**
 * Writes the file whole or not at all. One that is there already is the same letter, sent before, and is not written again.
 * Returns the file's name. Throws the error of the disk (full, no permission).
 */
export async function keepAsFile(folder: string, messageId: string, content: Buffer): Promise<string> {
  const name = emlName(messageId);
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  if (await exists(path)) return name;
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await writeThrough(temporary, content);
    await takeName(temporary, path);
    await syncFolder(folder);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined); // must not hide what happened
  }
  return name;
}

/** Throws when no file can be made in the folder. */
export async function checkFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK | constants.X_OK);
}

async function writeThrough(path: string, content: Buffer): Promise<void> {
  const file = await open(path, "wx", 0o640);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A link never replaces anything, so two workers with the same letter leave one file. */
async function takeName(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (thrown) {
    const errno = errnoOf(thrown) ?? "";
    if (errno === "EEXIST") return;
    if (!NO_LINKS.has(errno)) throw thrown;
    // A file system without hard links (FAT, some network shares). Replacing a file does no harm: it is the same letter.
    await rename(from, to);
  }
}

const NO_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** So that a letter reported as sent survives a power cut. Some file systems have nothing to sync. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === "ENOENT") return false;
    throw thrown;
  }
}
