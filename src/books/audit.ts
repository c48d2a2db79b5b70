/**
 * The audit trail: who did what and why, with the state before and after. The hash of each entry covers its content and the
 * previous hash, so that nothing can be removed or altered without breaking the chain. The last entry of each transaction also
 * seals the rows that were written (seals.ts). `kvitt verify` recomputes both.
 */
import { json, type Row, type RowShape } from "./row.ts";
import { createHash } from "node:crypto";
import { change, jsonText, rows, value, type Handle } from "./database.ts";
import {
  NOTHING_SEALED,
  positionsIn,
  SEALED,
  sealSince,
  tablesIn,
  type Positions,
  type Sealed,
} from "./seals.ts";

export interface AuditEvent {
  /** "kvitt" for a run, a person's name for a decision. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly cause?: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The previous hash of the first entry. */
export const GENESIS = "0".repeat(64);

/**
 * Appends events to the chain, in order. Must be the last thing that a transaction does, since the last entry seals everything
 * written before it. Acquires the write lock (write-lock.ts).
 */
export async function audit(trx: Handle, at: Date, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  const newest = await takeTurn(trx);
  const seal = await sealSince(trx, newest.sealed, newest.tables);
  let { id, hash: previous } = newest;
  const sealed = events.map((event, index) => {
    id += 1n;
    const after = index === events.length - 1 ? { ...asObject(event.after), seal } : (event.after ?? null);
    const entry = {
      id: String(id),
      at: at.toISOString(),
      actor: event.actor,
      action: event.action,
      subject: event.subject,
      cause: event.cause ?? null,
      before: event.before ?? null,
      after,
    };
    const hash = sealOf(entry, previous);
    const row = { ...entry, previous, hash };
    previous = hash;
    return row;
  });
  await change(
    trx,
    `insert into audit (id, at, actor, action, subject, cause, before, after, previous, hash)
     select id, at, actor, action, subject, cause, before, after, previous, hash
       from jsonb_to_recordset(:events::jsonb) as e(id bigint, at timestamptz, actor text, action text, subject text,
            cause text, before jsonb, after jsonb, previous text, hash text)`,
    { events: jsonText(sealed) },
  );
}

/** Acquires the write lock, and returns the newest entry then. */
async function takeTurn(trx: Handle): Promise<NewestEntry> {
  const [last] = await rows(
    trx,
    { id: "bigint", hash: "text", after: json<unknown>() },
    "select id, hash, sealing as after from audit_turn()",
  );
  return last ? newestOf(last, last.after) : NONE;
}

export interface NewestEntry {
  readonly id: bigint;
  /** The previous hash of the next entry. A person who keeps a copy elsewhere can prove the chain later. */
  readonly hash: string;
  readonly sealed: Positions;
  /** The tables that the newest seal covers. */
  readonly tables: readonly Sealed[];
}

export async function newestEntry(db: Handle): Promise<NewestEntry> {
  const [last] = await rows(
    db,
    { id: "bigint", hash: "text" },
    "select id, hash from audit order by id desc limit 1",
  );
  if (!last) return NONE;
  // the entries of one transaction are consecutive, and the last of them has the seal
  const newest = await value(
    db,
    json<unknown>(),
    "select after from audit where after -> 'seal' is not null order by id desc limit 1",
  );
  return newestOf(last, newest);
}

const NONE: NewestEntry = { id: 0n, hash: GENESIS, sealed: NOTHING_SEALED, tables: SEALED };

/** `sealing`: what the newest entry with a seal holds; null in books without one. */
function newestOf({ id, hash }: Pick<NewestEntry, "id" | "hash">, sealing: unknown): NewestEntry {
  return {
    id,
    hash,
    sealed: positionsIn(sealing) ?? NOTHING_SEALED,
    tables: sealing === null ? SEALED : tablesIn(sealing),
  };
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** A row of `audit`: the entry, its hash and the one before it. */
export const AUDIT_ENTRY_ROW = {
  id: "bigint",
  at: "instant",
  actor: "text",
  action: "text",
  subject: "text",
  cause: "text?",
  before: json<unknown>(),
  after: json<unknown>(),
  previous: "text",
  hash: "text",
} as const satisfies RowShape;
export type AuditEntryRow = Row<typeof AUDIT_ENTRY_ROW>;

/** What the hash of an entry covers, ids and instants as text. */
export type SealedEntry = Omit<AuditEntryRow, "id" | "at" | "previous" | "hash"> & {
  readonly id: string;
  readonly at: string;
};

/** SHA-256 over the previous hash and the entry, with its keys in a fixed order. */
export function sealOf(entry: SealedEntry, previous: string): string {
  return createHash("sha256")
    .update(`${previous}\n${canonical(entry)}`)
    .digest("hex");
}

/** JSON with sorted keys, so that an entry read back from jsonb has the same hash. */
function canonical(value: unknown): string {
  if (typeof value === "bigint") return JSON.stringify(String(value));
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
