/**
 * Collects the reports of a run: every file in the inbox that is no longer written to is claimed and gets its row in the
 * books, and so does every claim that a crash has left without one.
 */
import type { Books } from "../../books/database.ts";
import { addFiles, knownPaths, type NewFile } from "../../books/report-files.ts";
import type { Clock } from "../../clock.ts";
import type { Workspace } from "../../config/workspace.ts";
import { claimAll, problemOf, resumeClaims, strayWarnings, type SkippedFile } from "./claim-all.ts";
import type { Claim, ClaimOptions } from "./claim.ts";
import { lookInInbox, fileStatOf, type InboxWarning } from "./inbox.ts";
import { messages } from "./messages.ts";
import { claimPath, readManifests, type ClaimKind, type ClaimManifest } from "./claim-manifest.ts";

export interface CollectOptions {
  readonly workspace: Workspace;
  readonly books: Books;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Which of the inbox's subfolders belong to this run (null: the inbox itself). */
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
  const unentered: SkippedFile[] = [];
  const waiting: Claim[] = [];
  const enterAll = async () => {
    const entered = await addClaimedFiles(books, runId, waiting.splice(0));
    fileIds.push(...entered.ids);
    unentered.push(...entered.skipped);
  };
  const enter = async (claim: Claim) => {
    if (waiting.push(claim) >= TOGETHER) await enterAll();
  };
  const claiming = claimOptions("report", options);
  const { manifests, unreadable } = await readManifests(workspace.work);
  const left = await resumeClaims((await withoutRow(books, manifests)).filter(isMine), claiming, enter);
  await enterAll();
  const look = await lookInInbox(workspace.inbox, claiming);
  const taken = await claimAll(look.ready.filter(isMine), claiming, enter);
  await enterAll();
  const stillWritten = [
    ...look.stillWritten.filter(isMine).map(({ name }) => name),
    ...left.stillWritten,
    ...taken.stillWritten,
  ];
  return {
    fileIds,
    stillWritten,
    warnings: [
      ...look.warnings,
      ...stillWritten.map(stillWrittenWarning),
      ...strayWarnings(look, manifests, clock.now()),
    ],
    skipped: [...unreadable, ...left.skipped, ...taken.skipped, ...unentered],
  };
}

/** A file that somebody is writing to as the night begins is nothing unusual; one that stays so is. */
export function stillWrittenWarning(name: string): InboxWarning {
  return { name, kind: "still_written", words: messages.stillWritten(name) };
}

export function claimOptions(kind: ClaimKind, { workspace, clock, signal }: CollectOptions): ClaimOptions {
  const { work, settings } = workspace;
  const inbox = kind === "report" ? workspace.inbox : workspace.receivables;
  const { settleSeconds } = settings;
  return { work, inbox, kind, clock, settleSeconds, ...(signal === undefined ? {} : { signal }) };
}

/** Claims that get their rows in one transaction. Those that a crash leaves without a row are entered by the next run. */
const TOGETHER = 100;

/**
 * Adds the rows of claimed reports: their ids, but for those that another process has added and imported already. Where the rows
 * cannot be added together each is tried alone, so that one that the books refuse does not keep the others back.
 */
export async function addClaimedFiles(
  books: Books,
  runId: bigint,
  claims: readonly Claim[],
): Promise<{ readonly ids: readonly bigint[]; readonly skipped: readonly SkippedFile[] }> {
  const enter = async (some: readonly Claim[]) => {
    const places = new Map(some.map(({ manifest, path }) => [claimPath(manifest.id), path]));
    const found = await addFiles(
      books,
      some.map((claim) => newFile(runId, claim)),
      async ({ path }) => (await fileStatOf(places.get(path) ?? path)) !== null,
    );
    return found.filter((id) => id !== null);
  };
  const together = await enter(claims).catch((error: unknown) => problemOf(error));
  if (!(together instanceof Error)) return { ids: together, skipped: [] };
  const ids: bigint[] = [];
  const skipped: SkippedFile[] = [];
  for (const claim of claims) {
    const alone = await enter([claim]).catch((error: unknown) => problemOf(error));
    if (alone instanceof Error) skipped.push({ name: claim.manifest.name, error: alone });
    else ids.push(...alone);
  }
  return { ids, skipped };
}

function newFile(runId: bigint, { manifest, sha256, size }: Claim): NewFile {
  const { name, id, claimedAt } = manifest;
  return { runId, name, sha256, size, path: claimPath(id), foundAt: new Date(claimedAt) };
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
