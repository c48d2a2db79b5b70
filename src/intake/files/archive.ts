/**
 * The archive keeps every imported file under the hash of its content, so that it can be proven years later what was
 * read: `archive/ab/abcd.../settlement.123.csv`. The same content is kept once, under its first name.
 */
import { mkdir, readdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { moveFile, syncFolder } from "../../atomic-file.ts";
import { diskError, errnoOf, FileError } from "../../errors.ts";
import { hashOf } from "../../file-hash.ts";
import { isNameRefused, plainName, safeName } from "./file-name.ts";

/**
 * Moves `source` into the archive and returns its new path (absolute). When the archive has the same content already,
 * `source` is removed instead. Throws when the bytes do not have the hash `sha256`; nothing has been moved then.
 */
export async function archiveFile(
  archive: string,
  source: string,
  { sha256, name }: { sha256: string; name: string },
): Promise<string> {
  const folder = folderOf(archive, sha256);
  let place = join(folder, safeName(name));
  try {
    const archived = await findArchived(archive, sha256);
    if (archived !== null) {
      await unlink(source).catch(ignoreMissing);
      return archived;
    }
    const found = await hashOf(source);
    if (found.sha256 !== sha256)
      throw new FileError(`it was changed after it was read (SHA-256 is ${found.sha256})`);
    await mkdir(folder, { recursive: true, mode: 0o750 });
    await moveFile(source, place).catch(async (error: unknown) => {
      if (!isNameRefused(error)) throw error;
      place = join(folder, plainName(name));
      await moveFile(source, place);
    });
    await syncFolder(dirname(folder));
  } catch (error) {
    throw diskError(`${name} cannot be archived`, error);
  }
  return place;
}

/** The file that holds exactly this content, read and hashed to be sure; null when there is none. */
export async function findArchived(archive: string, sha256: string): Promise<string | null> {
  const folder = folderOf(archive, sha256);
  for (const name of await namesIn(folder)) {
    const place = join(folder, name);
    if (name.startsWith(".")) continue;
    // what cannot be read there is no proof that the content is kept
    const found = await hashOf(place).catch(() => null);
    if (found?.sha256 === sha256) return place;
  }
  return null;
}

/** The SHA-256 of everything that is archived, as its folders are called. */
export async function archivedHashes(archive: string): Promise<string[]> {
  const hashes: string[] = [];
  for (const first of await namesIn(archive)) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue;
    const inside = await namesIn(join(archive, first));
    hashes.push(...inside.filter((name) => /^[0-9a-f]{64}$/.test(name)));
  }
  return hashes;
}

/** Two characters first: some file systems are slow with a hundred thousand names in one folder. */
function folderOf(archive: string, sha256: string): string {
  return join(archive, sha256.slice(0, 2), sha256);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return [];
    throw error;
  });
}

function ignoreMissing(error: unknown): void {
  if (errnoOf(error) !== "ENOENT") throw error;
}
