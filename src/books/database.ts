/**
 * The connection to the books, and how statements are run. Amounts and ids are int8, which are read as bigint; dates stay text
 * ("2024-05-02"), since a calendar day is no instant. One schema holds one set of books, so a run can be replayed in another.
 */
import { callbackify } from "node:util";
import knexPackage, { type Knex } from "knex";
import { types as standardTypes } from "pg";
import { silentLog, type Log } from "../log.ts";
import { watchPostgres, type Watch, type WatchedClient } from "../wire/watch.ts";
import { checkRow, rowChecks, type ColumnType, type Row, type RowShape, type ValueOf } from "./row.ts";

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
  ADDRESSES.set(books, url);
  // knex takes the driver's own class, and has no setting for another
  Reflect.set(Object(books.client), "driver", { Client: watch.Client });
  return endingInTime(books, watch);
}

const ADDRESSES = new WeakMap<Books, string>();

/** The address that a pool was opened with. It may hold a password: never show it. */
export function addressOf(books: Books): string {
  const url = ADDRESSES.get(books);
  if (url === undefined) throw new Error("these books were not opened by openBooks");
  return url;
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
  const answer = (await db.raw(sql, bindable(bindings))) as { rows: (Row<S> & Record<string, unknown>)[] };
  const [first] = answer.rows;
  if (rowChecks.on && first !== undefined) checkRow(first, shape, sql);
  return answer.rows;
}

/** The first row of a statement; null when it has none. */
export async function oneRow<const S extends RowShape>(
  db: Handle,
  shape: S,
  sql: string,
  bindings?: Record<string, unknown>,
): Promise<Row<S> | null> {
  const [first = null] = await rows(db, shape, sql, bindings);
  return first;
}

/**
 * The rows of a statement in batches: `:after` is the last row's `key` of the batch before, and 0 at first. `full`: how many rows
 * a batch has that is not the last; left out, it ends with an empty one.
 */
export async function* batches<const S extends RowShape>(
  db: Handle,
  shape: S,
  key: keyof S,
  sql: string,
  bindings?: Record<string, unknown>,
  full?: number,
): AsyncIterable<Row<S>[]> {
  for (let after: unknown = 0; ;) {
    const batch = await rows(db, shape, sql, { ...bindings, after });
    const last = batch.at(-1);
    if (!last) return;
    yield batch;
    if (full !== undefined && batch.length < full) return;
    after = last[key];
  }
}

/** The only column of each row of a statement. */
export async function column<const C extends ColumnType>(
  db: Handle,
  type: C,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<ValueOf<C>[]> {
  const answer = (await db.raw(sql, bindable(bindings))) as { rows: Record<string, unknown>[] };
  const [first = {}] = answer.rows;
  const [name = ""] = Object.keys(first);
  if (rowChecks.on && answer.rows.length > 0) checkRow(first, { [name]: type }, sql);
  return answer.rows.map((row) => row[name] as ValueOf<C>); // as `rows`: checked by the tests
}

/** The only column of the first row; null also when there is no row. */
export async function value<const C extends ColumnType>(
  db: Handle,
  type: C,
  sql: string,
  bindings?: Record<string, unknown>,
): Promise<ValueOf<C> | null> {
  const [first = null] = await column(db, type, sql, bindings);
  return first;
}

/** Whether the only value of a statement is true. */
export async function holds(db: Handle, sql: string, bindings?: Record<string, unknown>): Promise<boolean> {
  return (await value(db, "boolean?", sql, bindings)) === true;
}

/** Whether a query ("select from payout where ...") finds anything. */
export function exists(db: Handle, query: string, bindings?: Record<string, unknown>): Promise<boolean> {
  return holds(db, `select exists (${query})`, bindings);
}

/** How many rows there are of what follows `select count(*)`: "from payout where ...". */
export async function count(db: Handle, from: string, bindings?: Record<string, unknown>): Promise<number> {
  return Number(await value(db, "bigint", `select count(*) ${from}`, bindings));
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
  const bound = Object.entries(bindings).map(([name, cell]) => [name, plain(cell)]);
  return Object.fromEntries(bound) as Knex.ValueDict; // what cannot be bound, knex refuses
}

/** A record of TypeScript as one of SQL, to be passed as JSON: with the names of columns, and without bigint. */
export function sqlRecord(record: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, cell]: [string, unknown]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      plain(cell),
    ]),
  );
}

/** JSON, with bigint as text. */
export function jsonText(content: unknown): string {
  return JSON.stringify(content, (_key, cell: unknown) => plain(cell));
}

function plain(cell: unknown): unknown {
  return typeof cell === "bigint" ? String(cell) : cell;
}
