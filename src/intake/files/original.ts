/**
 * The sender's own file of a claim, until our copy has been put away. Its sender may still have it open and write on, so it is
 * never read as if it stood still, and what was written after the copy was made is claimed anew.
 */
import { randomUUID } from "node:crypto";
import { chmod, open, rename, unlink } from "node:fs/promises";
import { PRIVATE } from "../../atomic-file.ts";
import type { Clock } from "../../clock.ts";
import { errnoOf } from "../../errors.ts";
import { hashOf } from "../../file-hash.ts";
import {
  claimedFile,
  dropManifest,
  originalFile,
  readManifest,
  writeManifest,
  type ClaimManifest,
} from "./claim-manifest.ts";
import { numbered, textOfName } from "./file-name.ts";
import { inHeldFolder } from "./held-folder.ts";
import { fileStatOf, hiddenClaimName } from "./inbox.ts";

export interface OriginalOptions {
  /** The workspace's `work/`. */
  readonly work: string;
  /** The inbox that claimed files come from: below it no link is followed. */
  readonly inbox: string;
  readonly clock: Clock;
}

type Places = Pick<OriginalOptions, "work" | "inbox">;

/** Where the file of the manifest was in its inbox; null for the copy of a file that was named on the command line. */
export function placeInInbox({ from }: ClaimManifest): Buffer | null {
  return from === null ? null : Buffer.from(from.pathBase64, "base64");
}

/** In the inbox, next to where the file was: its name while the inbox is another file system than `work/`. */
export function hiddenName(place: Buffer, id: string): Buffer {
  return beside(place, Buffer.from(hiddenClaimName(id)));
}

/** Calls `use` with a path of the sender's file. null when it is neither in `work/` nor under its hidden name. */
export async function withOriginal<T>(
  manifest: ClaimManifest,
  { work, inbox }: Places,
  use: (path: Buffer | string) => Promise<T>,
): Promise<T | null> {
  const inside = originalFile(work, manifest.id);
  if ((await fileStatOf(inside)) !== null) return use(inside);
  const place = placeInInbox(manifest);
  if (place === null) return null;
  return inHeldFolder(inbox, hiddenName(place, manifest.id), async (hidden) =>
    (await fileStatOf(hidden)) === null ? null : use(hidden),
  );
}

/** Gives the file its name back, or a numbered one when that is taken by now. false: the inbox does not allow it. */
export async function putBack(place: Buffer, from: Buffer | string, inbox: string): Promise<boolean> {
  const put = await inHeldFolder(inbox, place, (path) => takeBack(path, from)).catch(() => false);
  return put ?? false;
}

async function takeBack(wanted: Buffer, from: Buffer | string): Promise<boolean> {
  const name = textOfName(wanted.subarray(wanted.lastIndexOf("/") + 1));
  for (let number = 1; number < 1000; number++) {
    const place = number === 1 ? wanted : beside(wanted, Buffer.from(numbered(name, number)));
    try {
      // an empty file holds the name, so that the rename replaces no other file
      await (await open(place, "wx")).close();
    } catch (error) {
      if (errnoOf(error) === "EEXIST") continue;
      return false;
    }
    return rename(from, place).then(
      () => true,
      () => unlink(place).then(() => false),
    );
  }
  return false;
}

/**
 * Ends a claim whose copy has the bytes `sha256` and has been put away: the sender's file is removed, or claimed anew where it
 * has other bytes by now. Safe to call again after a crash.
 */
export async function endClaim(id: string, sha256: string, options: OriginalOptions): Promise<void> {
  const manifest = await readManifest(options.work, id);
  if (manifest !== null)
    await withOriginal(manifest, options, async (path) => {
      if ((await hashOf(path)).sha256 === sha256) await unlink(path).catch(ignoreMissing);
      else await claimAgain(manifest, path, options);
    });
}

/** Claims a file that went on after it was read: as a file of its own, under the same name, which is waited for. */
export async function claimAgain(
  { kind, name, merchantFolder, from }: Omit<ClaimManifest, "id" | "claimedAt">,
  path: Buffer | string,
  { work, clock }: Pick<OriginalOptions, "work" | "clock">,
): Promise<void> {
  const id = randomUUID();
  const claimedAt = clock.now().toISOString();
  await writeManifest(work, { id, kind, name, merchantFolder, from, claimedAt });
  try {
    await rename(path, originalFile(work, id)).catch(async (error: unknown) => {
      // the inbox is another file system: the file keeps to it, under the hidden name of the new claim
      if (errnoOf(error) !== "EXDEV" || typeof path === "string") throw error;
      await rename(path, hiddenName(path, id));
    });
  } catch (error) {
    await dropManifest(work, id);
    throw error;
  }
}

/**
 * The path of the claim's bytes that goes to quarantine. The sender's file itself, so that it is seen there when it goes on
 * (`goneOn`); our copy where the sender's file has changed already, or is not ours alone.
 */
export async function fileForQuarantine(id: string, sha256: string, work: string): Promise<string> {
  const [original, copy] = [originalFile(work, id), claimedFile(work, id)];
  if ((await fileStatOf(copy)) === null) return original; // asked for again after a crash
  if (!(await isOursAlone(original, sha256))) return copy;
  await unlink(copy);
  return original;
}

async function isOursAlone(path: string, sha256: string): Promise<boolean> {
  const found = await fileStatOf(path);
  if (found === null || found.names !== 1n || (await hashOf(path)).sha256 !== sha256) return false;
  return chmod(path, PRIVATE).then(
    () => true,
    () => false, // it belongs to another account, which could open it to everybody again
  );
}

function beside(path: Buffer, name: Buffer): Buffer {
  return Buffer.concat([path.subarray(0, path.lastIndexOf("/") + 1), name]);
}

function ignoreMissing(error: unknown): void {
  if (errnoOf(error) !== "ENOENT") throw error;
}
