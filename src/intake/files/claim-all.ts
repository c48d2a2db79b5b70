/**
 * Claims every file that was found in the inbox, and finishes claims that a crash has interrupted. A file that cannot be
 * claimed does not stop the others: it is reported, stays where it is, and is tried again next time.
 */
import { messages } from "./messages.ts";
import { isError, messageOf } from "../../errors.ts";
import { claimFile, finishClaim, type Claim, type ClaimOptions } from "./claim.ts";
import type { InboxLook, InboxWarning } from "./inbox.ts";
import { dropManifest, dropUnfinished, type ClaimManifest } from "./claim-manifest.ts";

export interface SkippedFile {
  readonly name: string;
  /** Technical. */
  readonly error: Error;
}

/** A manifest without a file belongs to a claim in progress; after this time it was left by a crash. */
const STALE_MS = 60 * 60 * 1000;

/** Claims the files one at a time and passes each claim on at once. */
export async function claimAll(
  files: InboxLook["ready"],
  options: ClaimOptions,
  onClaim: (claim: Claim) => Promise<void>,
): Promise<SkippedFile[]> {
  return each(files, options, async (file) => {
    const claim = await claimFile(file, options);
    if (claim !== null) await onClaim(claim);
  });
}

/** Finishes claims that have no row yet and passes them on. Manifests whose file never came are dropped after an hour. */
export async function resumeClaims(
  manifests: readonly ClaimManifest[],
  options: ClaimOptions,
  onClaim: (claim: Claim) => Promise<void>,
): Promise<SkippedFile[]> {
  const { work, clock } = options;
  const stale = new Date(clock.now().getTime() - STALE_MS);
  await dropUnfinished(work, stale);
  return each(manifests, options, async (manifest) => {
    const claim = await finishClaim(manifest, options);
    if (claim !== null) await onClaim(claim);
    else if (new Date(manifest.claimedAt) < stale) await dropManifest(work, manifest.id);
  });
}

/** Files in the inbox under the hidden name of another machine's claim, which may be gone for good. */
export function strayWarnings(
  look: InboxLook,
  manifests: readonly ClaimManifest[],
  now: Date,
): InboxWarning[] {
  const ours = new Set(manifests.map(({ id }) => id));
  return look.claimed
    .filter(({ id, since }) => !ours.has(id) && now.getTime() - since.getTime() > STALE_MS)
    .map(({ name, since }) => ({
      name,
      kind: "stray_claim",
      words: messages.claimedByAnother({ name, since: since.toISOString() }),
    }));
}

async function each<T extends { readonly name: string }>(
  items: readonly T[],
  { signal }: ClaimOptions,
  act: (item: T) => Promise<void>,
): Promise<SkippedFile[]> {
  const skipped: SkippedFile[] = [];
  for (const item of items) {
    if (signal?.aborted) break;
    try {
      await act(item);
    } catch (thrown) {
      const error = isError(thrown) ? thrown : new Error(messageOf(thrown));
      skipped.push({ name: item.name, error });
    }
  }
  return skipped;
}
