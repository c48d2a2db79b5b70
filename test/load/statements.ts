/**
 * Counts what this process asks of PostgreSQL, at the driver that the books and the queue share: statements, commits (a statement
 * outside a transaction is one too) and rows returned. Unlike the server's own counts, autovacuum and other clients are not in them.
 */
import { Client, Query } from "pg";

export interface Asked {
  readonly statements: number;
  readonly commits: number;
}

export interface Counted {
  readonly books: Asked;
  readonly queue: Asked;
  /** Rows that came back, of both. */
  readonly rows: number;
  /** How often each statement of the books was asked, by its first words. */
  readonly byText: ReadonlyMap<string, number>;
}

export interface Counter {
  /** Since the counter was made, or since the last call. */
  take(): Counted;
  stop(): void;
}

/** One at a time: the driver's methods are replaced until `stop`. */
export function countStatements(): Counter {
  const client = Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  // the driver's types do not have the method that its own connection calls for each row
  const query = Query.prototype as unknown as { handleDataRow: (...args: unknown[]) => unknown };
  const [ask, receive] = [client.query, query.handleDataRow];
  const open = new WeakSet<object>();
  let counts = newCounts();
  client.query = function (this: object, ...args: unknown[]) {
    if (applicationOf(this) === WATCHING) return ask.apply(this, args);
    const text = textOf(args[0]);
    const of = isQueue(this) ? counts.queue : counts.books;
    const begins = /^\s*(begin|start transaction)\b/i.test(text);
    const ends = /^\s*(commit|rollback)\b/i.test(text) && !/^\s*rollback to\b/i.test(text);
    of.statements += 1;
    if (!begins && (ends || !open.has(this))) of.commits += 1;
    if (begins) open.add(this);
    if (ends) open.delete(this);
    if (!isQueue(this)) {
      const name = text.replaceAll(/\s+/g, " ").trim().slice(0, 60);
      counts.byText.set(name, (counts.byText.get(name) ?? 0) + 1);
    }
    return ask.apply(this, args);
  };
  query.handleDataRow = function (this: unknown, ...args: unknown[]) {
    counts.rows += 1;
    return receive.apply(this, args);
  };
  return {
    take: () => {
      const taken = counts;
      counts = newCounts();
      return taken;
    },
    stop: () => {
      client.query = ask;
      query.handleDataRow = receive;
    },
  };
}

function newCounts() {
  const none = () => ({ statements: 0, commits: 0 });
  return { books: none(), queue: none(), rows: 0, byText: new Map<string, number>() };
}

/** A text, a query with its text in it, or a COPY, which has its text in what it will send. */
function textOf(given: unknown): string {
  if (typeof given === "string") return given;
  if (typeof given !== "object" || given === null) return "";
  if ("text" in given && typeof given.text === "string") return given.text;
  return "copy";
}

/** The application name of connections that only look on, and are not counted. */
export const WATCHING = "kvitt test";

function isQueue(client: object): boolean {
  return applicationOf(client).startsWith("kvitt queue");
}

function applicationOf(client: object): string {
  const { connectionParameters: given } = client as { connectionParameters?: { application_name?: unknown } };
  return String(given?.application_name ?? "");
}
