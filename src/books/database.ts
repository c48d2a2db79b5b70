/**
 * The connection to the books. Amounts and ids are int8, which arrive as bigint; dates stay text ("2024-05-02"),
 * since a calendar day has no instant. One schema holds one set of books, so a night can be replayed in another.
 */
import knexPackage, { type Knex } from "knex";
import { types as standardTypes, type Client } from "pg";

// knex is CommonJS, and Node finds no named exports in it; only its default export can be imported.
const { knex } = knexPackage;

export type Books = Knex;
/** A connection, inside or outside a transaction. */
export type Handle = Knex | Knex.Transaction;

export const BOOKS_SCHEMA = "kvitt";
/** The database role the application acts as: it may append facts, never edit them. Made by the migrations. */
export const APPLICATION_ROLE = "kvitt_app";

/**
 * What `pg_has_role` is to be asked, as SQL: whether a login may act as a role. From PostgreSQL 16 on, who makes a role is a
 * member of it that may not yet do so.
 */
export const MAY_TAKE = /* sql */ `case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end`;

const INT8 = 20;
const DATE = 1082;
const NUMERIC = 1700;

/** Our own readings of PostgreSQL's types, without touching pg's process-wide ones. */
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
}

/** Opens a pool on the books. The caller ends it with `destroy()`. */
export function openBooks({ url, schema = BOOKS_SCHEMA, max = 6, asOwner = false }: DatabaseOptions): Books {
  return knex({
    client: "pg",
    connection: { connectionString: url, types, application_name: "kvitt" },
    searchPath: [schema],
    // knex writes to stdout, which belongs to results; what it says there is in the error that it throws
    log: {
      warn: () => undefined,
      error: () => undefined,
      deprecate: () => undefined,
      debug: () => undefined,
    },
    pool: {
      min: 0,
      max,
      afterCreate: (connection: Client, done: (error: Error | null, connection: Client) => void) => {
        // A server that stops must not end the process through an unheard 'error'; the next query says it.
        connection.on("error", () => undefined);
        if (asOwner) return done(null, connection);
        connection.query(`set role ${APPLICATION_ROLE}`, (error: Error | null) => done(error, connection));
      },
    },
  });
}

/** All rows of one SQL text with named bindings (`:name`), untyped at the border: the caller reads them with care. */
export async function rows<Row>(
  db: Handle,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<Row[]> {
  // bigint has no binding of its own in knex's format step; as text it is exact
  const plain = Object.fromEntries(
    Object.entries(bindings).map(([name, value]) => [
      name,
      typeof value === "bigint" ? String(value) : value,
    ]),
  );
  // The one cast between SQL and types: each statement's author states what it returns, and a test runs it.
  const answer = (await db.raw(sql, plain as Knex.ValueDict)) as { rows: Row[] };
  return answer.rows;
}

/** How many rows a statement changed. */
export async function change(
  db: Handle,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<number> {
  const plain = Object.fromEntries(
    Object.entries(bindings).map(([name, value]) => [
      name,
      typeof value === "bigint" ? String(value) : value,
    ]),
  );
  const answer = (await db.raw(sql, plain as Knex.ValueDict)) as { rowCount: number | null };
  return answer.rowCount ?? 0;
}
