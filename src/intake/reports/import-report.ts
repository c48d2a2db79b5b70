/**
 * Imports a report in one transaction that reads it, loads its lines and writes its payouts, or leaves only the reason of
 * the refusal on the file's row. A payout that is in the books already is compared, never booked again.
 */
import type { Knex } from "knex";
import { audit } from "../../books/audit.ts";
import { hasOpenLines, type Completed } from "../../books/completions.ts";
import type { Books } from "../../books/database.ts";
import { closeRefusedFiles, openRefusedFile } from "../../books/refused-file.ts";
import {
  lockFile,
  lockFileToImport,
  transitionFile,
  type FileState,
  type ReportFile,
} from "../../books/report-files.ts";
import {
  compareWithStored,
  findPayout,
  lockPayout,
  type Difference,
  type StoredPayout,
} from "../../books/payout-diff.ts";
import { sealedFile, type SealedFile } from "../../books/seals.ts";
import { insertPayout, loadLines, type LineLoad } from "../../books/take-in.ts";
import { dateIn, type Clock } from "../../clock.ts";
import { merchantSettings, type Settings } from "../../config/settings.ts";
import { issuerOf } from "../../reports/payout/finalize.ts";
import { readReport } from "../../reports/read.ts";
import type { ByteSource, ProvenPayout, ReadOptions, ReadResult, Refusal } from "../../reports/report.ts";
import { completePayouts } from "./complete.ts";
import { syncReportChanged } from "./report-changed.ts";

export interface TakeIn {
  readonly fileId: bigint;
  /** The run that gets the payouts; the file's own, unless it is tried again in another. */
  readonly runId: bigint;
  readonly source: ByteSource;
  readonly settings: Settings;
  /** The inbox's first subfolder that the file was in. */
  readonly merchantFolder: string | null;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

export interface TakenIn {
  /** `failed` and `claimed` only when another process changed the row meanwhile. */
  readonly state: FileState;
  /** Payouts that were not in the books before. */
  readonly payouts: number;
  readonly lines: number;
  /** Lines of payouts that were in the books already and that the file has completed. */
  readonly completed: readonly Completed[];
  /** Empty unless quarantined. */
  readonly refusals: readonly Refusal[];
}

/** Safe to run twice, also at once: the second call finds the file imported, and returns the same outcome. */
export async function takeInReport(books: Books, input: TakeIn): Promise<TakenIn> {
  let known: ReadonlyMap<number, Known> = new Map();
  // Loaded lines cannot be removed one by one, so a file of which some payouts are known is rolled back and read again.
  for (let reading = 1; reading <= MAX_READINGS; reading++) {
    const before = known;
    const outcome = await attempt(books, (trx) => readAndLoad(trx, input, before));
    if (outcome.kind === "decided") return outcome.taken;
    if (outcome.kind === "refused")
      return books.transaction((trx) => recordRefused(trx, input, outcome.read));
    if (outcome.fresh === 0) {
      const settled = await attempt(books, (trx) => recordKnown(trx, input, outcome.known, outcome.read));
      if (settled.kind === "decided") return settled.taken;
    }
    known = outcome.fresh === 0 ? new Map() : outcome.known;
  }
  throw new Error(`file ${input.fileId}: its payouts are being imported elsewhere again and again`);
}

const MAX_READINGS = 10;

/** A payout of the file that is in the books, and how the file differs from it (null: not at all). */
interface Known {
  readonly stored: StoredPayout;
  readonly payout: ProvenPayout;
  readonly difference: Difference | null;
  /** It has lines that are not settled, so the file may complete it. */
  readonly isOpen: boolean;
}

type Proven = Extract<ReadResult, { outcome: "proven" }>;
type Refused = Extract<ReadResult, { outcome: "refused" }>;
type Attempt =
  | { readonly kind: "decided"; readonly taken: TakenIn }
  | { readonly kind: "refused"; readonly read: Refused }
  /** Some payouts are known, `fresh` are not; nothing was kept. */
  | {
      readonly kind: "known";
      readonly known: ReadonlyMap<number, Known>;
      readonly fresh: number;
      readonly read: Proven;
    };

/** Thrown out of the transaction to roll it back. */
class RolledBack extends Error {
  readonly outcome: Attempt;

  constructor(outcome: Attempt) {
    super("the lines that were loaded are rolled back");
    this.name = "RolledBack";
    this.outcome = outcome;
  }
}

async function attempt(books: Books, work: (trx: Knex.Transaction) => Promise<Attempt>): Promise<Attempt> {
  try {
    return await books.transaction(work);
  } catch (thrown) {
    if (thrown instanceof RolledBack) return thrown.outcome;
    throw thrown;
  }
}

async function readAndLoad(
  trx: Knex.Transaction,
  input: TakeIn,
  known: ReadonlyMap<number, Known>,
): Promise<Attempt> {
  const { fileId, settings, merchantFolder, clock, source } = input;
  const file = await lockFileToImport(trx, fileId);
  if (file === null) throw new Error(`there is no report file ${fileId}`);
  if (file.payoutId === null) return decidedBefore(file);
  if (file.isKnown) {
    await transitionFile(trx, fileId, "claimed", "duplicate", { at: clock.now() });
    await auditFile(trx, input);
    return { kind: "decided", taken: { ...NOTHING, state: "duplicate" } };
  }
  const load = loadLines(trx, file.payoutId);
  const read = await readInto(load, source, optionsFor(file, input), known);
  if (read.outcome === "refused") throw new RolledBack({ kind: "refused", read });
  const merchantOf = merchantsOf(settings, merchantFolder);
  const found = new Map(known);
  const fresh: ProvenPayout[] = [];
  for (const { payout } of inOrder(read.payouts.map((one) => ({ payout: one })))) {
    if (known.has(payout.index)) {
      await lockPayout(trx, payout.paymentReference);
      continue;
    }
    const stored = await findPayout(trx, {
      ...merchantOf(payout),
      paymentReference: payout.paymentReference,
    });
    const { payoutId } = await load.loaded(payout.index);
    if (stored === null) fresh.push(payout);
    else {
      const difference = await compareWithStored(trx, stored, payoutId, payout, read.dialect);
      const isOpen = difference === null && (await hasOpenLines(trx, stored.id));
      found.set(payout.index, { stored, payout, difference, isOpen });
    }
  }
  if (found.size > known.size || fresh.length === 0)
    throw new RolledBack({ kind: "known", known: found, fresh: fresh.length, read });
  return { kind: "decided", taken: await recordProven(trx, input, { read, load, fresh, known, merchantOf }) };
}

function decidedBefore(file: ReportFile): Attempt {
  // written by recordRefused
  const refusals = file.state === "quarantined" ? (file.reason as readonly Refusal[]) : [];
  return { kind: "decided", taken: { ...NOTHING, state: file.state, refusals } };
}

const NOTHING = { payouts: 0, lines: 0, completed: [], refusals: [] } as const;

async function readInto(
  load: LineLoad,
  source: ByteSource,
  options: ReadOptions,
  skip: ReadonlyMap<number, unknown>,
): Promise<ReadResult> {
  try {
    const read = await readReport(source, options, async (payoutIndex, lines) => {
      if (!skip.has(payoutIndex)) await load.take(payoutIndex, lines);
    });
    await load.end();
    return read;
  } catch (error) {
    await load.abort();
    throw error;
  }
}

interface LoadedReport {
  readonly read: Proven;
  readonly load: LineLoad;
  readonly fresh: readonly ProvenPayout[];
  readonly known: ReadonlyMap<number, Known>;
  readonly merchantOf: MerchantOf;
}

/** Writes the new payouts of the file, in the transaction that has loaded its lines. */
async function recordProven(trx: Knex.Transaction, input: TakeIn, reading: LoadedReport): Promise<TakenIn> {
  const { fileId, runId, settings, clock } = input;
  const { read, load, fresh, known, merchantOf } = reading;
  const at = clock.now();
  for (const payout of fresh) {
    const { payoutId, lines, byType } = await load.loaded(payout.index);
    if (lines !== payout.lineCount)
      throw new Error(
        `${payout.paymentReference}: ${lines} lines were read, ${payout.lineCount} were proven`,
      );
    const date = dateOf(payout, settings, at);
    await insertPayout(trx, { id: payoutId, fileId, runId, payout, byType, ...merchantOf(payout), date });
  }
  const completed = await complete(trx, input, known, read);
  await openChanged(trx, input, known);
  await transitionFile(trx, fileId, "claimed", "imported", { at, dialect: read.dialect });
  const after = await sealedFile(trx, fileId);
  // from here on no other file can be decided
  await closeRefusedFiles(trx, { fileId, runId, at });
  await auditFile(trx, input, after);
  const lines = fresh.reduce((sum, { lineCount }) => sum + lineCount, 0);
  return { ...NOTHING, state: "imported", payouts: fresh.length, lines, completed };
}

/**
 * Ends the import of a file whose payouts are all in the books already. A file that completes lines counts as imported: the
 * books hold data from it, so it is verified and replayed like any other.
 */
async function recordKnown(
  trx: Knex.Transaction,
  input: TakeIn,
  known: ReadonlyMap<number, Known>,
  read: Proven,
): Promise<Attempt> {
  const { fileId, runId, clock } = input;
  const file = await lockFile(trx, fileId);
  if (file === null) throw new Error(`there is no report file ${fileId}`);
  if (file.state !== "claimed") return decidedBefore(file);
  const completed = await complete(trx, input, known, read);
  const isChanged = [...known.values()].some(({ difference }) => difference !== null);
  const hasCompleted = completed.some(({ lines }) => lines > 0);
  const state = isChanged ? "changed" : hasCompleted ? "imported" : "duplicate";
  const at = clock.now();
  await transitionFile(trx, fileId, "claimed", state, { at, dialect: read.dialect });
  await openChanged(trx, input, known);
  if (hasCompleted) await closeRefusedFiles(trx, { fileId, runId, at });
  await auditFile(trx, input);
  return { kind: "decided", taken: { ...NOTHING, state, completed } };
}

/** Completes lines that are not settled with what the file has and the books have not. */
async function complete(
  trx: Knex.Transaction,
  input: TakeIn,
  known: ReadonlyMap<number, Known>,
  read: Proven,
): Promise<readonly Completed[]> {
  const payouts = inOrder([...known.values()].filter(({ isOpen }) => isOpen));
  if (payouts.length === 0) return [];
  const { fileId, source } = input;
  const file = await lockFile(trx, fileId);
  if (file === null) throw new Error(`there is no report file ${fileId}`);
  const options = optionsFor(file, input);
  const completed = await completePayouts(trx, { fileId, source, options, dialect: read.dialect, payouts });
  // another file has completed one of them with something else meanwhile: compared again, it may be a changed report
  if (completed === null) throw new RolledBack({ kind: "known", known: new Map(), fresh: 1, read });
  return completed;
}

/** One order for all imports, so that two files with the same payouts do not deadlock. */
function inOrder<T extends { readonly payout: ProvenPayout }>(known: readonly T[]): readonly T[] {
  return known.toSorted((a, b) => compare(a.payout.paymentReference, b.payout.paymentReference));
}

async function recordRefused(trx: Knex.Transaction, input: TakeIn, read: Refused): Promise<TakenIn> {
  const { fileId, runId, clock } = input;
  const { refusals } = read;
  const at = clock.now();
  const moved = await transitionFile(trx, fileId, "claimed", "quarantined", { at, reason: refusals });
  if (moved) {
    await openRefusedFile(trx, { fileId, runId, at }, refusals[0]);
    await auditFile(trx, input);
  }
  return { ...NOTHING, state: "quarantined", refusals };
}

/** Audits the outcome with the hash of the file and a seal over what it wrote; the last statement of the transaction. */
async function auditFile(
  trx: Knex.Transaction,
  { fileId, runId, clock }: TakeIn,
  sealed?: SealedFile | null,
): Promise<void> {
  const after = sealed ?? (await sealedFile(trx, fileId));
  await audit(trx, clock.now(), [
    { actor: "kvitt", action: "import", subject: `file ${fileId}`, cause: `run ${runId}`, after },
  ]);
}

async function openChanged(
  trx: Knex.Transaction,
  { fileId, runId, settings, clock }: TakeIn,
  known: ReadonlyMap<number, Known>,
): Promise<void> {
  for (const { stored, payout, difference } of known.values()) {
    if (difference === null) continue;
    const about = { fileId, runId, at: clock.now(), language: settings.language };
    await syncReportChanged(trx, { ...about, stored, payout, difference });
  }
}

type MerchantOf = (payout: ProvenPayout) => { readonly merchantId: string; readonly issuer: string };

/** The merchant of the report, else of the folder, else the only one in the settings, else "". */
export function merchantsOf(settings: Settings, folder: string | null): MerchantOf {
  const likely = likelyMerchant(settings, folder);
  return ({ merchantId, issuer }) => {
    if (merchantId !== null) return { merchantId, issuer };
    return likely === "" ? { merchantId: "", issuer } : { merchantId: likely, issuer: issuerOf(likely) };
  };
}

function likelyMerchant(settings: Settings, folder: string | null): string {
  if (folder !== null && Object.hasOwn(settings.merchants, folder)) return folder;
  const [only, ...others] = Object.keys(settings.merchants);
  return only !== undefined && others.length === 0 ? only : "";
}

function optionsFor(file: ReportFile, { settings, merchantFolder, signal }: TakeIn): ReadOptions {
  return {
    ...readingOptions(file.name, settings, merchantFolder),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** How a file of this name is read with these settings; also for reading an archived one again. */
export function readingOptions(name: string, settings: Settings, merchantFolder: string | null): ReadOptions {
  const own = merchantSettings(settings, likelyMerchant(settings, merchantFolder));
  return {
    name,
    headers: own.headers,
    ...(own.decimalMark === undefined ? {} : { decimalMark: own.decimalMark }),
    ...(own.dateOrder === undefined ? {} : { dateOrder: own.dateOrder }),
  };
}

/** The voucher date. A payout without a date gets the day of its latest capture, which the reader reports. */
export function dateOf(payout: ProvenPayout, { timeZone }: Settings, now: Date): string {
  const instant = payout.payoutDate ?? payout.latestCaptureDate;
  return dateIn(timeZone, instant === null ? now : new Date(instant));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
