/** Reports that come by themselves: from the Settlements API into the inbox, and from there as any other. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppContext } from "../../src/app.ts";
import { connectorStates } from "../../src/books/connector-state.ts";
import { column, openBooks, type Books } from "../../src/books/database.ts";
import { clockAt } from "../../src/clock.ts";
import { prepareFolders, readWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import { bringFiles } from "../../src/pipeline/bring.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { runFolder } from "../setup/run.ts";
import { Klarna, PASSWORD, USER } from "../stand-ins/klarna/klarna.ts";

const signal = new AbortController().signal;
let database: FreshDatabase;
let books: Books;
let folder: string;
let klarna: Klarna;
let app: AppContext;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url, max: 2 });
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

beforeEach(async () => {
  await database.empty();
  folder = mkdtempSync(join(runFolder(), "bring-"));
  const clock = clockAt("2026-03-02T03:15:00Z");
  klarna = await Klarna.open(clock);
  writeFileSync(join(folder, "password"), PASSWORD);
  const account = { name: "klarna", user: USER, passwordFile: "password", url: klarna.url };
  writeFileSync(join(folder, "kvitt.config.yaml"), JSON.stringify({ connectors: { klarnaApi: [account] } }));
  app = appIn({});
  app = { ...app, clock };
  prepareFolders(app.workspace);
});
afterEach(async () => {
  await klarna.close();
  rmSync(folder, { recursive: true, force: true });
});

function appIn(env: Readonly<Record<string, string>>): AppContext {
  const workspace = readWorkspace({ KVITT_HOME: folder, ...env }, folder);
  return { workspace, books, clock: clockAt("2026-03-02T03:15:00Z"), log: silentLog };
}
const inbox = () => readdirSync(app.workspace.inbox).sort();
const says = async () => (await bringFiles(app, signal)).map(({ name, words }) => `${name}: ${words.en}`);

test("what the system has comes into the inbox once, over nights and parts", async () => {
  for (let index = 0; index < 130; index += 1) klarna.pay(`P${index}`, "2026-02-20", 1);
  expect(await says()).toEqual([]);
  expect(inbox()).toHaveLength(130);
  for (const name of inbox()) rmSync(join(app.workspace.inbox, name));
  klarna.pay("NEXT", "2026-03-01", 1);
  expect(await says()).toEqual([]);
  expect(inbox()).toEqual(["settlement.NEXT.json"]);
  expect(await connectorStates(books)).toMatchObject([
    { system: "klarnaApi-klarna", role: "reports", problem: null },
  ]);
});

test("a file of the name that somebody else has put there is left, and nothing is lost", async () => {
  klarna.pay("ONE", "2026-02-20", 2);
  writeFileSync(join(app.workspace.inbox, "settlement.ONE.json"), "another\n");
  await says();
  const names = inbox();
  expect(names).toEqual([
    expect.stringMatching(/^settlement\.ONE\.[0-9a-f]{12}\.json$/),
    "settlement.ONE.json",
  ]);
  expect(readFileSync(join(app.workspace.inbox, "settlement.ONE.json"), "utf8")).toBe("another\n");
});

test("an inbox that is away gets nothing, and loses nothing", async () => {
  klarna.pay("ONE", "2026-02-20", 2);
  const away = { ...appIn({ KVITT_INBOX: join(folder, "away") }), clock: app.clock };
  expect(await bringFiles(away, signal)).toEqual([]);
  expect(await column(books, "text", "select cursor from connector_state")).toEqual([]);
  expect(await says()).toEqual([]);
  expect(inbox()).toEqual(["settlement.ONE.json"]);
});

test("an inbox that takes no file is told, and the next night everything comes", async () => {
  klarna.pay("ONE", "2026-02-20", 2);
  const { inbox: path } = app.workspace;
  rmSync(path, { recursive: true });
  writeFileSync(path, "a file where the folder was");
  expect(await says()).toEqual([expect.stringContaining("The next run fetches it again.")]);
  rmSync(path);
  prepareFolders(app.workspace);
  chmodSync(path, 0o750);
  expect(await says()).toEqual([]);
  expect(inbox()).toEqual(["settlement.ONE.json"]);
});
