/** Nights that are late or do not end, told once by whoever is alive, and the ping after one that is done. */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { pino } from "pino";
import { openBooks } from "../../src/books/database.ts";
import { beat } from "../../src/books/heartbeats.ts";
import { clockAt } from "../../src/clock.ts";
import type { AppContext } from "../../src/app.ts";
import type { Settings } from "../../src/config/settings.ts";
import { nightFaults } from "../../src/pipeline/night-faults.ts";
import { pingIfDue } from "../../src/pipeline/ping.ts";
import { watchNights } from "../../src/pipeline/watch.ts";
import type { Role } from "../../src/roles.ts";
import { select } from "../setup/select.ts";
import { testHouse, type TestHouse } from "../web/app-context.ts";

const SELF = "00000000-0000-4000-8000-000000000001";
const OTHER = "00000000-0000-4000-8000-000000000002";
const NEVER = new AbortController().signal;
let place: TestHouse;

beforeAll(async () => {
  place = await testHouse();
});
afterEach(async () => {
  for (const table of ["ping", "heartbeat", "mail", "schedule", "run"])
    await asOwner(`delete from kvitt.${table}`);
});
afterAll(() => place.close());

async function asOwner(sql: string): Promise<void> {
  const owner = openBooks({ url: place.databaseUrl, asOwner: true, max: 1 });
  try {
    await owner.raw(sql);
  } finally {
    await owner.destroy();
  }
}

/** The app at an instant; 03:15 in Stockholm is 02:15Z in March. */
function appAt(instant: string, heartbeat: Partial<Settings["heartbeat"]> = {}): AppContext {
  const { workspace } = place.app;
  const settings = { ...workspace.settings, heartbeat: { ...workspace.settings.heartbeat, ...heartbeat } };
  return { ...place.app, clock: clockAt(instant), workspace: { ...workspace, settings } };
}

async function night(date: string, state: string | null, startedAt = `${date}T02:15:00Z`): Promise<void> {
  const { books } = place.app;
  await select(books, "insert into schedule (scope, last_night) values ('*', :date)", { date });
  if (state === null) return;
  await select(
    books,
    `insert into run (kind, scope, night, state, started_at, finished_at)
     values ('nightly', '*', :date, :state, :startedAt, case when :state = 'done' then :startedAt::timestamptz end)`,
    { date, state, startedAt },
  );
}

function alive(id: string, roles: readonly Role[], at: string): Promise<void> {
  const own = { id, host: "box", pid: 1, version: "1", startedAt: new Date(at), home: null };
  return beat(
    place.app.books,
    own,
    roles.map((role) => ({ role, workingOn: null, jobAt: new Date(at) })),
    new Date(at),
  );
}

const letters = () =>
  select<{ subject: string; text: string; state: string }>(
    place.app.books,
    "select subject, text, state from mail where kind = 'alarm' order by id",
  );

test.each([
  ["a night that was done is no fault", "2026-03-02", "done", "2026-03-02T20:00:00Z", []],
  [
    "a night is late a quarter of an hour after its time",
    "2026-03-01",
    "done",
    "2026-03-02T02:30:00Z",
    ["late"],
  ],
  ["and not a minute before", "2026-03-01", "done", "2026-03-02T02:29:00Z", []],
  [
    "a night that does not end is unfinished after three hours",
    "2026-03-02",
    "matching",
    "2026-03-02T05:15:00Z",
    ["unfinished"],
  ],
  ["and not before", "2026-03-02", "matching", "2026-03-02T05:14:00Z", []],
  ["one that failed has failed", "2026-03-02", "failed", "2026-03-02T03:00:00Z", ["failed"]],
  ["a new installation is late for no night", "2026-03-02", null, "2026-03-02T20:00:00Z", []],
])("%s", async (_says, date, state, now, kinds) => {
  await night(date, state);
  const { books, workspace } = place.app;
  const faults = await nightFaults(books, workspace.settings, new Date(now));
  expect(faults.map(({ kind }) => kind)).toEqual(kinds);
});

test("nights that were never scheduled are not late", async () => {
  const { books, workspace } = place.app;
  expect(await nightFaults(books, workspace.settings, new Date("2026-03-02T20:00:00Z"))).toEqual([]);
});

test("a late night has one letter, with the roles that are missing, however often it is looked at", async () => {
  await night("2026-03-01", "done");
  await alive(SELF, ["import", "notify"], "2026-03-02T02:40:00Z");
  await alive(OTHER, ["scheduler"], "2026-03-02T01:00:00Z");
  expect(await watchNights(appAt("2026-03-02T02:40:10Z"), SELF, NEVER)).toHaveLength(1);
  expect(await watchNights(appAt("2026-03-02T02:41:10Z"), OTHER, NEVER)).toEqual([]);
  const [letter, ...others] = await letters();
  expect(others).toEqual([]);
  expect(letter?.subject).toBe("Kvitt: nattkörningen måndag 2 mars 2026 har inte börjat");
  expect(letter?.text).toContain("Den skulle ha börjat kl. 03.15.");
  expect(letter?.text).toContain("Scheduler har inte hörts av sedan 2 mars kl. 02.00.");
  expect(letter?.text).toContain("Match har aldrig varit igång.");
  expect(letter?.text).not.toContain("Import");
  // whoever sends letters does it
  expect(letter?.state).toBe("pending");
});

test("a night that does not end has a letter of its own, and the next night another", async () => {
  await night("2026-03-02", "posting");
  expect(await watchNights(appAt("2026-03-02T06:00:00Z"), SELF, NEVER)).toHaveLength(1);
  expect(await watchNights(appAt("2026-03-03T03:00:00Z"), SELF, NEVER)).toHaveLength(1);
  expect((await letters()).map(({ subject }) => subject)).toEqual([
    "Kvitt: nattkörningen måndag 2 mars 2026 är inte klar",
    "Kvitt: nattkörningen tisdag 3 mars 2026 har inte börjat",
  ]);
});

test("where nobody sends letters, the first process that is alive sends this one", async () => {
  await night("2026-03-01", "done");
  const now = "2026-03-02T02:40:00Z";
  await alive(SELF, ["import"], now);
  await alive(OTHER, ["match"], now);
  await watchNights(appAt(now), OTHER, NEVER);
  expect((await letters()).map(({ state }) => state)).toEqual(["pending"]);
  await watchNights(appAt(now), SELF, NEVER);
  expect((await letters()).map(({ state }) => state)).toEqual(["sent"]);
  expect(readdirSync(place.app.workspace.mail).filter((name) => name.includes("alarm-late"))).toHaveLength(1);
});

interface Watcher {
  readonly url: string;
  readonly asked: string[];
  status: number;
  readonly server: Server;
}

async function watcher(): Promise<Watcher> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.statusCode = known.status;
    response.end("OK");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const known: Watcher = { url: `http://127.0.0.1:${port}/secret-key`, asked, status: 200, server };
  return known;
}

test("a night that is done is pinged for once; one that is not, never", async () => {
  const { url, asked, server } = await watcher();
  await night("2026-03-02", "matching");
  await pingIfDue(appAt("2026-03-02T03:00:00Z", { url }));
  expect(asked).toEqual([]);
  await select(place.app.books, "update run set state = 'done'");
  await pingIfDue(appAt("2026-03-02T03:01:00Z", { url }));
  await pingIfDue(appAt("2026-03-02T03:02:00Z", { url }));
  expect(asked).toEqual(["GET /secret-key"]);
  // without an address nothing is written down either
  await pingIfDue(appAt("2026-03-02T03:03:00Z"));
  server.close();
});

test("a ping that fails is logged without its address, and tried again with growing waits", async () => {
  const watching = await watcher();
  watching.status = 500;
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
  await night("2026-03-02", "done");
  const ping = (instant: string) => pingIfDue({ ...appAt(instant, { url: watching.url }), log });
  await ping("2026-03-02T03:00:00Z");
  await ping("2026-03-02T03:00:20Z"); // too early
  await ping("2026-03-02T03:00:30Z");
  await ping("2026-03-02T03:01:00Z"); // too early: the second wait is a minute
  expect(watching.asked).toHaveLength(2);
  expect(lines.join("")).toContain("HTTP 500");
  expect(lines.join("")).not.toContain("secret-key");
  watching.status = 200;
  await ping("2026-03-02T03:01:30Z");
  await ping("2026-03-02T04:00:00Z");
  expect(watching.asked).toHaveLength(3);
  const rows = await select<{ attempts: number; problem: string | null }>(
    place.app.books,
    "select attempts, problem from ping where sent_at is not null",
  );
  expect(rows).toEqual([{ attempts: 3, problem: null }]);
  watching.server.close();
});

test("an address that nobody answers does not throw", async () => {
  await night("2026-03-02", "done");
  await pingIfDue(appAt("2026-03-02T03:00:00Z", { url: "http://127.0.0.1:1/" }));
  const [row] = await select<{ problem: string }>(place.app.books, "select problem from ping");
  expect(row?.problem).toMatch(/ECONNREFUSED|bad port/);
});
