/**
 * The connection to the books, and how statements are run. Amounts and ids are int8, which are read as bigint; dates stay text
 * ("2024-05-02"), since a calendar day is no instant. One schema holds one set of books, so a run can be replayed in another.
 */
import { callbackify } from "node:util";
import knexPackage, { type Knex } from "knex";
import { types as standardTypes } from "pg";
import { silentLog, type Log } from "../log.ts";
import { watchPostgres, type Watch, type WatchedClient } from "../wire/watch.ts";
import { checkRow, rowChecks, type Row, type RowShape } from "./row.ts";

// knex is CommonJS, and Node finds no named exports in it; only its default export can be imported.
const { knex } = knexPackage;

export type Books = Knex;
/** A connection, inside or outside a transaction. */
export type Handle = Knex | Knex.Transaction;

export const BOOKS_SCHEMA = "kvitt";
/** The database role of the application: it may append facts, and never edit them. Created by the migrations. */
export const APPLICATION_ROLE = "kvitt_app";

/**
 * SQL for the privilege in `pg_has_role` that lets a login act as a role. From PostgreSQL 16 on, the creator of a role is a
 * member of it without that privilege.
 */
export const MAY_TAKE = /* sql */ `case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end`;

const INT8 = 20;
const DATE = 1082;
const NUMERIC = 1700;

/** Type parsers of these connections; pg's process-wide ones stay as they are. */
const types = {
  getTypeParser: (oid: number, format?: string) => {
    if (format !== "binary") {
      if (oid === INT8) return (text: string) => BigInt(text);
      if (oid === DATE || oid === NUMERIC) return (text: string) => text;
    }
    return standardTypes.getTypeParser(oid, format === "binary" ? "binary" : "text");
  },
};

export interface DatabaseOptions {
  readonly url: string;
  readonly schema?: string;
  /** Largest number of connections. */
  readonly max?: number;
  /** Acts as the owner instead of the application role: for migrations, replay and tests of the guards. */
  readonly asOwner?: boolean;
  /** Is told of connections that were dead. */
  readonly log?: Log;
}

/** How long statements under way may delay the end of a pool. */
const DESTROY_MS = 3_000;

/**
 * Opens a pool on the books. The caller ends it with `destroy()`, which cuts what has not ended within seconds: a statement
 * that is cut is rolled back.
 */
export function openBooks({
  url,
  schema = BOOKS_SCHEMA,
  max = 6,
  asOwner = false,
  log = silentLog,
}: DatabaseOptions): Books {
  const watch = watchPostgres(url, log);
  const books = knex({
    client: "pg",
    connection: { connectionString: url, types, application_name: "kvitt" },
    searchPath: [schema],
    // knex would log to stdout, which is for results; the errors that it throws say the same
    log: {
      warn: () => undefined,
      error: () => undefined,
      deprecate: () => undefined,
      debug: () => undefined,
    },
    pool: {
      min: 0,
      max,
      afterCreate: callbackify(async (connection: WatchedClient) => {
        // without a listener, a server that stops would end the process; the next query reports it
        connection.on("error", () => undefined);
        try {
          await connection.greet(asOwner ? {} : { role: APPLICATION_ROLE });
        } catch (error) {
          connection.cut("the session could not be set up");
          throw error;
        }
      }),
      validate: (connection: WatchedClient) => connection.isUsable,
    },
  });
  // knex takes the driver's own class, and has no setting for another
  Reflect.set(Object(books.client), "driver", { Client: watch.Client });
  return endingInTime(books, watch);
}

function endingInTime(books: Books, watch: Watch): Books {
  const end = books.destroy.bind(books);
  Object.defineProperty(books, "destroy", {
    value: async (): Promise<void> => {
      const cut = setTimeout(() => watch.cutAll(), DESTROY_MS);
      await end().finally(() => clearTimeout(cut));
    },
  });
  return books;
}

/**
 * All rows of one SQL text with named bindings (`:name`). `shape` names the columns and their types: the tests check that
 * they are so.
 */
export async function rows<const S extends RowShape>(
  db: Handle,
  shape: S,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<Row<S>[]> {
  // the one cast between SQL and types; checked by the tests
  const answer = (await db.raw(sql, bindable(bindings))) as {
    rows: (Row<S> & Record<string, unknown>)[];
  };
  const [first] = answer.rows;
  if (rowChecks.on && first !== undefined) checkRow(first, shape, sql);
  return answer.rows;
}

/** How many rows a statement changed. */
export async function change(
  db: Handle,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<number> {
  const answer = (await db.raw(sql, bindable(bindings))) as { rowCount: number | null };
  return answer.rowCount ?? 0;
}

/** Bigint has no binding of its own in knex's format step; as text it is exact. */
export function bindable(bindings: Readonly<Record<string, unknown>>): Knex.ValueDict {
  const plain = Object.entries(bindings).map(([name, value]) => [
    name,
    typeof value === "bigint" ? String(value) : value,
  ]);
  return Object.fromEntries(plain) as Knex.ValueDict; // what cannot be bound, knex refuses
}
