/**
 * The audit trail: the chain of hashes is whole, every seal is recomputed from the rows it covers, nothing was written
 * that no entry seals, and what an entry says of a file or of settings is still so.
 */
import { messages } from "./messages.ts";
import { GENESIS, sealOf, type SealedEntry } from "../../books/audit.ts";
import { rows } from "../../books/database.ts";
import {
  digestOf,
  newestPositions,
  NOTHING_SEALED,
  positionsIn,
  SEALED,
  sealedFile,
  versionIn,
  type Digest,
  type Positions,
  type Sealed,
} from "../../books/seals.ts";
import type { Message } from "../../message.ts";
import type { VerifyFinding, VerifyContext } from "./checks.ts";

interface Entry extends Omit<SealedEntry, "id" | "at"> {
  readonly id: bigint;
  readonly at: Date;
  readonly previous: string;
  readonly hash: string;
}

export async function* checkAuditChain(context: VerifyContext): AsyncIterable<VerifyFinding> {
  let next = 1n;
  let previous = GENESIS;
  let sealed: Positions = NOTHING_SEALED;
  let anchored = context.anchor === null || context.anchor === GENESIS;
  const files = new Set<string>();
  for await (const entry of entries(context)) {
    context.count("entries", 1);
    if (entry.id !== next) yield finding(`entry ${next}`, messages.entryAnyMore);
    next = entry.id + 1n;
    yield* checkLink(entry, previous);
    previous = entry.hash;
    anchored ||= entry.hash === context.anchor;
    const to = positionsIn(entry.after);
    if (to !== null) {
      yield* checkSeal(context, entry, sealed, to);
      sealed = to;
    }
    yield* checkEntry(context, entry);
    if (entry.action === "import") files.add(entry.subject);
  }
  if (!anchored) yield finding("chain", messages.hashChain(context.anchor));
  yield* findUnsealed(context, sealed);
  yield* findUnrecordedImports(context, files);
}

function finding(subject: string, problem: Message): VerifyFinding {
  return { check: "trail", subject, problem };
}

const AT_ONCE = 2_000;

async function* entries({ trx }: VerifyContext): AsyncIterable<Entry> {
  for (let after = 0n; ;) {
    const batch = await rows<Entry>(
      trx,
      `select * from audit where id > :after order by id limit ${AT_ONCE}`,
      { after },
    );
    yield* batch;
    const last = batch.at(-1);
    if (!last) return;
    after = last.id;
  }
}

function* checkLink({ id, at, previous, hash, ...content }: Entry, before: string): Iterable<VerifyFinding> {
  if (previous !== before) yield finding(`entry ${id}`, messages.entryDoesBuildOneBefore);
  if (sealOf({ id: String(id), at: at.toISOString(), ...content }, previous) !== hash)
    yield finding(`entry ${id}`, messages.entryBeenChanged);
}

const TABLES: Readonly<Record<Sealed, Message>> = {
  receivable: messages.tablesReceivable,
  receivable_change: messages.tablesReceivableChange,
  decision: messages.tablesDecision,
  allocation: messages.tablesAllocation,
  voucher: messages.tablesVoucher,
  deviation_change: messages.tablesDeviationChange,
  line_completion: messages.tablesLineCompletion,
};

/** What was written since the entry before, table by table. */
async function* checkSeal(
  context: VerifyContext,
  entry: Entry,
  from: Positions,
  to: Positions,
): AsyncIterable<VerifyFinding> {
  const made = digestsIn(entry.after);
  const version = versionIn(entry.after);
  if (version === null)
    return yield finding(
      `entry ${entry.id} (${entry.action} ${entry.subject})`,
      messages.entrySealedNewerVersionKvitt,
    );
  for (const table of SEALED) {
    const said = made.get(table) ?? { count: 0, sha256: "" };
    if (to[table] === from[table] && said.count === 0) continue;
    const is = await digestOf(context.trx, table, {
      after: from[table],
      last: to[table],
      version,
      asOf: to.receivable_change,
    });
    if (is.count === said.count && (is.count === 0 || is.sha256 === said.sha256)) continue;
    const subject = `entry ${entry.id} (${entry.action} ${entry.subject})`;
    const { sv, en } = TABLES[table];
    yield finding(
      subject,
      is.count === said.count
        ? messages.entrySealedBeenChangedIds({
            sv,
            count: said.count,
            from: from[table] + 1n,
            to: to[table],
            en,
          })
        : messages.entrySealedIdsNow({
            count: said.count,
            sv,
            from: from[table] + 1n,
            to: to[table],
            count2: is.count,
            en,
          }),
    );
  }
  if (entry.action === "matched") yield* checkClosings(context, entry, from, to);
}

function digestsIn(after: unknown): ReadonlyMap<string, Digest> {
  const made = member(member(after, "seal"), "made");
  if (typeof made !== "object" || made === null) return new Map();
  return new Map(
    Object.entries(made).map(([table, digest]) => [
      table,
      { count: Number(member(digest, "count")), sha256: String(member(digest, "sha256")) },
    ]),
  );
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** A night closes deviations in its own name only. */
async function* checkClosings(
  context: VerifyContext,
  { id, subject }: Entry,
  from: Positions,
  to: Positions,
): AsyncIterable<VerifyFinding> {
  const runId = /^run (\d+)$/.exec(subject)?.[1];
  const wrong = await rows<{ id: bigint }>(
    context.trx,
    `select c.deviation_id as id from deviation_change c
      where c.id > :after and c.id <= :last and c.state = 'closed' and c.closed_run is distinct from :runId::bigint
      order by c.id limit :limit`,
    { after: from.deviation_change, last: to.deviation_change, runId: runId ?? null, limit: context.limit },
  );
  for (const { id: deviation } of wrong) {
    yield finding(`deviation ${deviation}`, messages.closedBeforeEntryBut({ id, subject }));
  }
}

/** What the entry says of a file or of a run's settings is still so. */
async function* checkEntry(
  { trx }: VerifyContext,
  { id, action, subject, after }: Entry,
): AsyncIterable<VerifyFinding> {
  const number = /^(?:file|run) (\d+)$/.exec(subject)?.[1];
  if (number === undefined) return;
  if (action === "import") {
    const file = await sealedFile(trx, BigInt(number));
    const said = { sha256: member(after, "sha256"), written: member(after, "written") };
    if (file?.sha256 !== said.sha256) yield finding(`entry ${id} (${subject})`, messages.fileSHashBooksOne);
    else if (
      file?.written.count !== member(said.written, "count") ||
      file?.written.sha256 !== member(said.written, "sha256")
    )
      yield finding(`entry ${id} (${subject})`, messages.payoutsFileThoseTaken);
  }
  if (action === "matched") {
    const [run] = await rows<{ sha256: string }>(
      trx,
      "select encode(sha256(convert_to(settings::text, 'UTF8')), 'hex') as sha256 from run where id = :number",
      { number },
    );
    if (run?.sha256 !== member(after, "settingsSha256"))
      yield finding(`entry ${id} (${subject})`, messages.runSSettingsThoseDecided);
  }
}

async function* findUnsealed({ trx }: VerifyContext, sealed: Positions): AsyncIterable<VerifyFinding> {
  const newest = await newestPositions(trx);
  for (const table of SEALED) {
    if (newest[table] <= sealed[table]) continue;
    const { sv, en } = TABLES[table];
    yield finding(
      `${table} ${sealed[table] + 1n}`,
      messages.noEntrySealsIds({ sv, sealed: sealed[table] + 1n, newest: newest[table], en }),
    );
  }
}

/** Each file that payouts, or what completes them, were taken from was told of. */
async function* findUnrecordedImports(
  { trx }: VerifyContext,
  files: ReadonlySet<string>,
): AsyncIterable<VerifyFinding> {
  const imported = await rows<{ id: bigint; name: string }>(
    trx,
    `select f.id, f.name from report_file f
      where f.id in (select report_file_id from payout) or f.id in (select report_file_id from line_completion) order by f.id`,
  );
  for (const { id, name } of imported) {
    if (files.has(`file ${id}`)) continue;
    yield finding(`file ${name}`, messages.noEntryTellsImport);
  }
}
