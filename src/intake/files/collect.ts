/**
 * Collecting the night's reports: everything in the inbox that stands still is claimed and gets its row in the books, and
 * so does every claim that a crash has left without one.
 */
import type { Books } from "../../books/database.ts";
import { addFile, knownPaths } from "../../books/report-files.ts";
import type { Clock } from "../../clock.ts";
import type { Workspace } from "../../config/workspace.ts";
import { claimAll, resumeClaims, strayWarnings, type SkippedFile } from "./claim-all.ts";
import type { Claim, ClaimOptions } from "./claim.ts";
import { lookInInbox, fileStatOf, type InboxWarning } from "./inbox.ts";
import { claimPath, listManifests, type ClaimKind, type ClaimManifest } from "./claim-manifest.ts";

export interface CollectOptions {
  readonly workspace: Workspace;
  readonly books: Books;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Which of the inbox's first folders are this run's (null: the inbox itself). */
export type Wanted = (merchantFolder: string | null) => boolean;

export interface Collected {
  /** Rows to import, in order of claiming. */
  readonly fileIds: readonly bigint[];
  /** Names of files that are still being written: next time. */
  readonly stillWritten: readonly string[];
  readonly warnings: readonly InboxWarning[];
  /** Technical failures: the run ends in failure when there are any. */
  readonly skipped: readonly SkippedFile[];
}

/** Throws when the inbox or the books cannot be reached at all. */
export async function collectReports(
  runId: bigint,
  options: CollectOptions & { readonly wanted?: Wanted },
): Promise<Collected> {
  const { workspace, books, clock, wanted = () => true } = options;
  const isMine = ({ merchantFolder }: { readonly merchantFolder: string | null }) => wanted(merchantFolder);
  const fileIds: bigint[] = [];
  const enter = async (claim: Claim) => {
    const id = await enterClaim(books, runId, claim);
    if (id !== null) fileIds.push(id);
  };
  const claiming = claimOptions("report", options);
  const manifests = await listManifests(workspace.work);
  const left = await resumeClaims((await withoutRow(books, manifests)).filter(isMine), claiming, enter);
  const look = await lookInInbox(workspace.inbox, claiming);
  const skipped = await claimAll(look.ready.filter(isMine), claiming, enter);
  return {
    fileIds,
    stillWritten: look.stillWritten.filter(isMine).map(({ name }) => name),
    warnings: [...look.warnings, ...strayWarnings(look, manifests, clock.now())],
    skipped: [...left, ...skipped],
  };
}

export function claimOptions(kind: ClaimKind, { workspace, clock, signal }: CollectOptions): ClaimOptions {
  const { settleSeconds } = workspace.settings;
  return { work: workspace.work, kind, clock, settleSeconds, ...(signal === undefined ? {} : { signal }) };
}

/** The row of a claimed report. null: another process has dealt with it already. */
export async function enterClaim(books: Books, runId: bigint, claim: Claim): Promise<bigint | null> {
  const { manifest, sha256, size, path } = claim;
  const { name, id, claimedAt } = manifest;
  const file = { runId, name, sha256, size, path: claimPath(id), foundAt: new Date(claimedAt) };
  return addFile(books, file, async () => (await fileStatOf(path)) !== null);
}

async function withoutRow(
  books: Books,
  manifests: readonly ClaimManifest[],
): Promise<readonly ClaimManifest[]> {
  const reports = manifests.filter(({ kind }) => kind === "report");
  const known = await knownPaths(
    books,
    reports.map(({ id }) => claimPath(id)),
  );
  return reports.filter(({ id }) => !known.has(claimPath(id)));
}
