/**
 * Handles a number that several rows of a file have. Equal rows are merged. Rows that differ are refused, without guessing: an
 * export with a row for each sold item has as many amounts for a number as there were items.
 */
import { json } from "./row.ts";
import { change, rows, type Handle } from "./database.ts";

/** A row that was read, but is refused because of other rows or merchants with the number. */
export interface UnclearRow {
  /** 1-based line number in the file. */
  readonly row: number;
  /** "differs": other rows of the file differ for the number. "whose": several merchants have the number. */
  readonly why: "differs" | "whose";
  readonly number: string;
  /** The amount as it is shown: "299.00". */
  readonly amount: string;
  /** The other rows, or the merchants. */
  readonly others: readonly string[];
}

export interface Unclear {
  /** The first ones, in the order of the file. */
  readonly rows: readonly UnclearRow[];
  readonly count: number;
}

export const NOTHING_UNCLEAR: Unclear = { rows: [], count: 0 };

/** No text shows more. */
const UNCLEAR_MAX = 1_000;

const KEY = "(i.merchant_id, i.kind, i.number) = (g.merchant_id, g.kind, g.number)";

const GROUPS = /* sql */ `
  create temporary table repeated on commit drop as
  select merchant_id, kind, number from incoming group by merchant_id, kind, number having count(*) > 1`;

const OPTIONAL = ["order_number", "order_id", "capture_id", "refund_id", "date", "credits"] as const;

// An empty cell is no difference: later rows often repeat only some cells of the first.
const COMPARED = /* sql */ `
  create temporary table compared on commit drop as
  select g.merchant_id, g.kind, g.number, max(i.row) as last, array_agg(i.row order by i.row) as all_rows,
         ${OPTIONAL.map((column) => `max(i.${column}) as ${column}`).join(", ")},
         ${["currency", "amount", "open_amount", "other_cells", ...OPTIONAL]
           .map((column) => `coalesce(min(i.${column}) <> max(i.${column}), false)`)
           .join(" or ")} as differs
    from repeated g join incoming i on ${KEY}
   group by g.merchant_id, g.kind, g.number`;

const UNCLEAR = /* sql */ `
  delete from incoming i using compared g
   where ${KEY} and g.differs
  returning i.row, i.number, show_minor(i.amount, i.currency) as amount,
            (select array_agg(o::text) from unnest(g.all_rows[1:20]) o where o <> i.row) as others`;

/** Leaves one row of each number in `incoming`. Returns how many repeated rows were removed, and the rows that differ. */
export async function joinRepeated(trx: Handle): Promise<{ repeated: number; unclear: Unclear }> {
  if ((await change(trx, GROUPS)) === 0) return { repeated: 0, unclear: NOTHING_UNCLEAR };
  await change(trx, "analyze repeated");
  await change(trx, COMPARED);
  await change(trx, "analyze compared");
  const unclear = await removeUnclear(trx, UNCLEAR, "differs");
  await change(
    trx,
    `update incoming i set ${OPTIONAL.map((column) => `${column} = g.${column}`).join(", ")}
       from compared g where ${KEY} and i.row = g.last`,
  );
  const repeated = await change(
    trx,
    `delete from incoming i using compared g where ${KEY} and i.row < g.last`,
  );
  return { repeated, unclear };
}

/** Runs a statement that deletes rows from `incoming`, and returns them. */
export async function removeUnclear(trx: Handle, sql: string, why: UnclearRow["why"]): Promise<Unclear> {
  const found = await rows(
    trx,
    { row: "number", number: "text", amount: "text", others: json<string[] | null>(), total: "bigint" },
    `with removed as (${sql})
     select row, number, amount, others, count(*) over () as total from removed order by row limit :max`,
    { max: UNCLEAR_MAX },
  );
  return {
    rows: found.map(({ row, number, amount, others }) => ({
      row,
      number,
      amount,
      others: others ?? [],
      why,
    })),
    count: Number(found[0]?.total ?? 0n),
  };
}
