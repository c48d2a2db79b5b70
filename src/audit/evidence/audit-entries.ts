/** The audit trail of a payout. */
import { rows, type Handle } from "../../books/database.ts";
import { plain } from "./cells.ts";
import type { Subject } from "./subject.ts";

/** The entries of the audit trail that are about this payout, one JSON a line: whole, so that each hash can be recomputed. */
export async function* auditEntriesJson(db: Handle, { id, files, runs }: Subject): AsyncIterable<string> {
  const entries = await rows<Record<string, unknown>>(
    db,
    `select * from audit
      where subject = any(:subjects::text[])
         or subject in (select 'deviation ' || d.id from deviation d where d.payout_id = :id)
      order by id`,
    {
      id,
      subjects: [...files.map((file) => `file ${file.id}`), ...runs.map((run) => `run ${run.id}`)],
    },
  );
  for (const entry of entries) yield `${JSON.stringify(entry, plain)}\n`;
}
