/** Reads quarantined files, reports and receivables lists: those with an open deviation, and those of one run. */
import { json } from "./row.ts";
import type { Refusal } from "../reports/report.ts";
import { rows, type Handle } from "./database.ts";

export interface QuarantinedFile {
  readonly deviationId: number;
  readonly code: string;
  /** Relative to the inbox. */
  readonly name: string;
  readonly openedAt: Date;
  readonly refusals: readonly Refusal[];
}

/** Newest first, at most `max`. */
export async function openQuarantined(db: Handle, max: number): Promise<readonly QuarantinedFile[]> {
  const found = await rows(
    db,
    {
      deviationId: "bigint",
      code: "text",
      name: "text",
      openedAt: "instant",
      reason: json<readonly Refusal[] | null>(),
    },
    `select d.id as "deviationId", d.code, f.name, d.opened_at as "openedAt", f.reason
       from deviation d join report_file f on f.id = d.report_file_id
      where d.state = 'open' and f.state = 'quarantined' order by d.id desc limit :max`,
    { max },
  );
  return found.map(({ reason, deviationId, ...file }) => ({
    ...file,
    deviationId: Number(deviationId),
    refusals: reason ?? [],
  }));
}

/** The files that a run quarantined, by name, at most `max`. */
export async function quarantinedIn(
  db: Handle,
  runId: bigint,
  max: number,
): Promise<readonly Pick<QuarantinedFile, "name" | "refusals">[]> {
  const found = await rows(
    db,
    { name: "text", reason: json<readonly Refusal[] | null>() },
    `select name, reason from report_file
      where run_id = :runId and state = 'quarantined' order by name, id limit :max`,
    { runId, max },
  );
  return found.map(({ name, reason }) => ({ name, refusals: reason ?? [] }));
}
