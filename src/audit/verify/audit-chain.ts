/**
 * Checks the audit chain: the hashes are linked without a gap, every seal is recomputed from the rows it covers, no rows
 * are left unsealed, and files and settings are still as the entries recorded them.
 */
import { messages } from "./messages.ts";
import { GENESIS, sealOf, AUDIT_ENTRY_ROW, type AuditEntryRow } from "../../books/audit.ts";
import { batches, rows, value } from "../../books/database.ts";
import {
  digestOf,
  newestPositions,
  NOTHING_SEALED,
  positionsIn,
  SEALED,
  sealedFile,
  tablesIn,
  versionIn,
  type Digest,
  type Positions,
  type Sealed,
} from "../../books/seals.ts";
import { sealedMail, sealedRun } from "../../books/row-seals.ts";
import { findingsOf, type VerifyContext, type VerifyFinding } from "./checks.ts";

export async function* checkAuditChain(context: VerifyContext): AsyncIterable<VerifyFinding> {
  let next = 1n;
  let previous = GENESIS;
  let upTo: Positions = NOTHING_SEALED;
  let tables: readonly Sealed[] = SEALED;
  let anchored = context.anchor === null || context.anchor === GENESIS;
  const files = new Set<string>();
  for await (const entry of entries(context)) {
    context.count("entries", 1);
    if (entry.id !== next) yield finding(`entry ${next}`, messages.entryMissing);
    next = entry.id + 1n;
    yield* checkLink(entry, previous);
    previous = entry.hash;
    anchored ||= entry.hash === context.anchor;
    const to = positionsIn(entry.after);
    if (to !== null) {
      yield* checkSeal(context, entry, upTo, to);
      upTo = to;
      tables = tablesIn(entry.after);
    }
    yield* checkEntry(context, entry);
    if (entry.action === "import") files.add(entry.subject);
  }
  if (!anchored) yield finding("chain", messages.anchorMissing(context.anchor));
  yield* findUnsealed(context, upTo, tables);
  yield* findUnrecordedImports(context, files);
  yield* findUnrecordedMails(context);
}

const finding = findingsOf("trail");

const AT_ONCE = 2_000;

async function* entries({ trx }: VerifyContext): AsyncIterable<AuditEntryRow> {
  const sql = `select * from audit where id > :after order by id limit ${AT_ONCE}`;
  for await (const batch of batches(trx, AUDIT_ENTRY_ROW, "id", sql)) yield* batch;
}

function* checkLink(
  { id, at, previous, hash, ...content }: AuditEntryRow,
  before: string,
): Iterable<VerifyFinding> {
  if (previous !== before) yield finding(`entry ${id}`, messages.entryNotLinked);
  if (sealOf({ id: String(id), at: at.toISOString(), ...content }, previous) !== hash)
    yield finding(`entry ${id}`, messages.entryChanged);
}

/** Recomputes the digests of what was written since the previous entry, table by table. */
async function* checkSeal(
  context: VerifyContext,
  entry: AuditEntryRow,
  from: Positions,
  to: Positions,
): AsyncIterable<VerifyFinding> {
  const digests = digestsIn(entry.after);
  const version = versionIn(entry.after);
  if (version === null)
    return yield finding(`entry ${entry.id} (${entry.action} ${entry.subject})`, messages.sealIsNewer);
  for (const table of SEALED) {
    const sealed = digests.get(table) ?? { count: 0, sha256: "" };
    if (to[table] === from[table] && sealed.count === 0) continue;
    const found = await digestOf(context.trx, table, {
      after: from[table],
      last: to[table],
      version,
      asOf: to.receivable_change,
    });
    if (found.count === sealed.count && (found.count === 0 || found.sha256 === sealed.sha256)) continue;
    const subject = `entry ${entry.id} (${entry.action} ${entry.subject})`;
    const [name, first] = [messages.sealedTables[table], from[table] + 1n];
    yield finding(
      subject,
      found.count === sealed.count
        ? messages.sealedRowsChanged({ table: name, count: sealed.count, from: first, to: to[table] })
        : messages.sealedCountDiffers({
            table: name,
            sealed: sealed.count,
            from: first,
            to: to[table],
            found: found.count,
          }),
    );
  }
  yield* findStrange(entry);
  if (entry.action === "matched") yield* checkClosings(context, entry, from, to);
}

/** Rows that the seal lies over, and that no step had written. */
function* findStrange({ id, action, subject, after }: AuditEntryRow): Iterable<VerifyFinding> {
  const strange = member(member(after, "seal"), "strange");
  for (const table of SEALED) {
    const found = member(strange, table);
    if (found === undefined) continue;
    const [count, first] = [Number(member(found, "count")), String(member(found, "first"))];
    yield finding(
      `entry ${id} (${action} ${subject})`,
      messages.sealedByStranger({ table: messages.sealedTables[table], count, first }),
    );
  }
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

/** A run closes deviations only in its own name. */
async function* checkClosings(
  context: VerifyContext,
  { id, subject }: AuditEntryRow,
  from: Positions,
  to: Positions,
): AsyncIterable<VerifyFinding> {
  const runId = /^run (\d+)$/.exec(subject)?.[1];
  const wrong = await rows(
    context.trx,
    { id: "bigint" },
    `select c.deviation_id as id from deviation_change c
      where c.id > :after and c.id <= :last and c.state = 'closed' and c.closed_run is distinct from :runId::bigint
      order by c.id limit :limit`,
    { after: from.deviation_change, last: to.deviation_change, runId: runId ?? null, limit: context.limit },
  );
  for (const { id: deviation } of wrong) {
    yield finding(`deviation ${deviation}`, messages.closedByOther({ id, subject }));
  }
}

/** Files and runs' settings are still as the entry recorded them. */
async function* checkEntry(
  { trx }: VerifyContext,
  { id, action, subject, after }: AuditEntryRow,
): AsyncIterable<VerifyFinding> {
  const number = /^(?:file|run|mail) (\d+)$/.exec(subject)?.[1];
  if (number === undefined) return;
  if (action === "import") {
    const file = await sealedFile(trx, BigInt(number));
    const recorded = { sha256: member(after, "sha256"), written: member(after, "written") };
    if (file?.sha256 !== recorded.sha256) yield finding(`entry ${id} (${subject})`, messages.fileHashDiffers);
    else if (
      file?.written.count !== member(recorded.written, "count") ||
      file?.written.sha256 !== member(recorded.written, "sha256")
    )
      yield finding(`entry ${id} (${subject})`, messages.filePayoutsDiffer);
  }
  if (action === "matched") {
    const run = await value(
      trx,
      "text",
      "select encode(sha256(convert_to(settings::text, 'UTF8')), 'hex') as sha256 from run where id = :number",
      { number },
    );
    if (run !== member(after, "settingsSha256"))
      yield finding(`entry ${id} (${subject})`, messages.runSettingsDiffer);
    // entries of older versions do not have it
    const head = member(after, "runSha256");
    if (head !== undefined && head !== (await sealedRun(trx, BigInt(number))))
      yield finding(`entry ${id} (${subject})`, messages.runHeadDiffers);
  }
  if (action === "mailed" && (await sealedMail(trx, BigInt(number))) !== member(after, "sha256"))
    yield finding(`entry ${id} (${subject})`, messages.mailDiffers);
}

/** `tables` are those of the newest seal: what an older version has written of others is sealed with the next entry. */
async function* findUnsealed(
  { trx }: VerifyContext,
  sealed: Positions,
  tables: readonly Sealed[],
): AsyncIterable<VerifyFinding> {
  const newest = await newestPositions(trx);
  for (const table of tables) {
    if (newest[table] <= sealed[table]) continue;
    const first = sealed[table] + 1n;
    yield finding(
      `${table} ${sealed[table] + 1n}`,
      messages.rowsUnsealed({ table: messages.sealedTables[table], first, last: newest[table] }),
    );
  }
}

/** Each file that payouts or completions were imported from has an entry. */
async function* findUnrecordedImports(
  { trx }: VerifyContext,
  files: ReadonlySet<string>,
): AsyncIterable<VerifyFinding> {
  const imported = await rows(
    trx,
    { id: "bigint", name: "text" },
    `select f.id, f.name from report_file f
      where f.id in (select report_file_id from payout) or f.id in (select report_file_id from line_completion) order by f.id`,
  );
  for (const { id, name } of imported) {
    if (files.has(`file ${id}`)) continue;
    yield finding(`file ${name}`, messages.importUnrecorded);
  }
}

/** Letters from before they had entries have smaller ids than the first that has one. */
async function* findUnrecordedMails({ trx, limit }: VerifyContext): AsyncIterable<VerifyFinding> {
  const strange = await rows(
    trx,
    { id: "bigint" },
    `with recorded as (select substr(subject, 6)::bigint as id from audit where action = 'mailed' and subject ~ '^mail [0-9]+$')
     select m.id from mail m
      where m.kind = 'digest' and m.id > (select min(id) from recorded) and m.id not in (select id from recorded) order by m.id limit :limit`,
    { limit },
  );
  for (const { id } of strange) yield finding(`mail ${id}`, messages.mailUnrecorded);
}
