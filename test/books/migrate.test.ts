import { afterEach, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { openBooks, rows } from "../../src/books/database.ts";
import { migrate } from "../../src/books/migrate.ts";
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

test("a login that is no member and cannot become one is told so", async () => {
  const { url } = await databaseOfLogin();
  await expect(migrate(url)).rejects.toThrow("permission denied to grant role");
});

test("several that migrate at once leave one schema", async () => {
  const database = await emptyDatabase();
  undo = [database.drop];
  await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  expect(await whoActs(database.url)).toBe("kvitt_app");
});
