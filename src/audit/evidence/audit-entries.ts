/** The audit chain's entries about a payout. */
import { rows, type Handle } from "../../books/database.ts";
import { AUDIT_ENTRY_ROW } from "../../books/audit.ts";
import { plain } from "./cells.ts";
import type { Subject } from "./subject.ts";

/** One JSON document per line, with every field, so that each hash can be recomputed. */
export async function* auditEntriesJson(db: Handle, { id, files, runs }: Subject): AsyncIterable<string> {
  const entries = await rows(
    db,
    AUDIT_ENTRY_ROW,
    `select * from audit
      where subject = any(:subjects::text[])
         or subject in (select 'deviation ' || d.id from deviation d where d.payout_id = :id)
      order by id`,
    { id, subjects: [...files.map((file) => `file ${file.id}`), ...runs.map((run) => `run ${run.id}`)] },
  );
  for (const entry of entries) yield `${JSON.stringify(entry, plain)}\n`;
}
