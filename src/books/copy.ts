/** COPY: writes rows as text into a table, hundreds of thousands a second, on the transaction's connection. */
import { once } from "node:events";
import type { Knex } from "knex";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

export interface Copying {
  /** Takes whole rows in COPY's text format. Resolves when more may be written (back-pressure). */
  write(rows: string): Promise<void>;
  /** Returns how many rows were copied. No other query may run on the transaction before this. */
  end(): Promise<number>;
  /** Discards the rows; after this the transaction can only be rolled back. Never throws. */
  abort(): Promise<void>;
}

/** Small writes cost a system call each. */
const PIECE = 1 << 15;

/** Begins a COPY. `table` and `columns` are our own names, never data. */
export async function copyInto(
  trx: Knex.Transaction,
  table: string,
  columns: readonly string[],
): Promise<Copying> {
  // knex has no COPY and types its client as `any`: inside a transaction this is the transaction's own connection
  const connection = (await trx.client.acquireConnection()) as pg.Client;
  const stream = connection.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`));
  let failure: Error | null = null;
  stream.on("error", (error: Error) => (failure ??= error)); // the next write or `end` throws it
  let waiting = "";

  async function flush(): Promise<void> {
    if (failure) throw failure;
    if (waiting === "") return;
    const rows = waiting;
    waiting = "";
    if (!stream.write(rows)) await once(stream, "drain"); // rejects when the stream fails
  }

  return {
    async write(rows) {
      waiting += rows;
      if (waiting.length >= PIECE) await flush();
    },
    async end() {
      await flush();
      stream.end();
      await once(stream, "finish");
      return stream.rowCount;
    },
    async abort() {
      if (failure !== null || stream.writableFinished) return;
      const closed = once(stream, "close").catch(() => undefined);
      stream.destroy();
      await closed;
    },
  };
}

/** NULL in COPY's text format. */
export const NULL = "\\N";

/** Characters with a meaning in COPY, and those that PostgreSQL's text cannot hold. */
const SPECIAL = /[\\\t\n\r\0\ud800-\udfff]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A text value for COPY. NUL and half characters, which no text in PostgreSQL can hold, become U+FFFD. */
export function copyText(value: string | null): string {
  if (value === null) return NULL;
  if (!SPECIAL.test(value)) return value;
  return storable(value).replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

/** Text as PostgreSQL can hold it. */
export function storable(value: string): string {
  return value.replace(/[\0\p{Surrogate}]/gu, "\ufffd");
}
