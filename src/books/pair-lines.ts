/**
 * Pairs the lines of a stored payout with those of a later download, which may have other columns and another order. The pair
 * decides whose receivable the line settles, so it must be certain. It is when:
 *
 * 1. *The order is the same*: position by position, through the whole list, the cells of common columns are equal. If they
 *    differ anywhere, the lists are sorted differently, and positions say nothing about any line.
 * 2. *There is only one candidate*: by the common cells, no other line can be this one.
 * 3. *It makes no difference*: lines that the first download cannot tell apart are interchangeable as long as nothing is booked
 *    or decided on any of them. Once one is settled they are not: the new references say whose payment was settled, and nothing
 *    in the first download says which line that was. Unless all of them have the same new cells.
 */
import { change, holds, rows, type Handle } from "./database.ts";
import { filledFields, keysOf, type Field, type Sides } from "./line-diff.ts";
import { fitTogether } from "./fit-together.ts";

/** Limits for comparing lists that have both filled cells and another order. */
const MAX_LINES = 1_000;
const MAX_FITTING = 50_000;

export interface Paired {
  /** Each line has a counterpart with the same common cells: the same payout, as far as both show. */
  readonly same: boolean;
}

/** The columns of a line that another download may fill. Their names are those of `line` and `line_completion`. */
export const COMPLETED_COLUMNS = [
  "detailed_type",
  "sale_date",
  "capture_date",
  "order_id",
  "short_order_id",
  "capture_id",
  "refund_id",
  "merchant_reference1",
  "merchant_reference2",
  "merchant_capture_reference",
  "merchant_refund_reference",
  "purchase_country",
  "payment_method",
  "extra",
] as const;

/**
 * Creates `line_pair (line_id, row)` for this transaction: the certain pairs, where `row` is of the later download. `fields` are
 * those that both downloads have.
 */
export async function pairLines(trx: Handle, fields: readonly Field[], sides: Sides): Promise<Paired> {
  const compared = await filledFields(trx, fields, sides);
  await createSides(trx, compared, sides);
  const fits = compared.map(({ mayBeFilled }, index) => fitting(`f${index}`, mayBeFilled)).join(" and ");
  if (await inOneOrder(trx, fits)) {
    await change(
      trx,
      "insert into line_pair select s.line_id, a.row from stored_side s join again_side a using (place)",
    );
    return { same: true };
  }
  if (await sameSet(trx)) {
    await change(trx, PAIR_ALONE);
    await change(trx, PAIR_ALIKE);
    return { same: true };
  }
  return pairFilled(trx, fits);
}

/** A cell that was empty may be anything in the other download. */
function fitting(field: string, mayBeFilled: boolean): string {
  const equal = `s.${field} = a.${field}`;
  return mayBeFilled ? `(s.${field} is null or ${equal})` : equal;
}

async function createSides(trx: Handle, fields: readonly Field[], { stored, again }: Sides): Promise<void> {
  const cells = fields.map(({ sql }, index) => `${sql} as f${index}`).join(", ");
  const print = `row(${fields.map(({ sql }) => sql).join(", ")})`;
  const printed = `hash_record_extended(${print}, 0) as print0, hash_record_extended(${print}, 1) as print1`;
  const all = `row(${COMPLETED_COLUMNS.map((column) => `l.${column}`).join(", ")})`;
  const place = "row_number() over (order by l.row) as place";
  for (const table of ["stored_side", "again_side", "line_pair"])
    await change(trx, `drop table if exists ${table}`);
  await change(
    trx,
    `create temporary table stored_side on commit drop as
     select l.id as line_id, ${place}, ${printed}, ${cells} from ${stored.table} l where l.payout_id = :id`,
    { ...keysOf(fields), id: stored.payoutId },
  );
  await change(
    trx,
    `create temporary table again_side on commit drop as
     select l.row, ${place}, ${printed}, hash_record_extended(${all}, 0) as all0, hash_record_extended(${all}, 1) as all1, ${cells}
       from ${again.table} l where l.payout_id = :id`,
    { ...keysOf(fields), id: again.payoutId },
  );
  await change(trx, "create temporary table line_pair (line_id bigint, row integer) on commit drop");
  await change(trx, "analyze stored_side, again_side");
}

async function inOneOrder(trx: Handle, fits: string): Promise<boolean> {
  return holds(
    trx,
    `select not exists (select from stored_side s full join again_side a on a.place = s.place
                         where s.place is null or a.place is null or (${fits}) is not true) as same`,
  );
}

async function sameSet(trx: Handle): Promise<boolean> {
  const prints = (side: string) => `select print0, print1, count(*) as lines from ${side} group by 1, 2`;
  return holds(
    trx,
    `select not exists (select from (${prints("stored_side")}) s full join (${prints("again_side")}) a using (print0, print1)
                         where s.lines is distinct from a.lines) as same`,
  );
}

const COPIES = /* sql */ `
  with s as (
    select *, count(*) over alike as copies, row_number() over (alike order by place) as copy
      from stored_side window alike as (partition by print0, print1)),
  a as (
    select *, row_number() over (partition by print0, print1 order by place) as copy from again_side)`;

const PAIR_ALONE = /* sql */ `
  ${COPIES}
  insert into line_pair
  select s.line_id, a.row from s join a using (print0, print1, copy) where s.copies = 1`;

/** The line has an allocation, or a person has decided about it. */
const TOUCHED = /* sql */ `(
  coalesce((select sum(x.line_amount) from allocation x where x.line_id = s.line_id), 0) <> 0
  or exists (select from deviation d where d.line_id = s.line_id and d.state = 'resolved'))`;

const PAIR_ALIKE = /* sql */ `
  ${COPIES},
  alike as (
    select s.print0, s.print1
      from s join a using (print0, print1, copy) where s.copies > 1
     group by s.print0, s.print1
    having count(distinct (a.all0, a.all1)) = 1 or not bool_or(${TOUCHED}))
  insert into line_pair
  select s.line_id, a.row from s join a using (print0, print1, copy) join alike using (print0, print1)`;

/** Cells were filled and the order differs: considers every way in which the lines can be paired. */
async function pairFilled(trx: Handle, fits: string): Promise<Paired> {
  const [count] = await rows(
    trx,
    { stored: "bigint", again: "bigint" },
    "select (select count(*) from stored_side) as stored, (select count(*) from again_side) as again",
  );
  const { stored = 0n, again = 0n } = count ?? {};
  if (stored !== again || stored > BigInt(MAX_LINES)) return { same: false };
  const edges = await rows(
    trx,
    { lineId: "bigint", row: "number" },
    `select s.line_id as "lineId", a.row from stored_side s join again_side a on ${fits} order by 1, 2 limit :most`,
    { most: MAX_FITTING + 1 },
  );
  if (edges.length > MAX_FITTING) return { same: false };
  const fit = fitTogether(
    edges.map(({ lineId, row }) => [lineId, row] as const),
    Number(stored),
  );
  if (fit === null) return { same: false };
  await change(
    trx,
    "insert into line_pair select * from jsonb_to_recordset(:pairs::jsonb) as p(line_id bigint, row integer)",
    { pairs: JSON.stringify(fit.map(([lineId, row]) => ({ line_id: String(lineId), row }))) },
  );
  return { same: true };
}
