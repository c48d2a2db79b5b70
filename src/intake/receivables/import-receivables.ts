/**
 * Imports a claimed receivables list: read and merged in one transaction, then archived; a file that is not a list goes to
 * quarantine. Importing the same file again changes nothing, so no state has to survive a crash.
 */
import { messages } from "./messages.ts";
import { createReadStream } from "node:fs";
import { audit } from "../../books/audit.ts";
import type { Books } from "../../books/database.ts";
import type { ReceivablesOutcome } from "../../books/digest.ts";
import type { Sitting } from "../../books/disputed-receivables.ts";
import { mergeReceivables, type Merged, type MergedFile } from "../../books/merge-receivables.ts";
import { isKnownMerchant } from "../../books/known-merchant.ts";
import { loadReceivables } from "../../books/receivables.ts";
import { closeRefusedLists } from "../../books/refused-file.ts";
import { lockContent } from "../../books/report-files.ts";
import { noteReceivables } from "../../books/runs.ts";
import type { Clock } from "../../clock.ts";
import type { Workspace } from "../../config/workspace.ts";
import type { ByteSource } from "../../reports/report.ts";
import type { Language, Message } from "../../message.ts";
import { archiveFile } from "../files/archive.ts";
import type { Claim } from "../files/claim.ts";
import { fileStatOf } from "../files/inbox.ts";
import { endClaim } from "../files/original.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import type { BadRow } from "./bad-row.ts";
import { readReceivables, type ReceivablesRead } from "./read-csv.ts";
import type { HeaderMap } from "./header-map.ts";
import { configuredMaps } from "./configured-maps.ts";
import { refuseList } from "./refuse-list.ts";
import { dropManifest } from "../files/claim-manifest.ts";
import { asBadRow } from "./unclear-rows.ts";

export interface ReceivablesTaken extends Merged {
  /** With its folders in `receivables/`. */
  readonly file: string;
  /** "quarantined": nothing of the file was imported; see `refusals`. */
  readonly state: "taken" | "quarantined";
  /** The first bad rows; the good rows were imported. */
  readonly refused: readonly BadRow[];
  readonly refusedCount: number;
  /** What was ignored without harm, and what contradicts another list. */
  readonly notes: readonly Message[];
  readonly refusals: readonly QuarantineReason[];
}

export interface TakeReceivablesOptions {
  readonly workspace: Workspace;
  readonly books: Books;
  readonly clock: Clock;
  readonly runId: bigint | null;
  /** The name of a group of lists that are imported together; undefined for a single one. */
  readonly sitting?: string;
  /** The merchant of rows that name none: given on the command line, else by the folder. */
  readonly merchantId?: string;
  readonly signal?: AbortSignal;
}

/** null: another process has finished the same claim meanwhile. Throws technical errors; the claim stays then. */
export async function takeInReceivables(
  claim: Claim,
  options: TakeReceivablesOptions,
): Promise<ReceivablesTaken | null> {
  const { workspace, books, clock, runId, signal } = options;
  const { manifest, path } = claim;
  try {
    const taken = await mergeFile(books, {
      name: manifest.name,
      source: () => createReadStream(path, { highWaterMark: 1 << 16 }),
      language: workspace.settings.language,
      at: clock.now(),
      runId,
      sitting:
        options.sitting === undefined
          ? null
          : { id: options.sitting, claim: manifest.id, file: manifest.name },
      merchantId: await merchantOf(claim, options),
      maps: configuredMaps(workspace.settings),
      signal,
    });
    const [first, ...others] = taken.refusals;
    if (first) await refuseList(claim, [first, ...others], options);
    else
      await books.transaction(async (trx) => {
        await lockContent(trx, claim.sha256);
        await archiveFile(workspace.archive, path, { sha256: claim.sha256, name: manifest.name });
      });
    const { work, receivables: inbox } = workspace;
    await endClaim(manifest.id, claim.sha256, { work, inbox, clock });
    await dropManifest(workspace.work, manifest.id);
    return taken;
  } catch (error) {
    if ((await fileStatOf(path)) === null) return null;
    throw error;
  }
}

/** A list in a folder with a merchant's id belongs to that merchant. */
async function merchantOf(
  { manifest }: Claim,
  { workspace, books, merchantId }: TakeReceivablesOptions,
): Promise<string> {
  if (merchantId !== undefined) return merchantId;
  const folder = manifest.merchantFolder;
  if (folder === null) return "";
  const isKnown =
    Object.hasOwn(workspace.settings.merchants, folder) || (await isKnownMerchant(books, folder));
  return isKnown ? folder : "";
}

export interface ReceivablesSource {
  readonly name: string;
  readonly source: ByteSource;
  readonly language: Language;
  readonly at: Date;
  readonly runId: bigint | null;
  readonly sitting?: Sitting | null;
  readonly merchantId?: string;
  readonly maps?: readonly HeaderMap[];
  readonly signal?: AbortSignal | undefined;
}

type Refused = Extract<ReceivablesRead, { outcome: "refused" }>;

/** Thrown out of the transaction to roll it back. */
class RolledBack extends Error {
  readonly read: Refused;

  constructor(read: Refused) {
    super("the rows that were loaded are rolled back");
    this.name = "RolledBack";
    this.read = read;
  }
}

/** One transaction: all good rows of the file, or none. */
export async function mergeFile(books: Books, file: ReceivablesSource): Promise<ReceivablesTaken> {
  try {
    return await books.transaction(async (trx) => {
      const load = await loadReceivables(trx);
      const read = await readReceivables(file.source, load, file).catch(async (error: unknown) => {
        await load.abort();
        throw error;
      });
      await load.end();
      if (read.outcome === "refused") throw new RolledBack(read);
      const { at, runId, name, sitting = null } = file;
      const openWord = OPEN[file.language];
      const merged = await mergeReceivables(trx, { columns: read.columns, at, runId, openWord, sitting });
      await closeRefusedLists(trx, { name, runId, at });
      const taken = takenOf(name, read, merged);
      const { inserted, updated, unchanged, changed, repeated, refusedCount } = taken;
      const after = { file: name, inserted, updated, unchanged, changed, repeated, refused: refusedCount };
      await audit(trx, at, [{ actor: "kvitt", action: "receivables", subject: name, after }]);
      if (runId !== null) await noteReceivables(trx, runId, outcomeOf(taken));
      return taken;
    });
  } catch (thrown) {
    if (!(thrown instanceof RolledBack)) throw thrown;
    // the list itself is among the quarantined files
    if (file.runId !== null) await noteReceivables(books, file.runId, { taken: 0, refused: [] });
    return { ...NOTHING, file: file.name, state: "quarantined", refusals: thrown.read.refusals };
  }
}

/** As the run's letter tells it. */
function outcomeOf({ file, inserted, updated, refused }: ReceivablesTaken): ReceivablesOutcome {
  return {
    taken: inserted + updated,
    refused: refused.map(({ line, what }) => ({ file, line, problem: what })),
  };
}

function takenOf(
  file: string,
  read: Exclude<ReceivablesRead, Refused>,
  { unclear, unclearCount, disputes, ...merged }: MergedFile,
): ReceivablesTaken {
  return {
    file,
    state: "taken",
    ...merged,
    refused: [...read.refused, ...unclear.map(asBadRow)].toSorted((a, b) => a.line - b.line),
    refusedCount: read.refusedCount + unclearCount,
    notes: [...read.notes, ...repeatedNote(merged.repeated), ...disputes.shown.map(disputeNote)],
    refusals: [],
  };
}

const OPEN: Message = messages.openAmountWord;

const NOTHING = {
  inserted: 0,
  updated: 0,
  unchanged: 0,
  changed: 0,
  repeated: 0,
  refused: [],
  refusedCount: 0,
  notes: [],
} as const;

function repeatedNote(repeated: number): Message[] {
  if (repeated === 0) return [];
  return [messages.repeatedRows(repeated)];
}

function disputeNote({ expected, found }: { readonly expected: string; readonly found: string }): Message {
  return messages.listsDisagree({ expected, found });
}
