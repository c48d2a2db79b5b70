/** Rows as they come, for tests that compare them whole: what they hold is checked by the comparison. */
import { bindable, type Handle } from "../../src/books/database.ts";

export async function select<Row = Record<string, unknown>>(
  db: Handle,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<Row[]> {
  const { rows } = (await db.raw(sql, bindable(bindings))) as { rows: Row[] }; // the test says what it expects
  return rows;
}
