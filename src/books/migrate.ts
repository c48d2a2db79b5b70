/**
 * Creates or upgrades the schema from `migrations/*.sql`, run by knex. Idempotent, and safe in several processes at once: an
 * advisory lock serialises them, and knex then finds nothing to do.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Knex } from "knex";
import { APPLICATION_ROLE, BOOKS_SCHEMA, MAY_TAKE, openBooks, rows } from "./database.ts";
import { ASK_ROLE, refuseLogin, refuseNewer, refuseSharedSessions } from "./refused-database.ts";
import { grantRights, isLentInFull } from "./roles.ts";

const MIGRATIONS_LOCK = 5_001_686;

/** `migrations/` is two folders up in a checkout, and three in the built package. */
function migrationsFolder(): string {
  for (const up of ["../../migrations/", "../../../migrations/"]) {
    const folder = fileURLToPath(new URL(up, import.meta.url));
    if (existsSync(folder)) return folder;
  }
  throw new Error("the folder migrations/ is missing from this installation");
}

/** The migrations of this program, in order: "001_books.sql". */
export function migrationNames(): string[] {
  return readdirSync(migrationsFolder())
    .filter((name) => name.endsWith(".sql"))
    .sort();
}

const sqlFiles: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(migrationNames()),
  getMigrationName: (name) => name,
  getMigration: (name) => {
    const sql = readFileSync(new URL(name, `file://${migrationsFolder()}`), "utf8");
    return Promise.resolve({
      up: async (trx: Knex) => {
        await trx.raw(sql.replaceAll("?", "\\?"));
      },
      down: () => Promise.reject(new Error("the books are never migrated backwards")),
    });
  },
};

/** Brings `schema` in the database at `url` to the newest version. Throws UserError for a database that cannot be used as it is. */
export async function migrate(url: string, schema: string = BOOKS_SCHEMA): Promise<void> {
  await refuseSharedSessions(url);
  const db = openBooks({ url, schema, asOwner: true, max: 2 });
  try {
    if (await isLentInFull(db, schema, migrationNames())) return;
    // a transaction of its own holds the lock: knex commits each migration, and the lock must outlast them all
    await db.transaction(async (lock) => {
      await lock.raw("select pg_advisory_xact_lock(?)", [MIGRATIONS_LOCK]);
      for (const answer of await rows(db, ROLE_ROW, ASK_ROLE)) refuseLogin(answer);
      refuseNewer(await newerMigrations(db, schema));
      await db.raw("create schema if not exists ??", [schema]);
      await db.migrate.latest({ migrationSource: sqlFiles, tableName: "migration", schemaName: schema });
      await grantApplicationRole(db);
      await grantRights(db, schema);
    });
  } finally {
    await db.destroy();
  }
}

const ROLE_ROW = { login: "text", missing: "boolean", able: "boolean" } as const;

/** Migrations that have been run and that this program does not have. */
async function newerMigrations(db: Knex, schema: string): Promise<readonly string[]> {
  const [found] = await rows(
    db,
    { exists: "boolean" },
    "select to_regclass(format('%I.migration', :schema::text)) is not null as exists",
    { schema },
  );
  if (found?.exists !== true) return [];
  const known = migrationNames();
  // with the schema named: it may lie in another one than the search path's
  const table = `"${schema.replaceAll('"', '""')}".migration`;
  const run = await rows(db, { name: "text" }, `select name::text as name from ${table} order by name`);
  return run.map(({ name }) => name).filter((name) => !known.includes(name));
}

/** Makes the role that the application acts as. It owns nothing, so it can drop nothing. */
async function grantApplicationRole(db: Knex): Promise<void> {
  // if the login may not create roles, an administrator has created this one and made the login a member
  await db.raw(`
    do $$ begin
      if to_regrole('${APPLICATION_ROLE}') is null then create role ${APPLICATION_ROLE} nologin; end if;
    exception when duplicate_object or unique_violation then null;
    end $$`);
  const role = APPLICATION_ROLE;
  await db.raw(`
    do $$ begin
      if not pg_has_role('${role}', ${MAY_TAKE}) then grant ${role} to current_user; end if;
    end $$`);
}
