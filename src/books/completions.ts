/**
 * A later download of a report completes lines that are not settled (CONTRACT §5): cells that were empty in the first download
 * go into `line_completion`. What the first download said is never changed.
 */
import { json, sameType } from "./row.ts";
import type { Knex } from "knex";
import type { Dialect, ProvenPayout } from "../reports/report.ts";
import type { CompletedLines } from "../format/completion-texts.ts";
import { copyInto, type Copying } from "./copy.ts";
import { change, column, count, exists, rows, type Handle } from "./database.ts";
import { COMPLETED_COLUMNS, pairLines } from "./pair-lines.ts";
import { comparison, type StoredPayout } from "./payout-diff.ts";
import { LINE_COLUMNS } from "./take-in.ts";

/** What a file added to the lines of one payout; kept in the file's row. */
export interface Completed {
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly lines: number;
  /** The columns that were added, as the report names them. */
  readonly fields: readonly string[];
  /** Unsettled lines that cannot be told apart from a settled one: they are not completed. */
  readonly undecided: number;
}

/** The payout in the later download; its lines are in `line_again` under its index. */
export interface CameAgain {
  readonly fileId: bigint;
  readonly payout: ProvenPayout;
  readonly dialect: Dialect;
}

/** Creates `line_again`, and begins to copy a file's lines into it. */
export async function beginBeside(trx: Knex.Transaction): Promise<Copying> {
  await change(trx, "drop table if exists line_again");
  await change(trx, "create temporary table line_again (like line) on commit drop");
  await change(trx, "alter table line_again alter id drop not null");
  return copyInto(trx, "line_again", LINE_COLUMNS);
}

export async function endBeside(trx: Handle): Promise<void> {
  await change(trx, "create index on line_again (payout_id, row)");
  await change(trx, "analyze line_again");
}

const PLAIN = COMPLETED_COLUMNS.filter((column) => column !== "extra");

/**
 * Lines that may be completed: unsettled ones, those with an open deviation, and, before their payout is matched for the first
 * time, all that may need it.
 */
const IS_OPEN = /* sql */ `(
  exists (select from unsettled u where u.line_id = l.id)
  or exists (select from deviation d where d.line_id = l.id and d.state = 'open')
  or l.type not in ('FEE', 'FEE_REFUND', 'TAX') and exists (select from payout p where p.id = l.payout_id and p.state = 'imported'))`;

const COMPLETE = (stored: string) => /* sql */ `
  insert into line_completion (line_id, report_file_id, ${COMPLETED_COLUMNS.join(", ")})
  select x.line_id, :fileId, ${COMPLETED_COLUMNS.map((column) => `x.${column}`).join(", ")}
    from (select l.id as line_id, l.row,
                 ${PLAIN.map((column) => `case when l.${column} is null then a.${column} end as ${column}`).join(", ")},
                 (select jsonb_object_agg(e.key, e.value) from jsonb_each(a.extra) e
                   where not coalesce(jsonb_exists(l.extra, e.key), false)) as extra
            from line_pair p join ${stored} l on l.id = p.line_id
            join line_again a on a.payout_id = :index and a.row = p.row
           where ${IS_OPEN}) x
   where num_nonnulls(${COMPLETED_COLUMNS.map((column) => `x.${column}`).join(", ")}) > 0
   order by x.row`;

const FILLED_COLUMNS = { lines: "bigint", ...sameType(PLAIN, "boolean") } as const;
const FILLED = /* sql */ `
  select count(*) as lines, ${PLAIN.map((column) => `coalesce(bool_or(c.${column} is not null), false) as ${column}`).join(", ")}
    from line_completion c join line l on l.id = c.line_id where c.report_file_id = :fileId and l.payout_id = :payoutId`;

const EXTRAS = /* sql */ `
  select distinct e.key as name from line_completion c join line l on l.id = c.line_id cross join jsonb_each(c.extra) e
   where c.report_file_id = :fileId and l.payout_id = :payoutId order by 1`;

const UNDECIDED = /* sql */ `
  from line l where l.payout_id = :payoutId and l.id not in (select line_id from line_pair) and ${IS_OPEN}`;

/**
 * Writes the completions of one payout. The caller holds the write lock. Null: the two differ now, because another file has
 * completed the payout with other values in the meantime.
 */
export async function completeLines(
  trx: Handle,
  old: StoredPayout,
  { fileId, payout, dialect }: CameAgain,
): Promise<Completed | null> {
  const again = { table: "line_again", payoutId: BigInt(payout.index) } as const;
  const { fields, sides } = await comparison(trx, old, { payout, dialect }, again);
  if (!(await pairLines(trx, fields, sides)).same) return null;
  await change(trx, "analyze line_pair");
  const bindings = { fileId, payoutId: old.id };
  await change(trx, COMPLETE(sides.stored.table), { fileId, index: payout.index });
  const [filled] = await rows(trx, FILLED_COLUMNS, FILLED, bindings);
  const extras = await column(trx, "text", EXTRAS, bindings);
  return {
    merchantId: old.merchantId,
    paymentReference: payout.paymentReference,
    lines: Number(filled?.lines ?? 0n),
    fields: [
      ...PLAIN.filter((column) => filled?.[column]).map((column) => PRINTED[column] ?? column),
      ...extras,
    ],
    undecided: await count(trx, UNDECIDED, { payoutId: old.id }),
  };
}

/** Records in the file's row what it has completed. */
export async function noteCompleted(
  trx: Handle,
  fileId: bigint,
  completed: readonly Completed[],
): Promise<void> {
  await change(trx, "update report_file set completed = :completed::jsonb where id = :fileId", {
    fileId,
    completed: JSON.stringify(completed),
  });
}

/** Columns that the report names differently from the books. */
const PRINTED: Readonly<Record<string, string>> = { payment_method: "initial_payment_method_type" };

/** Whether any line of the payout may still be completed. */
export function hasOpenLines(trx: Handle, payoutId: bigint): Promise<boolean> {
  return exists(trx, `select from line l where l.payout_id = :payoutId and ${IS_OPEN}`, { payoutId });
}

/** What the files of a run have completed, or of the runs from `from` to `runId`, in the order of import. */
export async function completedIn(
  db: Handle,
  { runId, from = runId }: { readonly runId: bigint; readonly from?: bigint },
): Promise<readonly (CompletedLines & { readonly run: number })[]> {
  return rows(
    db,
    {
      file: "text",
      paymentReference: "text",
      lines: "number",
      fields: json<readonly string[]>(),
      undecided: "number",
      run: "number",
    },
    `select f.run_id::integer as run, f.name as file, c."paymentReference", c.lines, c.fields, c.undecided
       from report_file f
      cross join lateral jsonb_to_recordset(f.completed)
                 as c("merchantId" text, "paymentReference" text, lines integer, fields jsonb, undecided integer)
      where f.run_id between :from and :runId and f.completed is not null order by f.id`,
    { runId, from },
  );
}
