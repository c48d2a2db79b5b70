/** What the ladders of all versions share: the table `match_result`, which lines are left, and planner settings. */
import { change, value, type Handle } from "../books/database.ts";

/**
 * Creates `match_result`: the outcome for each open line. A line that settles something has a row for each receivable; any
 * other line has one row without a receivable. The rule is "none" when nothing agrees with the line.
 */
export async function createMatchResultTable(trx: Handle): Promise<void> {
  await change(
    trx,
    `create temporary table match_result (line_id bigint not null, sequence bigint not null, rung smallint,
       rule text not null, candidates jsonb, receivable_id bigint, effect text, line_amount bigint,
       receivable_amount bigint, key text, voucher_id bigint) on commit drop`,
  );
}

export interface Matching {
  readonly runId: bigint;
  /** Version of the rules, kept with each allocation. */
  readonly rules: number;
}

/** Writes all allocations in one statement, so that the database checks its constraints once. */
export async function writeAllocations(trx: Handle, { runId, rules }: Matching): Promise<void> {
  await change(
    trx,
    `insert into allocation (line_id, receivable_id, effect, line_amount, receivable_amount, rung, key, rule, rules,
                             run_id, voucher_id)
     select line_id, receivable_id, effect, line_amount, receivable_amount, rung, key, rule, :rules::smallint,
            :runId::bigint, voucher_id
       from match_result where receivable_id is not null order by sequence, receivable_id`,
    { runId, rules },
  );
}

const NESTED_LOOP_MAX = 1_000;

/**
 * Disables nested loops for a statement over many rows. PostgreSQL cannot estimate how many rows a common table expression
 * yields, and its count of the allocations may be from a run that was rolled back.
 */
export async function withoutNestedLoops<T>(trx: Handle, count: number, work: () => Promise<T>): Promise<T> {
  if (count <= NESTED_LOOP_MAX) return work();
  await change(trx, "set local enable_nestloop = off");
  const outcome = await work();
  await change(trx, "set local enable_nestloop = on");
  return outcome;
}

/** So many allocations are read in one pass in the time that one is looked up. */
const READ_WHILE_LOOKING_UP = 8;

/** Whether it is cheaper to look up the allocations of so many pairs than to read all: by PostgreSQL's own count of them. */
export async function lookUpAllocations(trx: Handle, pairs: number): Promise<boolean> {
  const known = "select reltuples from pg_class where oid = 'allocation'::regclass";
  const allocations = await value(trx, "number", known);
  return pairs * READ_WHILE_LOOKING_UP < (allocations ?? 0);
}

/** Creates `table` with the rows of `from` whose line has no result yet; both may be one table. Returns how many there are. */
export async function keepUndecided(trx: Handle, table: string, from: string): Promise<number> {
  await change(trx, "analyze match_result");
  const left = await change(
    trx,
    `create temporary table undecided on commit drop as
     select t.* from ${from} t where not exists (select from match_result v where v.line_id = t.line_id)`,
  );
  await change(trx, `drop table if exists ${table}`);
  await change(trx, `alter table undecided rename to ${table}`);
  await change(trx, `analyze ${table}`);
  return left;
}

/** All open lines of a kind, as a table expression. */
export const allOpen = (kind: "SALE" | "RETURN"): string =>
  `(select * from open_line where type = '${kind}')`;

/**
 * The same for the first rung; null where there are none, as in most small runs. Sales are nearly all lines, and are read
 * from `open_line`. The few returns are copied to `remaining_line`, so that `open_line` is not read again for each agreement.
 */
export async function firstLines(trx: Handle, kind: "SALE" | "RETURN"): Promise<string | null> {
  const found = await value(trx, "boolean", `select exists (select from ${allOpen(kind)} l) as some`);
  if (found !== true) return null;
  if (kind === "SALE") return allOpen(kind);
  await change(trx, "drop table if exists remaining_line");
  await change(
    trx,
    `create temporary table remaining_line on commit drop as select * from ${allOpen(kind)} l`,
  );
  await change(trx, "analyze remaining_line");
  return "remaining_line";
}
