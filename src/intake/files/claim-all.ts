/**
 * Claims every file that was found in the inbox, and finishes claims that a crash has interrupted. A file that cannot be
 * claimed does not stop the others: it is reported, stays where it is, and is tried again next time.
 */
import { messages } from "./messages.ts";
import { isError, messageOf } from "../../errors.ts";
import { claimFile, finishClaim, StillWritten, type Claim, type ClaimOptions } from "./claim.ts";
import { deviceOf, type InboxLook, type InboxWarning } from "./inbox.ts";
import { dropManifest, dropUnfinished, type ClaimManifest } from "./claim-manifest.ts";

export interface SkippedFile {
  readonly name: string;
  /** Technical. */
  readonly error: Error;
}

export interface ClaimedAll {
  readonly skipped: readonly SkippedFile[];
  /** Names of files that somebody goes on writing to: they are in the inbox, for the next time. */
  readonly stillWritten: readonly string[];
}

/** A manifest without a file belongs to a claim in progress; after this time it was left by a crash. */
const STALE_MS = 60 * 60 * 1000;
/** The same, where the inbox is not the file system that the file was on: it may be mounted again. */
const AWAY_MS = 7 * 24 * STALE_MS;

/** Claims the files one at a time and passes each claim on at once. */
export async function claimAll(
  files: InboxLook["ready"],
  options: ClaimOptions,
  onClaim: (claim: Claim) => Promise<void>,
): Promise<ClaimedAll> {
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
): Promise<ClaimedAll> {
  const { work, inbox, clock } = options;
  const before = (ms: number) => new Date(clock.now().getTime() - ms);
  const stale = before(STALE_MS);
  await dropUnfinished(work, stale);
  return each(manifests, options, async (manifest) => {
    const claim = await finishClaim(manifest, options);
    if (claim !== null) await onClaim(claim);
    else if (new Date(manifest.claimedAt) < ((await isAway(manifest, inbox)) ? before(AWAY_MS) : stale))
      await dropManifest(work, manifest.id);
  });
}

/** Whether the file may be under its hidden name in an inbox that is not there at the moment. */
async function isAway({ from }: ClaimManifest, inbox: string): Promise<boolean> {
  return from !== null && (await deviceOf(inbox)) !== from.device;
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
): Promise<ClaimedAll> {
  const skipped: SkippedFile[] = [];
  const stillWritten: string[] = [];
  for (const item of items) {
    if (signal?.aborted) break;
    try {
      await act(item);
    } catch (thrown) {
      if (thrown instanceof StillWritten) {
        stillWritten.push(item.name);
        continue;
      }
      skipped.push({ name: item.name, error: problemOf(thrown) });
    }
  }
  return { skipped, stillWritten };
}

export function problemOf(thrown: unknown): Error {
  return isError(thrown) ? thrown : new Error(messageOf(thrown));
}
