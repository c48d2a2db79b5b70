/** Digests of single rows that an entry of the audit chain keeps: what a run was, and what a letter said. */
import { rows, type Handle } from "./database.ts";

/** Of what a run was from its beginning; its state and outcome change. null: there is no such run. */
export function sealedRun(db: Handle, id: bigint): Promise<string | null> {
  return digestOf(db, "run", "t.id, t.kind, t.scope, t.night, t.started_at, t.rules, t.settings", id);
}

/** Of a letter as it was composed. Whom it is still to be sent to, and whether it was, changes. null: there is no such letter. */
export function sealedMail(db: Handle, id: bigint): Promise<string | null> {
  const columns =
    "t.id, t.run_id, t.key, t.kind, t.message_id, t.sender, t.subject, t.text, t.html, t.attachments, t.created_at";
  return digestOf(db, "mail", columns, id);
}

/** As text and not as a record: the same in a copy of the books, and in each version of PostgreSQL. */
async function digestOf(db: Handle, table: string, columns: string, id: bigint): Promise<string | null> {
  const [found] = await rows(
    db,
    { sha256: "text" },
    `select encode(sha256(convert_to(jsonb_build_array(${columns})::text, 'UTF8')), 'hex') as sha256
       from ${table} t where t.id = :id`,
    { id },
  );
  return found?.sha256 ?? null;
}
