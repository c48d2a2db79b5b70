/**
 * From a claimed receivables file to receivables in the books: read, merged in one transaction, and the file archived; a
 * file that is none goes to quarantine. Taking the same file in again changes nothing, so a crash needs no bookkeeping.
 */
import { createReadStream } from "node:fs";
import { audit } from "../books/audit.ts";
import type { Books } from "../books/database.ts";
import { loadReceivables, mergeReceivables, type Merged } from "../books/receivables.ts";
import type { Clock } from "../clock.ts";
import type { Home } from "../home.ts";
import type { ByteSource } from "../report/report.ts";
import type { Language, Words } from "../words.ts";
import { archiveFile } from "./archive.ts";
import type { Claim } from "./claim.ts";
import { standingOf } from "./inbox.ts";
import { quarantineFile, type QuarantineReason } from "./quarantine.ts";
import type { BadRow } from "./receivable-row.ts";
import { readReceivables, type ReceivablesRead } from "./receivables-csv.ts";
import { dropTicket } from "./ticket.ts";

export interface ReceivablesTaken extends Merged {
  /** As the person knows it. */
  readonly file: string;
  /** "quarantined": nothing of the file went in, and `refusals` say why. */
  readonly state: "taken" | "quarantined";
  /** Bad rows, the first ones; the good rows went in. */
  readonly refused: readonly BadRow[];
  readonly refusedCount: number;
  /** What was passed over without harm: unknown columns, rows that a later row replaced. */
  readonly notes: readonly Words[];
  readonly refusals: readonly QuarantineReason[];
}

export interface TakeReceivablesOptions {
  readonly home: Home;
  readonly books: Books;
  readonly clock: Clock;
  readonly runId: bigint | null;
  readonly signal?: AbortSignal;
}

/** null: another process has finished the same claim meanwhile. Throws what is technical; the claim stays then. */
export async function takeInReceivables(
  claim: Claim,
  options: TakeReceivablesOptions,
): Promise<ReceivablesTaken | null> {
  const { home, books, clock, runId, signal } = options;
  try {
    const source = () => createReadStream(claim.path, { highWaterMark: 1 << 16 });
    const { language } = home.settings;
    const about = { name: claim.ticket.name, source, language, at: clock.now(), runId, signal };
    const taken = await mergeFile(books, about);
    await putAway(claim, taken, options);
    return taken;
  } catch (error) {
    if ((await standingOf(claim.path)) === null) return null;
    throw error;
  }
}

export interface ReceivablesSource {
  readonly name: string;
  readonly source: ByteSource;
  readonly language: Language;
  readonly at: Date;
  readonly runId: bigint | null;
  readonly signal?: AbortSignal | undefined;
}

type Refused = Extract<ReceivablesRead, { outcome: "refused" }>;

/** Thrown through the transaction so that it is rolled back. */
class TakenBack extends Error {
  readonly read: Refused;

  constructor(read: Refused) {
    super("the rows that were loaded are thrown away");
    this.name = "TakenBack";
    this.read = read;
  }
}

/** One transaction: all good rows of the file, or none. */
export async function mergeFile(books: Books, file: ReceivablesSource): Promise<ReceivablesTaken> {
  try {
    return await books.transaction(async (trx) => {
      const load = await loadReceivables(trx);
      const read = await readReceivables(file.source, (batch) => load.take(batch), file).catch(
        async (error: unknown) => {
          await load.abort();
          throw error;
        },
      );
      await load.end();
      if (read.outcome === "refused") throw new TakenBack(read);
      const { at, runId, name } = file;
      const openWord = OPEN[file.language];
      const merged = await mergeReceivables(trx, { columns: read.columns, at, runId, openWord });
      const after = { file: name, ...merged, refused: read.refusedCount };
      await audit(trx, at, [{ actor: "kvitt", action: "receivables", subject: name, after }]);
      const { refused, refusedCount } = read;
      const notes = [...read.notes, ...repeatedNote(merged.repeated)];
      return { file: name, state: "taken", ...merged, refused, refusedCount, notes, refusals: [] };
    });
  } catch (thrown) {
    if (!(thrown instanceof TakenBack)) throw thrown;
    return { ...NOTHING, file: file.name, state: "quarantined", refusals: thrown.read.refusals };
  }
}

const OPEN: Words = { sv: "öppet", en: "open" };

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

function repeatedNote(repeated: number): Words[] {
  if (repeated === 0) return [];
  return [
    {
      sv: `${repeated} ${repeated === 1 ? "rad har" : "rader har"} samma slag och nummer som en senare rad i filen; den sista gäller.`,
      en: `${repeated} ${repeated === 1 ? "row has" : "rows have"} the same kind and number as a later row of the file; the last one counts.`,
    },
  ];
}

async function putAway(
  claim: Claim,
  taken: ReceivablesTaken,
  { home, clock }: TakeReceivablesOptions,
): Promise<void> {
  const { path, sha256, ticket } = claim;
  const { name } = ticket;
  const [first, ...others] = taken.refusals;
  if (first) {
    const refusals = [first, ...others] as const;
    const refused = { name, sha256, claimId: ticket.id, at: clock.now(), refusals };
    await quarantineFile(home.quarantine, path, refused);
  } else await archiveFile(home.archive, path, { sha256, name });
  await dropTicket(home.work, ticket.id);
}
