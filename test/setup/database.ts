/**
 * A real database for each test file, in tens of milliseconds: cloned from a template that is migrated once a run.
 * The server is the embedded one in the run's folder, or the one that TEST_DATABASE_URL names.
 */
import { randomBytes } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { BOOKS_SCHEMA } from "../../src/books/database.ts";
import { migrate } from "../../src/books/migrate.ts";
import { openEmbedded } from "../../src/embedded/open.ts";
import { clusterFolder, runName } from "./run.ts";

export interface FreshDatabase {
  readonly url: string;
  /** Takes every row out again, and begins all ids anew. Connections to it stay, and know their way about already. */
  empty(): Promise<void>;
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 7_220_001;

/** A database of its own for the caller, with the schema of the newest version in it. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const admin = await serverUrl();
  const name = `${prefix()}${randomBytes(6).toString("hex")}`;
  await onServer(admin, async (client) => {
    await ensureTemplate(client, admin);
    // a copy of files needs no log of its pages, but a checkpoint, which is free on the embedded server (no fsync)
    const strategy = process.env["TEST_DATABASE_URL"] === undefined ? "file_copy" : "wal_log";
    await client.query(
      `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template())} strategy ${strategy}`,
    );
  });
  return databaseAt(admin, name);
}

/** An empty database, for tests of what makes a schema. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  const admin = await serverUrl();
  const name = `${prefix()}${randomBytes(6).toString("hex")}`;
  await onServer(admin, (client) =>
    client.query(`create database ${escapeIdentifier(name)} template template0`),
  );
  return databaseAt(admin, name);
}

function databaseAt(admin: string, name: string): FreshDatabase {
  const url = inDatabase(admin, name);
  let emptying: Promise<Client> | null = null;
  return {
    url,
    async empty() {
      const client = await (emptying ??= connected(url));
      await client.query(EMPTY);
    },
    async drop() {
      await (await emptying)?.end();
      await drop(admin, name);
    },
  };
}

/**
 * Deletes and not truncates: a truncated table has new files, which every connection must look up again. No trigger may
 * refuse it, as those of the books' facts do.
 */
const EMPTY = `
  do $$ declare name text; begin
    set local session_replication_role = replica;
    for name in select relname from pg_class
                 where relnamespace = to_regnamespace('${BOOKS_SCHEMA}') and relkind = 'r' and relname not like 'migration%'
    loop execute format('delete from ${BOOKS_SCHEMA}.%I', name); end loop;
    perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
       from pg_sequences where schemaname = '${BOOKS_SCHEMA}' and sequencename not like 'migration%';
  end $$`;

/** The rows of one statement, over a connection of its own. */
export async function askDatabase<T>(url: string, sql: string): Promise<T[]> {
  return onServer(url, async (client) => (await client.query<T & Record<string, unknown>>(sql)).rows);
}

/** Only on a server that outlives the run; the embedded one is removed whole. */
export async function dropRunDatabases(): Promise<void> {
  const admin = process.env["TEST_DATABASE_URL"];
  if (admin === undefined) return;
  const names = await onServer(admin, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [prefix()],
    );
    return rows.map(({ datname }) => datname);
  });
  for (const name of names) await drop(admin, name);
}

async function serverUrl(): Promise<string> {
  const given = process.env["TEST_DATABASE_URL"];
  if (given !== undefined) return given;
  // never closed: the server stays for the next test file, and the end of the run stops it
  const { url } = await openEmbedded({ dataDir: clusterFolder(), durable: false });
  return url;
}

/** Made by the first that asks, under a name that it only gets when it is whole; the others wait meanwhile. */
async function ensureTemplate(client: Client, admin: string): Promise<void> {
  if (await exists(client, template())) return;
  await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    if (await exists(client, template())) return;
    const half = escapeIdentifier(`${template()}_half`);
    await client.query(`drop database if exists ${half}`);
    await client.query(`create database ${half} template template0`);
    await migrate(inDatabase(admin, `${template()}_half`));
    // the first to connect leaves a file of what all later ones need first, and clones get it too
    await askDatabase(inDatabase(admin, `${template()}_half`), "select");
    await client.query(`alter database ${half} rename to ${escapeIdentifier(template())}`);
  } finally {
    await client.query("select pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

async function exists(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
  return rowCount === 1;
}

async function drop(admin: string, name: string): Promise<void> {
  await onServer(admin, (client) =>
    client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`),
  );
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

async function onServer<T>(url: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = await connected(url);
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

function prefix(): string {
  return `kvitt_test_${runName()}_`;
}

function template(): string {
  return `${prefix()}template`;
}

function inDatabase(url: string, name: string): string {
  const inside = new URL(url);
  inside.pathname = `/${name}`;
  return inside.href;
}
