/** Rows as they come, for tests that compare them whole: what they hold is checked by the comparison. */
import type { Knex } from "knex";
import type { Handle } from "../../src/books/database.ts";

export async function select<Row = Record<string, unknown>>(
  db: Handle,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<Row[]> {
  const plain = Object.fromEntries(
    Object.entries(bindings).map(([name, value]) => [
      name,
      typeof value === "bigint" ? String(value) : value,
    ]),
  );
  const { rows } = (await db.raw(sql, plain as Knex.ValueDict)) as { rows: Row[] }; // the test says what it expects
  return rows;
}
