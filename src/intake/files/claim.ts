/**
 * Claims a file of the inbox: once it is claimed no other process takes it, and no crash loses it. A rename moves the file
 * into a folder of its own under `work/`; only one of two machines can win that, also on NFS. Where the inbox is another
 * file system, the rename gives the file a hidden name in the inbox. Then it is copied: its sender may have it open, but
 * nobody else has the copy, so that the bytes that are read are those that are archived.
 */
import { randomUUID } from "node:crypto";
import { lstat, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { copyHidden, removeQuietly, syncFolder, takeName } from "../../atomic-file.ts";
import { diskError, errnoOf } from "../../errors.ts";
import { hashOf, openRegular } from "../../file-hash.ts";
import { inHeldFolder } from "./held-folder.ts";
import { isSame, fileStatOf, type FileStat, type InboxFile } from "./inbox.ts";
import {
  claimedFile,
  dropManifest,
  originalFile,
  writeManifest,
  type ClaimKind,
  type ClaimManifest,
} from "./claim-manifest.ts";
import { hiddenName, placeInInbox, putBack, withOriginal, type OriginalOptions } from "./original.ts";

/** A claimed file that is complete, with the hash of its content. */
export interface Claim {
  readonly manifest: ClaimManifest;
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

export interface ClaimOptions extends OriginalOptions {
  readonly kind: ClaimKind;
  readonly settleSeconds: number;
  readonly signal?: AbortSignal;
}

/** Somebody goes on writing to the file. It is back in the inbox, under its name, for the next time. */
export class StillWritten extends Error {
  constructor(name: string) {
    super(`${name} is still being written to`);
    this.name = "StillWritten";
  }
}

/**
 * Claims a file that `lookInInbox` found ready. null: another process has it, or it is gone. Throws `StillWritten`, or a
 * technical Error when it cannot be read, moved or stored; the file is in the inbox then.
 */
export async function claimFile(file: InboxFile, options: ClaimOptions): Promise<Claim | null> {
  const { work, kind, clock } = options;
  if (!(await isThereAndReadable(file, options))) return null;
  const from = {
    pathBase64: file.path.toString("base64"),
    device: file.seen.device,
    inode: file.seen.inode,
    size: file.seen.size,
    mtimeNs: file.seen.mtimeNs,
  };
  const { name, merchantFolder } = file;
  const claimedAt = clock.now().toISOString();
  const manifest: ClaimManifest = { id: randomUUID(), kind, name, merchantFolder, from, claimedAt };
  let taken = false;
  try {
    await writeManifest(work, manifest);
    taken = await moveIn(file.path, manifest.id, options);
  } catch (error) {
    await dropManifest(work, manifest.id);
    throw diskError(`${name} cannot be taken from the inbox`, error);
  }
  if (taken) return finishClaim(manifest, options);
  await dropManifest(work, manifest.id);
  return null;
}

/**
 * Finishes a claim, also one that a crash interrupted: waits until nobody writes to the file and copies it, unless there is a
 * copy. null: there is no file (never moved, or already imported).
 */
export async function finishClaim(manifest: ClaimManifest, options: ClaimOptions): Promise<Claim | null> {
  const { work, inbox } = options;
  if ((await fileStatOf(claimedFile(work, manifest.id))) !== null) return claimOf(manifest, work);
  const place = placeInInbox(manifest);
  if (place === null) return null;
  return withOriginal(manifest, options, async (original) => {
    let problem: Error;
    try {
      const claim = await copyWhenStill(original, manifest, options);
      if (claim !== "still written") return claim;
      problem = new StillWritten(manifest.name);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      problem = diskError(`${manifest.name} cannot be copied from the inbox to ${work}`, error);
    }
    // with its name back the claim is over; otherwise the claim stays and is tried again
    if (await putBack(place, original, inbox)) await dropManifest(work, manifest.id);
    else if (problem instanceof StillWritten)
      throw new Error(`${problem.message}; it stays in ${work} until it stands still`);
    throw problem;
  });
}

const NO_FILE: ReadonlySet<string> = new Set(["ENOENT", "ELOOP", "ENXIO", "not a regular file"]);

async function isThereAndReadable({ path, name }: InboxFile, { inbox }: ClaimOptions): Promise<boolean> {
  try {
    // a link or a pipe may have replaced the file since the inbox was listed
    const there = await inHeldFolder(inbox, path, async (held) => {
      await (await openRegular(held)).close();
      return true;
    });
    return there ?? false;
  } catch (error) {
    // gone, or no regular file any more
    if (NO_FILE.has(errnoOf(error) ?? "not a regular file")) return false;
    throw diskError(`${name} cannot be read`, error);
  }
}

/** false: the file is not there any more. */
async function moveIn(place: Buffer, id: string, { work, inbox }: ClaimOptions): Promise<boolean> {
  const inside = originalFile(work, id);
  const moved = await inHeldFolder(inbox, place, async (held) => {
    const hidden = hiddenName(held, id);
    const direct = await renameOnce(held, inside);
    const outcome = direct === "another file system" ? await renameOnce(held, hidden) : direct;
    if (outcome !== "taken") return false;
    const where = direct === "taken" ? inside : hidden;
    if ((await fileStatOf(where)) !== null) return true;
    await putBack(place, where, inbox); // a link or a folder has replaced it since the inbox was listed
    return false;
  });
  return moved ?? false;
}

async function renameOnce(
  from: Buffer,
  to: Buffer | string,
): Promise<"taken" | "gone" | "another file system"> {
  try {
    await rename(from, to);
    return "taken";
  } catch (error) {
    const code = errnoOf(error);
    if (code === "EXDEV") return "another file system";
    if (code !== "ENOENT") throw error;
    // When an NFS server's answer is lost, the client repeats the rename and gets ENOENT, although the first one worked.
    if (await exists(to)) return "taken";
    if (await exists(from)) throw error; // not the file is missing, but the folder it should go to
    return "gone";
  }
}

async function exists(path: Buffer | string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** How often a claimed file is looked at again. One that goes on for longer must not hold up the others. */
const LOOKS = 5;

/**
 * A new, half-written file may have got the name between the listing and the rename, or the writer may still have it open.
 * It is claimed now, so the wait can happen here. A copy counts only if the file is the same before and after it.
 */
async function copyWhenStill(
  original: Buffer | string,
  manifest: ClaimManifest,
  { work, clock, settleSeconds, signal }: ClaimOptions,
): Promise<Claim | "still written" | null> {
  let before: FileStat | null = manifest.from;
  for (let looks = 0; looks < LOOKS; looks++) {
    const now = await fileStatOf(original);
    if (now === null) return null; // finished by another process
    if (before !== null && isSame(before, now)) {
      const claim = await copyIfSame(original, now, manifest, work);
      if (claim !== null) return claim;
    }
    before = now;
    await clock.sleep(settleSeconds * 1000, signal);
    if (signal?.aborted) throw new Error(`stopped while waiting for ${manifest.name}`);
  }
  return "still written";
}

/** null: it was written to while it was copied. */
async function copyIfSame(
  original: Buffer | string,
  before: FileStat,
  manifest: ClaimManifest,
  work: string,
): Promise<Claim | null> {
  const path = claimedFile(work, manifest.id);
  const copied = await copyHidden(original, dirname(path));
  try {
    const after = await fileStatOf(original);
    if (after === null || !isSame(before, after)) return null;
    // two processes may finish one claim: whose copy has the name is the one that counts
    if (!(await takeName(copied.path, path))) return await claimOf(manifest, work);
  } finally {
    await removeQuietly(copied.path);
  }
  await syncFolder(dirname(path));
  return { manifest, path, sha256: copied.sha256, size: copied.size };
}

/** The claim of a manifest whose file is in `work/`. */
export async function claimOf(manifest: ClaimManifest, work: string): Promise<Claim> {
  const path = claimedFile(work, manifest.id);
  return { manifest, path, ...(await hashOf(path)) };
}
