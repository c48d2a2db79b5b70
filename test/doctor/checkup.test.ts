import { select } from "../setup/select.ts";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { rmSync, writeFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";
import { once } from "node:events";
import { startNight } from "../../jobs/start-night.ts";
import { openBooks } from "../../src/books/database.ts";
import { systemClock } from "../../src/clock.ts";
import { examine, type Checkup } from "../../src/doctor/checkup.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import { Scenario } from "../matching/scenario.ts";
import { testHouse, type TestHouse } from "../web/app-context.ts";

const CONFIG = `
company: { name: Nordljus AB, orgNumber: 556334-3689 }
mail: { to: anna@example.se, from: kvitt@example.se }
`;
let place: TestHouse;
let checkup: Checkup;

beforeEach(async () => {
  place = await testHouse();
  writeFileSync(place.app.workspace.config, CONFIG);
  checkup = {
    workspace: openWorkspace(
      { KVITT_HOME: place.app.workspace.folder, DATABASE_URL: place.databaseUrl },
      "/",
    ),
    clock: systemClock,
    log: silentLog,
    openDatabase: () => Promise.resolve({ url: place.databaseUrl, close: () => Promise.resolve() }),
  };
});
afterEach(() => place.close());

/** "check state: what it says" in English, with what to do behind an arrow. */
async function findings(other: Partial<Checkup> = {}): Promise<string[]> {
  const found = await examine({ ...checkup, ...other });
  return found.map(
    ({ check, state, says, todo }) => `${check} ${state}: ${says.en}${todo ? ` -> ${todo.en}` : ""}`,
  );
}
async function finding(check: string, other: Partial<Checkup> = {}): Promise<string> {
  return (await findings(other)).filter((one) => one.startsWith(`${check} `)).join("\n");
}

/** The time stands still, but who waits really waits. */
const at = (instant: string) => ({ ...systemClock, now: () => new Date(instant) });

async function asOwner(sql: string): Promise<void> {
  const owner = openBooks({ url: place.databaseUrl, asOwner: true, max: 1 });
  try {
    await owner.raw(sql);
  } finally {
    await owner.destroy();
  }
}

test("an installation that works says so of every part", async () => {
  await place.queues.schedule("night-*", { pattern: "15 3 * * *", tz: "Europe/Stockholm" }, startNight, {
    scope: "*",
  });
  const found = await examine(checkup);
  expect(found.map(({ check, state }) => `${check} ${state}`)).toEqual([
    "settings works",
    "folders works",
    "disk works",
    "database works",
    "schema works",
    "role works",
    "clock works",
    "queue works",
    "schedule works",
    "rows works",
    "mail works",
  ]);
  for (const { says } of found) expect(says.sv).not.toBe("");
});

test("a database that is down is a finding, and the rest is looked at all the same", async () => {
  const url = "postgres://kvitt:secret@127.0.0.1:1/kvitt";
  const found = await findings({
    openDatabase: () => Promise.resolve({ url, close: () => Promise.resolve() }),
  });
  expect(found.join("\n")).not.toContain("secret");
  expect(found.filter((one) => !one.includes(" works:"))).toEqual([
    "database broken: connect ECONNREFUSED 127.0.0.1:1 -> Start the database, or correct DATABASE_URL. Without DATABASE_URL Kvitt uses its own.",
  ]);
  expect(found.at(-1)).toMatch(/^mail works/);
});

test("an embedded database that cannot start is a finding too", async () => {
  const broken = () => Promise.reject(new Error("no room for a database"));
  expect(await finding("database", { openDatabase: broken })).toContain("broken: no room for a database");
});

test("a schema that is behind is to be upgraded, one that is ahead needs another Kvitt", async () => {
  await asOwner("delete from kvitt.migration where name = '001_books.sql'");
  expect(await finding("schema")).toContain("attention: is to be upgraded (001_books.sql");
  await asOwner(
    "insert into kvitt.migration (name, batch) values ('001_books.sql', 1), ('999_later.sql', 2)",
  );
  expect(await finding("schema")).toContain(
    "broken: has been changed by a newer version of Kvitt (999_later.sql)",
  );
});

test("a database without the schema is told of, and nothing is made in it", async () => {
  await asOwner("drop schema kvitt cascade");
  expect(await finding("schema")).toContain("attention: has not been made yet");
  expect(await finding("rows")).toBe("");
  await expect(asOwner("select from kvitt.run")).rejects.toThrow("does not exist");
});

test("an application role that could edit what is booked is broken", async () => {
  expect(await finding("role")).toBe("role works: kvitt_app may append, not edit");
  await asOwner("grant update on kvitt.voucher_row to kvitt_app");
  expect(await finding("role")).toContain("broken: the role kvitt_app may edit or remove what is booked");
});

test("a clock that goes wrong is told of by how much", async () => {
  const ahead = (ms: number) => ({ ...systemClock, now: () => new Date(systemClock.now().getTime() + ms) });
  expect(await finding("clock", { clock: ahead(10_000) })).toMatch(
    /attention: the database's clock is \d+\.\d s behind/,
  );
  expect(await finding("clock", { clock: ahead(-120_000) })).toMatch(
    /broken: the database's clock is 1\d\d\.\d s ahead of/,
  );
});

test("a folder that cannot be written to is named", async () => {
  rmSync(checkup.workspace.quarantine, { recursive: true });
  expect(await finding("folders")).toContain(
    `broken: ${checkup.workspace.quarantine} cannot be written to: ENOENT`,
  );
});

test("a missing scheduler is reported with the time of the nightly run", async () => {
  expect(await finding("schedule")).toContain(
    "attention: no scheduler is running that starts the nightly run at 03:15",
  );
});

test("a nightly run that is missing is broken a quarter of an hour after its time", async () => {
  await place.queues.schedule("night-*", { pattern: "15 3 * * *", tz: "Europe/Stockholm" }, startNight, {
    scope: "*",
  });
  await select(place.app.books, "insert into schedule (scope, last_night) values ('*', '2026-03-01')");
  expect(await finding("schedule", { clock: at("2026-03-02T02:20:00Z") })).toContain(
    "works: next nightly run",
  );
  expect(await finding("schedule", { clock: at("2026-03-02T02:31:00Z") })).toContain(
    "broken: the nightly run of 2026-03-02 is missing; the last one was 2026-03-01",
  );
});

test("what has failed is counted and named as retry takes it", async () => {
  const shop = new Scenario(place.app.books);
  await shop.payout([{ amount: 100, reference1: "a" }]);
  await shop.night();
  const { books } = place.app;
  await select(books, "update posting set state = 'failed', problem = 'the disk is full'");
  await select(books, "update report_file set state = 'failed', problem = 'read error'");
  await select(books, "update run set state = 'failed' where id = (select min(id) from run)");
  await select(
    books,
    `insert into mail (key, kind, message_id, sender, recipients, subject, text, html, created_at)
     values ('k', 'digest', 'm', 's', '{}', '', '', '', :at)`,
    { at: new Date("2026-01-01T00:00:00Z") },
  );
  const said = await finding("rows");
  expect(said).toMatch(/broken: 1 export failed \(posting:\d+\): the disk is full -> .*kvitt retry --all/);
  expect(said).toMatch(/broken: 1 file failed \(file:\d+\): read error/);
  expect(said).toMatch(/broken: 1 run failed \(run:\d+\)/);
  expect(said).toMatch(/attention: 1 run has been stuck for more than an hour/);
  expect(said).toMatch(/attention: 1 mail/);
});

test("a mail server is spoken to, and one that is away is told of", async () => {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ["STARTTLS"], logger: false });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const workspace = { ...checkup.workspace, smtpUrl: `smtp://127.0.0.1:${port}` };
  expect(await finding("mail", { workspace })).toBe(
    `mail works: 127.0.0.1:${port} answers and accepts the login`,
  );
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect(await finding("mail", { workspace })).toContain("mail broken: ");
});

test("settings that hardly are meant are told of", async () => {
  writeFileSync(checkup.workspace.config, "ratesFile: none.csv\n");
  const workspace = openWorkspace(
    { KVITT_HOME: checkup.workspace.folder, SMTP_URL: "smtp://127.0.0.1:1" },
    "/",
  );
  const said = await finding("settings", { workspace });
  for (const part of ["mail.to", "mail.from", "company.name", "company.orgNumber", "ratesFile"]) {
    expect(said).toContain(part);
  }
});
