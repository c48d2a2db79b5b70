/** Reads quarantined files, reports and receivables lists: those with an open deviation, and those of one run. */
import { json, type Row, type RowShape } from "./row.ts";
import type { Refusal } from "../reports/report.ts";
import { rows, type Handle } from "./database.ts";

const QUARANTINED_ROW = {
  deviationId: "number",
  code: "text",
  /** Relative to the inbox. */
  name: "text",
  openedAt: "instant",
  refusals: json<readonly Refusal[]>(),
} as const satisfies RowShape;
export type QuarantinedFile = Row<typeof QUARANTINED_ROW>;

/** Newest first, at most `max`. */
export function openQuarantined(db: Handle, max: number): Promise<readonly QuarantinedFile[]> {
  return rows(
    db,
    QUARANTINED_ROW,
    `select d.id::integer as "deviationId", d.code, f.name, d.opened_at as "openedAt", coalesce(f.reason, '[]') as refusals
       from deviation d join report_file f on f.id = d.report_file_id
      where d.state = 'open' and f.state = 'quarantined' order by d.id desc limit :max`,
    { max },
  );
}

/** The files that a run quarantined, by name, at most `max`. */
export function quarantinedIn(
  db: Handle,
  runId: bigint,
  max: number,
): Promise<readonly Pick<QuarantinedFile, "name" | "refusals">[]> {
  return rows(
    db,
    { name: "text", refusals: QUARANTINED_ROW.refusals },
    `select name, coalesce(reason, '[]') as refusals from report_file
      where run_id = :runId and state = 'quarantined' order by name, id limit :max`,
    { runId, max },
  );
}
