import { afterEach, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { openBooks, rows } from "../../src/books/database.ts";
import { serverCondition } from "../../src/books/health.ts";
import { migrate } from "../../src/books/migrate.ts";
import { roleRemedy } from "../../src/books/refused-database.ts";
import { systemClock } from "../../src/clock.ts";
import { emptyDatabase, freshDatabase } from "../setup/database.ts";

/** In the order they are to be undone. */
let undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo) await step();
  undo = [];
});

async function asAdmin(url: string, ...statements: string[]): Promise<void> {
  const owner = openBooks({ url, asOwner: true, max: 1 });
  for (const statement of statements) await owner.raw(statement);
  await owner.destroy();
}

/** An empty database that a new login owns. `kvitt_app` is there: the run's template has made it. */
async function databaseOfLogin(): Promise<{ url: string; admin: string; name: string }> {
  const { url: admin, drop: dropAdmin } = await freshDatabase();
  const database = await emptyDatabase();
  const name = `kvitt_login_${randomBytes(5).toString("hex")}`;
  undo = [database.drop, () => asAdmin(admin, `drop role ${name}`), dropAdmin];
  const url = new URL(database.url);
  await asAdmin(
    admin,
    `create role ${name} login password 'x'`,
    `alter database ${url.pathname.slice(1)} owner to ${name}`,
  );
  url.username = name;
  url.password = "x";
  return { url: url.href, admin, name };
}

async function whoActs(url: string): Promise<string | undefined> {
  const books = openBooks({ url, max: 1 });
  const [found] = await rows(
    books,
    { role: "text" },
    "select current_user::text as role, (select count(*) from run) as runs",
  );
  await books.destroy();
  return found?.role;
}

test("a login without rights of its own is enough, when it is a member of the application's role", async () => {
  const { url, admin, name } = await databaseOfLogin();
  await asAdmin(admin, `grant kvitt_app to ${name}`);
  await migrate(url);
  await migrate(url);
  expect(await whoActs(url)).toBe("kvitt_app");
});

test("a login that is no member and cannot become one is told what to run, by doctor's question too", async () => {
  const { url, name } = await databaseOfLogin();
  const remedy = `An administrator of the database runs once:\n  grant kvitt_app to ${name};`;
  await expect(migrate(url)).rejects.toThrow(remedy);
  const before = await serverCondition({ url, clock: systemClock, withinMs: 5_000 });
  expect(before).toMatchObject({ migrations: null, roleRemedy: { en: remedy } });
});

test("where the role is missing too, the administrator is given both lines, with the name quoted where it must be", () => {
  const answer = { login: "Shop-1", missing: true, able: false };
  expect(roleRemedy(answer)?.sv).toBe(
    'En administratör för databasen kör en gång:\n  create role kvitt_app nologin;\n  grant kvitt_app to "Shop-1";',
  );
  expect(roleRemedy({ ...answer, able: true })).toBeNull();
});

test("books that a newer program has changed are refused, in words", async () => {
  const database = await freshDatabase();
  undo = [database.drop];
  await asAdmin(
    database.url,
    "insert into kvitt.migration (name, batch, migration_time) values ('999_later.sql', 9, now())",
  );
  await expect(migrate(database.url)).rejects.toThrow(
    "The books' database has been changed by a newer version of Kvitt (999_later.sql). Update Kvitt on this machine.",
  );
});

test("several that migrate at once leave one schema", async () => {
  const database = await emptyDatabase();
  undo = [database.drop];
  await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  expect(await whoActs(database.url)).toBe("kvitt_app");
});
