/**
 * The manifests of claimed files: `work/<id>/ticket.json` has the file's name and where it came from, `work/<id>/original`
 * is the sender's file, and `work/<id>/file` our copy of it, which nobody else can have open. The manifest is on disk before
 * the file moves, so that no crash leaves a file without a name.
 */
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PRIVATE, syncFolder, writeFlushed } from "../../atomic-file.ts";
import { diskError, errnoOf } from "../../errors.ts";

export const CLAIM_KINDS = ["report", "receivables"] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

const ClaimManifestSchema = z.object({
  id: z.uuid(),
  kind: z.enum(CLAIM_KINDS),
  /** Relative to the inbox. */
  name: z.string(),
  merchantFolder: z.string().nullable(),
  /** Where the file was, and its state then; null for the copy of a file that was named on the command line. */
  from: z
    .object({
      /** The file system's own bytes, which need not be text. */
      pathBase64: z.string(),
      device: z.coerce.bigint(),
      inode: z.coerce.bigint(),
      size: z.coerce.bigint(),
      mtimeNs: z.coerce.bigint(),
    })
    .nullable(),
  claimedAt: z.iso.datetime(),
});
export type ClaimManifest = Readonly<z.infer<typeof ClaimManifestSchema>>;

const MANIFEST_FILE = "ticket.json";

/** Our copy, once the claim is complete: what is read, hashed and archived. */
export function claimedFile(work: string, id: string): string {
  return join(work, id, "file");
}

/** The sender's own file, which the sender may still have open. */
export function originalFile(work: string, id: string): string {
  return join(work, id, "original");
}

/** The same, relative to the workspace: the file's path in the books. */
export function claimPath(id: string): string {
  return `work/${id}/file`;
}

/** The claim that such a path belongs to; null for any other path. */
export function claimIdOf(path: string): string | null {
  return /^work\/([0-9a-f-]{36})\/file$/.exec(path)?.[1] ?? null;
}

/** The folder gets its name when the manifest in it is complete. */
export async function writeManifest(work: string, manifest: ClaimManifest): Promise<void> {
  const unfinished = join(work, `.${manifest.id}`);
  await mkdir(unfinished, { mode: 0o700 });
  try {
    const text = `${JSON.stringify(manifest, bigintAsText, 2)}\n`;
    await writeFlushed(join(unfinished, MANIFEST_FILE), [Buffer.from(text)], { mode: PRIVATE });
    await rename(unfinished, join(work, manifest.id));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(work);
}

export interface ManifestsRead {
  /** Oldest first: claims in progress, and those that a crash has left. */
  readonly manifests: readonly ClaimManifest[];
  /** Claims whose manifest cannot be read, which a person has to look at: their folder in `work/`, and why. */
  readonly unreadable: readonly { readonly name: string; readonly error: Error }[];
}

/** Throws only when the folder itself cannot be read: one damaged manifest is no reason to leave the others. */
export async function readManifests(work: string): Promise<ManifestsRead> {
  const manifests: ClaimManifest[] = [];
  const unreadable: { name: string; error: Error }[] = [];
  for (const id of await readdir(work)) {
    if (id.startsWith(".")) continue;
    try {
      const manifest = await readManifest(work, id);
      if (manifest) manifests.push(manifest);
    } catch (error) {
      const what = `the claim ${join(work, id)} cannot be read; the file in it has to be put into the inbox by hand`;
      unreadable.push({ name: `work/${id}`, error: diskError(what, error) });
    }
  }
  manifests.sort((a, b) => compare(a.claimedAt, b.claimedAt) || compare(a.name, b.name));
  return { manifests, unreadable };
}

/** All manifests that can be read, oldest first. */
export async function listManifests(work: string): Promise<readonly ClaimManifest[]> {
  return (await readManifests(work)).manifests;
}

/** Removes manifests that were being written when a process was killed; no file had been moved yet. */
export async function dropUnfinished(work: string, before: Date): Promise<void> {
  for (const name of await readdir(work)) {
    if (!UNFINISHED.test(name)) continue;
    const found = await stat(join(work, name)).catch(() => null); // gone: it has its name now
    if (found === null || found.mtime >= before) continue;
    await rm(join(work, name), { recursive: true, force: true }).catch(() => undefined); // tidied up another night
  }
}

const UNFINISHED = /^\.[0-9a-f-]{36}$/;

/** Removes a claim, with its file if it is still there. */
export async function dropManifest(work: string, id: string): Promise<void> {
  await rm(join(work, id), { recursive: true, force: true });
}

/** null: dropped since the folder was listed, or not a claim. */
export async function readManifest(work: string, id: string): Promise<ClaimManifest | null> {
  let text: string;
  try {
    text = await readFile(join(work, id, MANIFEST_FILE), "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) return null;
    throw error;
  }
  return ClaimManifestSchema.parse(JSON.parse(text));
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
