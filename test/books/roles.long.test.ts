/** What each role of the database may do, tried for every table that there is. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Client, escapeIdentifier } from "pg";
import { randomBytes } from "node:crypto";
import { APPLICATION_ROLE, BOOKS_SCHEMA, openBooks, rows } from "../../src/books/database.ts";
import { migrate } from "../../src/books/migrate.ts";
import { READ_ROLE } from "../../src/books/roles.ts";
import { askDatabase, emptyDatabase, freshDatabase, type FreshDatabase } from "../setup/database.ts";

let database: FreshDatabase;
let client: Client;
let tables: string[];
/** Table -> its columns. */
let columns: ReadonlyMap<string, string[]>;

beforeAll(async () => {
  database = await freshDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  const found = await client.query<{ table: string; columns: string[] }>(
    `select c.relname::text as table, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = to_regnamespace($1) and c.relkind = 'r' group by 1 order by 1`,
    [BOOKS_SCHEMA],
  );
  tables = found.rows.map(({ table }) => table);
  columns = new Map(found.rows.map((row) => [row.table, row.columns]));
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** "denied", "append-only" (a trigger), or "allowed": done, or refused for what was in it. Undone in any case. */
async function attempt(role: string | null, sql: string): Promise<string> {
  await client.query("begin");
  try {
    await client.query(`set local search_path = ${BOOKS_SCHEMA}`);
    if (role !== null) await client.query(`set local role ${role}`);
    await client.query(sql);
    return "allowed";
  } catch (thrown) {
    const { code, message } = thrown as { code?: string; message: string };
    if (code !== "42501") return "allowed";
    return message.includes("append-only") ? "append-only" : "denied";
  } finally {
    await client.query("rollback");
  }
}

/** Which columns may be updated: each is tried alone. */
async function updatable(role: string | null, table: string): Promise<string[]> {
  const may: string[] = [];
  for (const name of columns.get(table) ?? []) {
    const column = escapeIdentifier(name);
    const tried = await attempt(role, `update ${table} set ${column} = default where false`);
    if (tried === "allowed") may.push(name);
  }
  return may;
}

/** Everything that changes what a table is, and not what is in it. */
const SHAPE: readonly ((table: string) => string)[] = [
  (table) => `truncate ${table} cascade`,
  (table) => `drop table ${table} cascade`,
  (table) => `alter table ${table} add column mine text`,
  (table) => `alter table ${table} disable trigger all`,
  (table) =>
    `create trigger mine before insert on ${table} for each row execute function facts_are_appended()`,
  (table) => `create index on ${table} ((1))`,
  (table) => `create rule mine as on insert to ${table} do instead nothing`,
  (table) => `grant all on ${table} to public`,
];
const ELSEWHERE = [
  "create table mine (x int)",
  "create function mine() returns int language sql as 'select 1'",
  "alter function allocations_stay_within() set enable_seqscan = on",
  "drop function allocations_stay_within() cascade",
  "set session_replication_role = replica",
  "create role mine",
  `drop schema ${BOOKS_SCHEMA} cascade`,
  "select pg_read_file('/etc/passwd')",
  "copy run to program 'cat'",
];

/** The application: [may insert, may delete, columns that it may update]. Tables that are left out: insert alone. */
const APPLICATION: Readonly<Record<string, readonly [insert: boolean, remove: boolean, update: string]>> = {
  migration: [false, false, ""],
  migration_lock: [false, false, ""],
  run: [true, false, "state finished_at result problem settings rules"],
  report_file: [true, false, "run_id path state reason dialect problem decided_at completed read_with"],
  payout: [true, false, "state"],
  receivable: [
    true,
    false,
    "order_number order_id capture_id refund_id currency amount open_amount date credits updated_at merchant_id received_before disputed",
  ],
  deviation: [
    true,
    false,
    "state expected found rung candidates amount report_file_id closed_at closed_run decision_id",
  ],
  posting: [true, false, "state waits_for attempts reference problem posted_at rates sent_at"],
  mail: [true, false, "recipients state attempts reference problem sent_at handed_at"],
  invoice_payment: [true, false, "state known sent_at reference problem done_at"],
  connector_state: [true, false, "worked_at failed_at fault problem todo cursor"],
  schedule: [true, false, "last_night"],
  unsettled: [true, true, "looked_run"],
  receivable_said: [true, true, ""],
  near_miss: [true, true, ""],
  payout_without_receivables: [true, true, "amount"],
  person: [true, false, "role password disabled_at failures locked_until"],
  web_session: [true, true, "seen_at"],
  person_identity: [true, true, ""],
  sign_in_attempt: [true, true, ""],
  sign_in_link: [true, false, "used_at"],
  api_token: [true, false, "used_at revoked_at"],
  heartbeat: [true, true, "beat_at working_on job_at stopped_at"],
  ping: [true, false, "attempts next_at sent_at problem"],
};

/** Passwords, sessions, links and tokens, be it as hashes. */
const SECRET = new Set([
  "person",
  "person_identity",
  "web_session",
  "sign_in_link",
  "sign_in_attempt",
  "api_token",
]);

test("the application appends, and updates states: nothing else, in any table", async () => {
  for (const table of tables) {
    const [insert, remove, update] = APPLICATION[table] ?? [true, false, ""];
    const may = {
      table,
      select: await attempt(APPLICATION_ROLE, `select from ${table} limit 1`),
      insert: await attempt(APPLICATION_ROLE, `insert into ${table} default values`),
      delete: await attempt(APPLICATION_ROLE, `delete from ${table} where false`),
      update: (await updatable(APPLICATION_ROLE, table)).sort(),
    };
    expect(may).toEqual({
      table,
      select: "allowed",
      insert: insert ? "allowed" : "denied",
      delete: remove ? "allowed" : "denied",
      update: update.split(" ").filter(Boolean).sort(),
    });
  }
});

test("who looks on reads, and writes nothing", async () => {
  for (const table of tables) {
    const may = {
      table,
      select: await attempt(READ_ROLE, `select from ${table} limit 1`),
      insert: await attempt(READ_ROLE, `insert into ${table} default values`),
      delete: await attempt(READ_ROLE, `delete from ${table} where false`),
      lock: await attempt(READ_ROLE, `lock table ${table} in share mode`),
      update: await updatable(READ_ROLE, table),
    };
    expect(may).toEqual({
      table,
      select: SECRET.has(table) ? "denied" : "allowed",
      insert: "denied",
      delete: "denied",
      lock: "denied",
      update: [],
    });
  }
  expect(await attempt(READ_ROLE, "select from known_line limit 1")).toBe("allowed");
  expect(await attempt(READ_ROLE, "select count_anew()")).toBe("denied");
  expect(await attempt(APPLICATION_ROLE, "select count_anew()")).toBe("allowed");
  expect(await attempt(READ_ROLE, "select nextval('voucher_id')")).toBe("denied");
});

test.each([APPLICATION_ROLE, READ_ROLE])("%s changes the shape of nothing", async (role) => {
  for (const table of tables)
    for (const shape of SHAPE) {
      const sql = shape(table);
      // a grant of what one has no right to give gives nothing, with a warning
      if (sql.startsWith("grant")) {
        await attempt(role, sql);
        const kept = await askDatabase(
          database.url,
          `select from pg_class c, aclexplode(c.relacl) x where c.oid = '${BOOKS_SCHEMA}.${table}'::regclass and x.grantee = 0`,
        );
        expect([sql, kept]).toEqual([sql, []]);
      } else expect([sql, await attempt(role, sql)]).toEqual([sql, "denied"]);
    }
  for (const sql of ELSEWHERE) expect([sql, await attempt(role, sql)]).toEqual([sql, "denied"]);
});

test("the owner is stopped by the triggers where a fact would be edited, removed or emptied", async () => {
  const facts = [
    "allocation",
    "audit",
    "decision",
    "deviation_change",
    "dispute_cover",
    "disputed",
    "line",
    "line_completion",
    "receivable_change",
    "sie_file",
    "sie_file_voucher",
    "voucher",
    "voucher_row",
  ];
  for (const table of facts) {
    const [column = ""] = columns.get(table) ?? [];
    for (const sql of [
      `update ${table} set ${column} = default where false`,
      `delete from ${table} where false`,
      `truncate ${table} cascade`,
    ])
      expect([sql, await attempt(null, sql)]).toEqual([sql, "append-only"]);
  }
});

test("an older version's wider rights are taken back by the next migration", async () => {
  await askDatabase(
    database.url,
    `grant update, delete, truncate on all tables in schema ${BOOKS_SCHEMA} to ${APPLICATION_ROLE};
     grant insert on ${BOOKS_SCHEMA}.migration to ${APPLICATION_ROLE}`,
  );
  await migrate(database.url);
  expect(await updatable(APPLICATION_ROLE, "voucher")).toEqual([]);
  expect(await updatable(APPLICATION_ROLE, "payout")).toEqual(["state"]);
  for (const sql of ["delete from mail", "truncate near_miss", "insert into migration default values"])
    expect([sql, await attempt(APPLICATION_ROLE, sql)]).toEqual([sql, "denied"]);
});

test("a login that may not create roles migrates all the same, and lends its books to readers", async () => {
  const own = await emptyDatabase();
  const name = `kvitt_owner_${randomBytes(5).toString("hex")}`;
  const reader = `kvitt_reader_${randomBytes(5).toString("hex")}`;
  const url = new URL(own.url);
  await askDatabase(
    database.url,
    `create role ${name} login password 'x'; grant ${APPLICATION_ROLE} to ${name};
     create role ${reader} login password 'x'; grant ${READ_ROLE} to ${reader};
     alter database ${escapeIdentifier(url.pathname.slice(1))} owner to ${name}`,
  );
  try {
    [url.username, url.password] = [name, "x"];
    await migrate(url.href);
    [url.username, url.password] = [reader, "x"];
    expect(await askDatabase(url.href, `select from ${BOOKS_SCHEMA}.voucher`)).toEqual([]);
    const written = askDatabase(url.href, `insert into ${BOOKS_SCHEMA}.schedule values ('*', '2026-01-01')`);
    await expect(written).rejects.toThrow("permission denied");
  } finally {
    await own.drop();
    await askDatabase(database.url, `drop role ${name}; drop role ${reader}`);
  }
});

test("a login that only acts as the application needs no right to migrate, and gets none", async () => {
  const name = `kvitt_night_${randomBytes(5).toString("hex")}`;
  const url = new URL(database.url);
  await askDatabase(
    database.url,
    `create role ${name} login password 'x'; grant ${APPLICATION_ROLE} to ${name}`,
  );
  try {
    [url.username, url.password] = [name, "x"];
    await migrate(url.href);
    const books = openBooks({ url: url.href, max: 1 });
    expect(await rows(books, {}, "select from run")).toEqual([]);
    // it may leave the role it acts as, and is nobody then
    for (const sql of ["reset role; delete from audit", "alter table audit disable trigger all"])
      await expect(books.raw(sql)).rejects.toThrow(/permission denied|must be owner/);
    await books.destroy();
    await askDatabase(
      database.url,
      `delete from ${BOOKS_SCHEMA}.migration where name = (select max(name) from ${BOOKS_SCHEMA}.migration)`,
    );
    await expect(migrate(url.href)).rejects.toThrow("permission denied");
  } finally {
    await askDatabase(database.url, `drop role ${name}`);
  }
});
