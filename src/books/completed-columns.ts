/** The columns that later downloads of its report have added to a payout's lines, named as in `payout.columns`. */
import { column, rows, value, type Handle } from "./database.ts";
import { sameType } from "./row.ts";
import { COMPLETED_COLUMNS } from "./pair-lines.ts";

/** Column of `line` -> field of a settlement line. */
const FIELD = (column: string): string =>
  column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const PLAIN = COMPLETED_COLUMNS.filter((column) => column !== "extra");

/** Empty when nothing has completed the payout. */
export async function completedColumns(trx: Handle, payoutId: bigint): Promise<readonly string[]> {
  const ofPayout = "from line_completion c join line l on l.id = c.line_id where l.payout_id = :payoutId";
  const some = await value(trx, "boolean", `select exists (select ${ofPayout}) as some`, {
    payoutId,
  });
  if (!some) return [];
  const [filled] = await rows(
    trx,
    sameType(PLAIN, "boolean"),
    `select ${PLAIN.map((column) => `bool_or(c.${column} is not null) as ${column}`).join(", ")} ${ofPayout}`,
    { payoutId },
  );
  const extras = await column(
    trx,
    "text",
    `select distinct e.key as name from line_completion c join line l on l.id = c.line_id
      cross join jsonb_each(c.extra) e where l.payout_id = :payoutId order by 1`,
    { payoutId },
  );
  return [...PLAIN.filter((column) => filled?.[column]).map(FIELD), ...extras];
}
