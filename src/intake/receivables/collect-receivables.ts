/** Imports every list in the workspace's `receivables/`, and those whose import a crash has interrupted. */
import { randomUUID } from "node:crypto";
import { claimAll, resumeClaims, strayWarnings, type SkippedFile } from "../files/claim-all.ts";
import type { Claim } from "../files/claim.ts";
import { claimOptions, stillWrittenWarning, type CollectOptions } from "../files/collect.ts";
import { lookInInbox, type InboxFile, type InboxWarning } from "../files/inbox.ts";
import { takeInReceivables, type ReceivablesTaken } from "./import-receivables.ts";
import { readManifests } from "../files/claim-manifest.ts";

interface CollectedReceivables {
  /** One for each file, oldest first, so that the newest file wins. */
  readonly taken: readonly ReceivablesTaken[];
  /** Names of files that are still being written: next time. */
  readonly stillWritten: readonly string[];
  readonly warnings: readonly InboxWarning[];
  /** Technical failures: the run ends in failure when there are any. */
  readonly skipped: readonly SkippedFile[];
}

/** Throws when the folder cannot be read at all. `runId` is null outside a run. */
export async function collectReceivables(
  runId: bigint | null,
  options: CollectOptions,
): Promise<CollectedReceivables> {
  const { workspace, clock } = options;
  const taken: ReceivablesTaken[] = [];
  const claiming = claimOptions("receivables", options);
  const { manifests } = await readManifests(workspace.work);
  const resumed = manifests.filter(({ kind }) => kind === "receivables");
  const look = await lookInInbox(workspace.receivables, claiming);
  // a single list contradicts no other; lists that a crash has left were imported together with others
  const isAlone = resumed.length === 0 && look.ready.length <= 1;
  const sitting = runId === null ? `look ${randomUUID()}` : `run ${runId}`;
  const take = async (claim: Claim) => {
    const one = await takeInReceivables(claim, { ...options, runId, ...(isAlone ? {} : { sitting }) });
    if (one !== null) taken.push(one);
  };
  const left = await resumeClaims(resumed, claiming, take);
  const all = await claimAll(look.ready.toSorted(byAge), claiming, take);
  const stillWritten = [
    ...look.stillWritten.map(({ name }) => name),
    ...left.stillWritten,
    ...all.stillWritten,
  ];
  return {
    taken,
    stillWritten,
    warnings: [
      ...look.warnings,
      ...stillWritten.map(stillWrittenWarning),
      ...strayWarnings(look, manifests, clock.now()),
    ],
    skipped: [...left.skipped, ...all.skipped],
  };
}

function byAge(one: InboxFile, other: InboxFile): number {
  const difference = one.seen.mtimeNs - other.seen.mtimeNs;
  return difference === 0n ? Buffer.compare(one.path, other.path) : difference < 0n ? -1 : 1;
}
