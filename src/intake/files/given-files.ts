/** Files named on the command line: checked, and copied to `work/` as claims. */
import { messages } from "./messages.ts";
import { randomUUID } from "node:crypto";
import { lstat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { claimOf, type Claim, type ClaimOptions } from "./claim.ts";
import { copyFile } from "../../atomic-file.ts";
import { diskError, errnoOf, messageOf, UserError } from "../../errors.ts";
import { openRegular } from "../../file-hash.ts";
import { claimedFile, dropManifest, writeManifest, type ClaimManifest } from "./claim-manifest.ts";

/** Copies a file that was named on the command line; the original stays. Throws a UserError when it cannot be read. */
export async function claimGivenFile(
  given: string,
  options: Pick<ClaimOptions, "work" | "kind" | "clock">,
  name: string = basename(given),
): Promise<Claim> {
  const { work, kind, clock } = options;
  const path = resolve(given);
  await checkGiven(given, path);
  const claimedAt = clock.now().toISOString();
  const manifest: ClaimManifest = {
    id: randomUUID(),
    kind,
    name,
    merchantFolder: null,
    from: null,
    claimedAt,
  };
  try {
    await writeManifest(work, manifest);
    await copyFile(path, claimedFile(work, manifest.id));
  } catch (error) {
    await dropManifest(work, manifest.id);
    throw diskError(`${given} cannot be copied to ${work}`, error);
  }
  return claimOf(manifest, work);
}

/** Claims all of the files or none: one that cannot be read leaves nothing behind that the next night would take in. */
export async function claimGivenFiles(
  files: readonly { readonly given: string; readonly name?: string }[],
  options: Pick<ClaimOptions, "work" | "kind" | "clock">,
): Promise<readonly Claim[]> {
  const claims: Claim[] = [];
  try {
    for (const { given, name } of files) claims.push(await claimGivenFile(given, options, name));
  } catch (error) {
    for (const { manifest } of claims) await dropManifest(options.work, manifest.id).catch(() => undefined);
    throw error;
  }
  return claims;
}

/** Throws a UserError: input that cannot be read is wrong usage (CONTRACT §3). `given` is what the person wrote. */
export async function checkGiven(given: string, path: string = resolve(given)): Promise<void> {
  const todo = messages.nameAFile;
  const found = await lstat(path).catch((error: unknown) => {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? ""))
      throw new UserError(messages.doesNotExist(given), todo);
    throw cannotRead(given, error);
  });
  if (found.isSymbolicLink()) throw new UserError(messages.isSymbolicLink(given), messages.nameFileItself);
  if (found.isDirectory()) throw new UserError(messages.isFolder(given), todo);
  if (!found.isFile()) throw new UserError(messages.isNoRegularFile(given), todo);
  await openRegular(path).then(
    (handle) => handle.close(),
    (error: unknown) => {
      throw cannotRead(given, error);
    },
  );
}

function cannotRead(given: string, error: unknown): UserError {
  return new UserError(messages.cannotRead({ given, error: messageOf(error) }), messages.givePermission);
}
