/**
 * The audit trail: who did what, why, with before and after. Each entry's hash covers its content and the hash
 * before it, so that nothing can be taken out or altered without breaking the chain (`kvitt verify` recomputes it).
 */
import { createHash } from "node:crypto";
import { change, rows, type Handle } from "./database.ts";

export interface AuditEvent {
  /** "kvitt" for the night, a person's name for a decision. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly cause?: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The hash that the first entry builds on. */
export const GENESIS = "0".repeat(64);

const AUDIT_LOCK = "select pg_advisory_xact_lock(hashtextextended('audit', 'audit'::regclass::oid::bigint))";

/** Appends events in order, sealed to the chain. Waits its turn, and holds it until the transaction ends. */
export async function audit(trx: Handle, at: Date, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  await change(trx, AUDIT_LOCK);
  const [last] = await rows<{ id: bigint; hash: string }>(
    trx,
    "select id, hash from audit order by id desc limit 1",
  );
  let id = last?.id ?? 0n;
  let previous = last?.hash ?? GENESIS;
  const sealed = events.map((event) => {
    id += 1n;
    const entry = {
      id: String(id),
      at: at.toISOString(),
      actor: event.actor,
      action: event.action,
      subject: event.subject,
      cause: event.cause ?? null,
      before: event.before ?? null,
      after: event.after ?? null,
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
    {
      events: JSON.stringify(sealed, (_key, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      ),
    },
  );
}

export interface SealedEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly cause: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** SHA-256 over the entry with its keys in one fixed order, after the hash of the entry before it. */
export function sealOf(entry: SealedEntry, previous: string): string {
  return createHash("sha256")
    .update(`${previous}\n${canonical(entry)}`)
    .digest("hex");
}

/** JSON with sorted keys: what PostgreSQL gives back from jsonb hashes as what was put in. */
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
