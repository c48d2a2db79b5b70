/** What failed for technical reasons, or is being tried again: what `retry` takes up. Reads only. */
import { text, type Row, type RowShape } from "./row.ts";
import { rows, type Handle } from "./database.ts";

const FAILURE_ROW = {
  of: text<"file" | "run" | "posting" | "mail">(),
  id: "bigint",
  /** A file's name, a run's kind, "K 12 → sie", a mail's subject. */
  name: "text",
  since: "instant",
  problem: "text?",
  /** It is tried again without being asked. */
  triedAgain: "boolean",
  /** A mail of which nobody knows whether it has arrived. */
  isUnclear: "boolean",
} as const satisfies RowShape;
export type Failure = Row<typeof FAILURE_ROW>;

/** Newest first, at most `most` of each kind. */
export function failures(db: Handle, most: number): Promise<readonly Failure[]> {
  return rows(
    db,
    FAILURE_ROW,
    `(select 'run' as of, id, kind as name, coalesce(finished_at, started_at) as since, problem, false as "triedAgain", false as "isUnclear"
        from run where state = 'failed' order by id desc limit :most)
     union all
     (select 'file', id, name, coalesce(decided_at, found_at), problem, false, false
        from report_file where state = 'failed' order by id desc limit :most)
     union all
     (select 'posting', o.id, v.series || ' ' || v.number || ' → ' || o.target, v.created_at, o.problem, o.state = 'pending', false
        from posting o join voucher v on v.id = o.voucher_id
       where o.problem is not null and o.state <> 'posted' and o.waits_for is null order by o.id desc limit :most)
     union all
     (select 'mail', id, subject, created_at, problem, state = 'pending' and handed_at is null, handed_at is not null
        from mail where problem is not null and state <> 'sent' order by id desc limit :most)`,
    { most },
  );
}
