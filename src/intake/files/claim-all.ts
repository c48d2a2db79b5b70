/**
 * Claiming everything that a look has found, and what a crash has left half claimed. One file that cannot be taken does
 * not keep the others back: it is told of, stays where it is, and is tried again next time.
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

/** A ticket without a file is someone's claim in the making, and after this a crash's. */
const STALE_MS = 60 * 60 * 1000;

/** Claims each file that is ready, one at a time, and hands it on at once. */
export async function claimAll(
  files: InboxLook["ready"],
  options: ClaimOptions,
  handOn: (claim: Claim) => Promise<void>,
): Promise<SkippedFile[]> {
  return each(files, options, async (file) => {
    const claim = await claimFile(file, options);
    if (claim !== null) await handOn(claim);
  });
}

/** Finishes claims that have no row yet, and hands them on. What was never taken is forgotten after an hour. */
export async function resumeClaims(
  manifests: readonly ClaimManifest[],
  options: ClaimOptions,
  handOn: (claim: Claim) => Promise<void>,
): Promise<SkippedFile[]> {
  const { work, clock } = options;
  const stale = new Date(clock.now().getTime() - STALE_MS);
  await dropUnfinished(work, stale);
  return each(manifests, options, async (manifest) => {
    const claim = await finishClaim(manifest, options);
    if (claim !== null) await handOn(claim);
    else if (new Date(manifest.claimedAt) < stale) await dropManifest(work, manifest.id);
  });
}

/** Files in the inbox under the hidden name of a claim that is not ours: another machine's, which may be gone for good. */
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
      words: messages.claimedAnotherKvittBeenFetched({ name, since: since.toISOString() }),
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
