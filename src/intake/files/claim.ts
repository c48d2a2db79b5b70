/**
 * Claiming: from the moment a file is ours nobody else takes it, and no crash loses it. The file is brought into a folder
 * of its own under `work/` by a rename, which only one of two machines can win, also on NFS. Where the inbox is another
 * file system, the rename gives the file a hidden name in the inbox first, and then it is copied over.
 */
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { lstat, open, rename, unlink } from "node:fs/promises";
import type { Clock } from "../../clock.ts";
import { copyFile } from "../../atomic-file.ts";
import { diskError, errnoOf } from "../../errors.ts";
import { hashOf } from "../../file-hash.ts";
import { numbered, textOfName } from "./file-name.ts";
import { hiddenClaimName, isSame, fileStatOf, type InboxFile } from "./inbox.ts";
import {
  claimedFile,
  dropManifest,
  writeManifest,
  type ClaimKind,
  type ClaimManifest,
} from "./claim-manifest.ts";

/** A file that is ours, whole, and known by its content. */
export interface Claim {
  readonly manifest: ClaimManifest;
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

export interface ClaimOptions {
  /** The home's `work/`. */
  readonly work: string;
  readonly kind: ClaimKind;
  readonly clock: Clock;
  readonly settleSeconds: number;
  readonly signal?: AbortSignal;
}

/**
 * Takes a file that `lookInInbox` found ready. null: someone else has it, or it is gone. Throws a technical Error when
 * it cannot be read, moved or stored: then it lies where it was.
 */
export async function claimFile(file: InboxFile, options: ClaimOptions): Promise<Claim | null> {
  const { work, kind, clock } = options;
  if (!(await isThereAndReadable(file))) return null;
  const from = { pathBase64: file.path.toString("base64"), ...file.seen };
  const { name, merchantFolder } = file;
  const claimedAt = clock.now().toISOString();
  const manifest: ClaimManifest = { id: randomUUID(), kind, name, merchantFolder, from, claimedAt };
  let taken = false;
  try {
    await writeManifest(work, manifest);
    taken = await take(file.path, work, manifest.id);
  } catch (error) {
    await dropManifest(work, manifest.id);
    throw diskError(`${name} cannot be taken from the inbox`, error);
  }
  if (taken) return finishClaim(manifest, options);
  await dropManifest(work, manifest.id);
  return null;
}

/**
 * Brings a claim to its end, also one that a crash interrupted: waits until nobody writes to the file any more, moves it
 * in if it is not inside yet, and takes its hash. null: there is no file to finish with (never taken, or dealt with).
 */
export async function finishClaim(manifest: ClaimManifest, options: ClaimOptions): Promise<Claim | null> {
  const { work } = options;
  const inside = claimedFile(work, manifest.id);
  if (manifest.from === null) return (await fileStatOf(inside)) === null ? null : describe(manifest, work);
  const original = Buffer.from(manifest.from.pathBase64, "base64");
  const hidden = hiddenName(original, manifest.id);
  const isInside = (await fileStatOf(inside)) !== null;
  const isHidden = (await fileStatOf(hidden)) !== null;
  if (!isInside && !isHidden) return null;
  await waitUntilStill(isInside ? inside : hidden, manifest, options);
  if (isHidden && !isInside) await bringOver(original, hidden, manifest, work);
  if (isHidden) await removeTwin(hidden, inside, manifest.name);
  return describe(manifest, work);
}

/** In the inbox, next to where the file was. */
function hiddenName(original: Buffer, id: string): Buffer {
  return beside(original, Buffer.from(hiddenClaimName(id)));
}

function beside(path: Buffer, name: Buffer): Buffer {
  return Buffer.concat([path.subarray(0, path.lastIndexOf("/") + 1), name]);
}

async function isThereAndReadable(file: InboxFile): Promise<boolean> {
  try {
    // O_NOFOLLOW: a link that has taken the file's place since the look is not ours to follow
    const handle = await open(file.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    await handle.close();
    return true;
  } catch (error) {
    const code = errnoOf(error);
    if (code === "ENOENT" || code === "ELOOP") return false;
    throw diskError(`${file.name} cannot be read`, error);
  }
}

/** false: it was not there to be taken any more. */
async function take(original: Buffer, work: string, id: string): Promise<boolean> {
  const inside = claimedFile(work, id);
  const direct = await renameOnce(original, inside);
  const hidden = hiddenName(original, id);
  const outcome = direct === "another file system" ? await renameOnce(original, hidden) : direct;
  if (outcome !== "taken") return false;
  const where = direct === "taken" ? inside : hidden;
  if ((await fileStatOf(where)) !== null) return true;
  await putBack(original, where); // it has become a link or a folder since the look
  return false;
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
    // When the answer of an NFS server is lost, the client asks again and is told that the file is gone: it is here.
    if (await exists(to)) return "taken";
    if (await exists(from)) throw error; // not the file is missing, but our own folder
    return "gone";
  }
}

async function exists(path: Buffer | string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Someone may have put a new, half-written file under the name between the look and the rename; or the writer still has
 * it open. It is ours now, so we can wait for its end here.
 */
async function waitUntilStill(
  path: string | Buffer,
  manifest: ClaimManifest,
  options: ClaimOptions,
): Promise<void> {
  const { clock, settleSeconds, signal } = options;
  let before = await fileStatOf(path);
  if (before && manifest.from && isSame(before, manifest.from)) return;
  for (let tries = 0; tries < 30; tries++) {
    await clock.sleep(settleSeconds * 1000, signal);
    if (signal?.aborted) throw new Error(`stopped while waiting for ${manifest.name}`);
    const now = await fileStatOf(path);
    if (before && now && isSame(before, now)) return;
    before = now;
  }
  throw new Error(
    `${manifest.name} has been claimed, but is still being written to; it is taken when it is whole`,
  );
}

/** From the hidden name in the inbox into `work/`. When that fails, the file gets its place in the inbox back. */
async function bringOver(
  original: Buffer,
  hidden: Buffer,
  manifest: ClaimManifest,
  work: string,
): Promise<void> {
  try {
    await copyFile(hidden, claimedFile(work, manifest.id));
  } catch (error) {
    if (errnoOf(error) === "ENOENT" && (await fileStatOf(claimedFile(work, manifest.id)))) return; // the sweep was faster
    // with its name back, the claim is over; else it stays, and the sweep tries again
    if (await putBack(original, hidden)) await dropManifest(work, manifest.id);
    throw diskError(`${manifest.name} cannot be copied from the inbox to ${work}`, error);
  }
}

async function removeTwin(hidden: Buffer, inside: string, name: string): Promise<void> {
  try {
    for (let tries = 0; tries < 3; tries++) {
      const [outer, inner] = [await hashOf(hidden), await hashOf(inside)];
      if (outer.sha256 === inner.sha256) return await unlink(hidden);
      await copyFile(hidden, inside); // it was written to after all
    }
    throw new Error(`${name} is being written to while it is copied`);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error; // removed by another process that finished the same claim
  }
}

/** Gives a file its name back, or a numbered one when that is taken by now. false: the folder does not allow it. */
async function putBack(original: Buffer, from: Buffer | string): Promise<boolean> {
  const name = textOfName(original.subarray(original.lastIndexOf("/") + 1));
  for (let number = 1; number < 1000; number++) {
    const place = number === 1 ? original : beside(original, Buffer.from(numbered(name, number)));
    try {
      // an empty file of our own holds the name, so that nothing of anybody else's is replaced
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

/** The claim of a ticket whose file is inside. */
export async function describe(manifest: ClaimManifest, work: string): Promise<Claim> {
  const path = claimedFile(work, manifest.id);
  return { manifest, path, ...(await hashOf(path)) };
}
