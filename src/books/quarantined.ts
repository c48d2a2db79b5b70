/** Report files that were refused whole, and why. Reads only. */
import type { Refusal } from "../report/report.ts";
import { rows, type Handle } from "./database.ts";

export interface QuarantinedFile {
  /** As the person knew it, relative to the inbox. */
  readonly name: string;
  readonly at: Date;
  readonly refusals: readonly Refusal[];
}

/** Newest first, at most `max`. */
export async function quarantinedSince(
  db: Handle,
  since: Date,
  max: number,
): Promise<readonly QuarantinedFile[]> {
  const found = await rows<{ name: string; at: Date; reason: readonly Refusal[] | null }>(
    db,
    `select name, coalesce(decided_at, found_at) as at, reason from report_file
      where state = 'quarantined' and coalesce(decided_at, found_at) >= :since
      order by 2 desc, id desc limit :max`,
    { since, max },
  );
  return found.map(({ name, at, reason }) => ({ name, at, refusals: reason ?? [] }));
}
