import { afterAll, afterEach, expect, test } from "@jest/globals";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openEmbedded, removeEmbedded, type Embedded } from "../../src/embedded/open.ts";
import { askDatabase as query } from "../setup/database.ts";
import { killedAfter, newHome, serverOf, startClient } from "./processes.ts";

/** Making a database takes a second: the tests that do not care share one, and each leaves it stopped. */
const shared = newHome();
const others: string[] = [];
function home(): string {
  const folder = newHome();
  others.push(folder);
  return folder;
}
afterEach(async () => {
  for (const dataDir of others.splice(0)) await removeEmbedded({ dataDir });
});
afterAll(() => removeEmbedded({ dataDir: shared }));
const open = (dataDir: string, durable = false): Promise<Embedded> => openEmbedded({ dataDir, durable });

test("a folder becomes a database that knows å, ä and ö, and is heard on 127.0.0.1 alone", async () => {
  const { url, close } = await open(shared);
  const [found] = await query(
    url,
    `select upper('åäö') as upper, current_setting('server_encoding') as encoding,
            current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets`,
  );
  expect(found).toEqual({ upper: "ÅÄÖ", encoding: "UTF8", listens: "127.0.0.1", sockets: "" });
  await close();
});

test("what is committed survives a crash of the machine unless the caller says otherwise", async () => {
  const { url, close } = await open(shared, true);
  const settings = `select name, setting from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`;
  expect(await query(url, settings)).toEqual([
    { name: "fsync", setting: "on" },
    { name: "full_page_writes", setting: "on" },
    { name: "synchronous_commit", setting: "on" },
  ]);
  await close();
});

test("the password is the owner's alone, and without it nobody comes in", async () => {
  const dataDir = shared;
  const { url, close } = await open(dataDir);
  expect(statSync(join(dataDir, "password")).mode & 0o777).toBe(0o600);
  const wrong = new URL(url);
  wrong.password = "guess";
  await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
  await close();
});

test("the last one out stops the server, and what was written is there the next time, on the same port", async () => {
  const dataDir = shared;
  const first = await open(dataDir);
  const second = await open(dataDir);
  expect(second.url).toBe(first.url);
  await query(first.url, "create table kept1 as select 42 as answer");
  await first.close();
  await first.close();
  expect(serverOf(dataDir)).not.toBeNull();
  await second.close();
  expect(serverOf(dataDir)).toBeNull();
  const third = await open(dataDir);
  expect(await query(third.url, "select * from kept1")).toEqual([{ answer: 42 }]);
  expect(new URL(third.url).port).toBe(new URL(first.url).port);
  await third.close();
});

test("processes that come at the same moment share one server, and the last of them stops it", async () => {
  const dataDir = shared;
  const clients = await Promise.all([1, 2, 3].map(() => startClient(dataDir)));
  const server = serverOf(dataDir);
  expect(new Set(clients.map(({ url }) => url)).size).toBe(1);
  const [first, ...others] = clients;
  await first?.end();
  expect(serverOf(dataDir)).toBe(server);
  await Promise.all(others.map((client) => client.end()));
  expect(serverOf(dataDir)).toBeNull();
});

test("a server that a killed process left behind is attached to, and stopped in its place", async () => {
  const dataDir = shared;
  const killed = await startClient(dataDir);
  await query(killed.url, "create table kept2 as select 42 as answer");
  const orphan = serverOf(dataDir);
  await killed.kill();
  const { url, close } = await open(dataDir);
  expect(serverOf(dataDir)).toBe(orphan);
  expect(await query(url, "select * from kept2")).toEqual([{ answer: 42 }]);
  await close();
  expect(serverOf(dataDir)).toBeNull();
});

test("processes killed while they make and start the database do not stand in the way of the next", async () => {
  const dataDir = home();
  // wherever they are by then: loading, in the lock, in initdb, between initdb and the start, starting
  for (const ms of [100, 250, 400, 600, 800, 1_000]) await killedAfter(ms, dataDir);
  const { url, close } = await open(dataDir);
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  await close();
  expect(serverOf(dataDir)).toBeNull();
});

test("a killed server is started again, with all that was committed", async () => {
  const dataDir = shared;
  const before = await open(dataDir, true);
  await query(before.url, "create table kept3 as select 42 as answer");
  const server = serverOf(dataDir);
  if (server !== null) process.kill(server, "SIGKILL");
  const after = await open(dataDir, true);
  expect(await query(after.url, "select * from kept3")).toEqual([{ answer: 42 }]);
  expect(serverOf(dataDir)).not.toBe(server);
  await after.close();
  await before.close();
  expect(serverOf(dataDir)).toBeNull();
});

test("a note of a server whose process id is a stranger's by now does not stop the next start", async () => {
  const dataDir = shared;
  const before = await open(dataDir);
  const note = join(dataDir, "data", "postmaster.pid");
  const [, ...rest] = readFileSync(note, "utf8").split("\n");
  await before.close();
  writeFileSync(note, [String(process.pid), ...rest].join("\n"));
  const after = await open(dataDir);
  expect(await query(after.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await after.close();
});

test("half a database, left by a killed initdb, is made anew", async () => {
  const dataDir = home();
  mkdirSync(join(dataDir, "data.new-1", "base"), { recursive: true });
  writeFileSync(join(dataDir, "data.new-1", "PG_VERSION"), "18\n");
  writeFileSync(join(dataDir, "password.new-1"), "old\n");
  const { url, close } = await open(dataDir);
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(readdirSync(dataDir).sort()).toEqual(["clients", "data", "password", "server.log"]);
  await close();
});

test("Ctrl-C in the terminal reaches us and not the server, which has a session of its own", async () => {
  const dataDir = shared;
  const { close } = await open(dataDir);
  const session = (pid: number | string): string | undefined =>
    readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ")[3];
  if (process.platform === "linux") expect(session(serverOf(dataDir) ?? "self")).not.toBe(session("self"));
  await close();
});

test("a file where the folder should be is a UserError in both languages", async () => {
  const dataDir = newHome();
  writeFileSync(dataDir, "");
  const refused = await open(dataDir).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    name: "UserError",
    problem: { en: expect.stringContaining(`${dataDir} (it is a file)`) },
    todo: { sv: expect.stringContaining("DATABASE_URL") },
  });
});
