/** What the passes over the open lines share, whatever the version of the rules: `match_result`, and how statements are run. */
import { change, rows, type Handle } from "../books/database.ts";

/**
 * Makes `match_result`, what each line of a run is told. A line that settles something has a row for each receivable; one that
 * does not has a single row, without. Where nothing agrees with it, the rule is "none".
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

/** Writes what is settled into the books at once, so that the database looks over all of it once. */
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
 * PostgreSQL cannot know how many rows a step inside a statement yields, nor how many allocations there are when it last
 * counted after a night that was rolled back: for many it must not loop over them.
 */
export async function withoutNestedLoops<T>(trx: Handle, count: number, work: () => Promise<T>): Promise<T> {
  if (count <= NESTED_LOOP_MAX) return work();
  await change(trx, "set local enable_nestloop = off");
  const outcome = await work();
  await change(trx, "set local enable_nestloop = on");
  return outcome;
}

/**
 * Makes a table of those rows of `from` whose line has no match_result yet; it may be the same table. Returns how many there are.
 */
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

/** All open lines of a kind, as something to select from. */
export const allOpen = (kind: "SALE" | "RETURN"): string =>
  `(select * from open_line where type = '${kind}')`;

/**
 * The same to begin with; null where there are none, as in most small nights. Sales are nearly all lines, and are read where
 * they are; the few returns are laid aside, so that not all lines are read again for each way to agree.
 */
export async function firstLines(trx: Handle, kind: "SALE" | "RETURN"): Promise<string | null> {
  const [found] = await rows<{ some: boolean }>(
    trx,
    `select exists (select from ${allOpen(kind)} l) as some`,
  );
  if (found?.some !== true) return null;
  if (kind === "SALE") return allOpen(kind);
  await change(trx, "drop table if exists remaining_line");
  await change(
    trx,
    `create temporary table remaining_line on commit drop as select * from ${allOpen(kind)} l`,
  );
  await change(trx, "analyze remaining_line");
  return "remaining_line";
}
