/** Copies rows of the books into the scratch schema of a replay. */
import { BOOKS_SCHEMA, change, column, type Handle } from "../../books/database.ts";

/** `instead`: what a column is in the copy, where it is not what it was. */
export async function copyRows(
  trx: Handle,
  table: string,
  where: string,
  bindings: Record<string, unknown>,
  instead: Readonly<Record<string, string>> = {},
): Promise<void> {
  const columns = await columnsOf(trx, table);
  await change(
    trx,
    `insert into ${table} (${columns.join(", ")}) overriding system value
     select ${columns.map((column) => instead[column] ?? column).join(", ")} from ${BOOKS_SCHEMA}.${table} where ${where}`,
    bindings,
  );
}

async function columnsOf(trx: Handle, table: string): Promise<string[]> {
  return column(
    trx,
    "text",
    `select quote_ident(attname) as name from pg_attribute
      where attrelid = :table::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    { table },
  );
}

/** The version at that time is the old value of the first later change; without one, today's. */
export async function copyReceivables(trx: Handle, bindings: Record<string, unknown>): Promise<void> {
  const columns = await columnsOf(trx, "receivable");
  const into = `insert into receivable (${columns.join(", ")}) overriding system value`;
  const changed = `${BOOKS_SCHEMA}.receivable_change c where c.id > :receivableChange::bigint`;
  await change(
    trx,
    `${into} select ${columns.join(", ")} from ${BOOKS_SCHEMA}.receivable r
      where r.id <= :receivable::bigint and not exists (select from ${changed} and c.receivable_id = r.id)`,
    bindings,
  );
  await change(
    trx,
    `${into} select ${columns.map((column) => `t.${column}`).join(", ")}
       from (select distinct on (c.receivable_id) c.receivable_id as id, c.was from ${changed} order by c.receivable_id, c.id) f
       join ${BOOKS_SCHEMA}.receivable r on r.id = f.id and r.id <= :receivable::bigint
      cross join lateral jsonb_populate_record(r, f.was) t`,
    bindings,
  );
}
