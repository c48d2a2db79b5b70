/** A file that a person names on the command line: looked at, and copied into `work/` as a claim. */
import { messages } from "./messages.ts";
import { randomUUID } from "node:crypto";
import { lstat, open } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { describe, type Claim, type ClaimOptions } from "./claim.ts";
import { copyFile } from "../../atomic-file.ts";
import { diskError, errnoOf, messageOf, UserError } from "../../errors.ts";
import { claimedFile, dropManifest, writeManifest, type ClaimManifest } from "./claim-manifest.ts";

/** Copies a file that a person gave by hand; theirs stays. Throws NeedsPerson when it is no file that can be read. */
export async function claimGivenFiles(
  given: string,
  options: Omit<ClaimOptions, "settleSeconds">,
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
  return describe(manifest, work);
}

/** CONTRACT §3: input that cannot be read is wrong usage. Throws NeedsPerson; `given` is what the person wrote. */
export async function checkGiven(given: string, path: string = resolve(given)): Promise<void> {
  const todo = messages.nameFile;
  const found = await lstat(path).catch((error: unknown) => {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? ""))
      throw new UserError(messages.doesExist(given), todo);
    throw cannotRead(given, error);
  });
  if (found.isSymbolicLink()) throw new UserError(messages.symbolicLink(given), messages.nameFileItself);
  if (found.isDirectory()) throw new UserError(messages.isAFolder(given), todo);
  if (!found.isFile()) throw new UserError(messages.noRegularFile(given), todo);
  await open(path, "r").then(
    (handle) => handle.close(),
    (error: unknown) => {
      throw cannotRead(given, error);
    },
  );
}

function cannotRead(given: string, error: unknown): UserError {
  return new UserError(
    messages.cannotRead({ given, error: messageOf(error) }),
    messages.giveKvittPermissionReadFile,
  );
}
