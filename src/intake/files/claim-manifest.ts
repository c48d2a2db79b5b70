/**
 * The tickets of the home's `work/`: `work/<id>/ticket.json` says what a claimed file is called and where it came from,
 * and `work/<id>/file` is the file. The ticket is on disk before the file moves, so that no crash leaves a nameless file.
 */
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PRIVATE, syncFolder, writeFlushed } from "../../atomic-file.ts";
import { errnoOf } from "../../errors.ts";

export const CLAIM_KINDS = ["report", "receivables"] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

const ClaimManifestSchema = z.object({
  id: z.uuid(),
  kind: z.enum(CLAIM_KINDS),
  /** As the person knows it, relative to the inbox. */
  name: z.string(),
  merchantFolder: z.string().nullable(),
  /** Where the file was and how it stood then; null for the copy of a file that was given by hand. */
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

const TICKET = "ticket.json";

/** The file that a ticket belongs to, once it has been brought in. */
export function claimedFile(work: string, id: string): string {
  return join(work, id, "file");
}

/** The same, relative to the home folder: what the books keep as the file's path. */
export function claimPath(id: string): string {
  return `work/${id}/file`;
}

/** The claim that such a path belongs to; null for any other path. */
export function claimIdOf(path: string): string | null {
  return /^work\/([0-9a-f-]{36})\/file$/.exec(path)?.[1] ?? null;
}

/** The folder gets its name when the ticket in it is whole. */
export async function writeManifest(work: string, manifest: ClaimManifest): Promise<void> {
  const unborn = join(work, `.${manifest.id}`);
  await mkdir(unborn, { mode: 0o700 });
  try {
    const text = `${JSON.stringify(manifest, bigintAsText, 2)}\n`;
    await writeFlushed(join(unborn, TICKET), [Buffer.from(text)], { mode: PRIVATE });
    await rename(unborn, join(work, manifest.id));
  } catch (error) {
    await rm(unborn, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(work);
}

/** Every ticket, oldest first: claims that are being worked on, and those that a crash has left. */
export async function listManifests(work: string): Promise<ClaimManifest[]> {
  const manifests: ClaimManifest[] = [];
  for (const id of await readdir(work)) {
    const manifest = id.startsWith(".") ? null : await readManifest(work, id);
    if (manifest) manifests.push(manifest);
  }
  return manifests.sort((a, b) => compare(a.claimedAt, b.claimedAt) || compare(a.name, b.name));
}

/** Manifests that were being written when a process was killed: nothing had been taken yet. */
export async function dropUnfinished(work: string, before: Date): Promise<void> {
  for (const name of await readdir(work)) {
    if (!UNBORN.test(name)) continue;
    const found = await stat(join(work, name)).catch(() => null); // gone: it is a ticket now
    if (found !== null && found.mtime < before) await rm(join(work, name), { recursive: true, force: true });
  }
}

const UNBORN = /^\.[0-9a-f-]{36}$/;

/** Forgets a claim, with the file if it still lies there. */
export async function dropManifest(work: string, id: string): Promise<void> {
  await rm(join(work, id), { recursive: true, force: true });
}

/** null: dropped since the folder was listed, or nothing of ours. */
async function readManifest(work: string, id: string): Promise<ClaimManifest | null> {
  let text: string;
  try {
    text = await readFile(join(work, id, TICKET), "utf8");
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
