import { select } from "../setup/select.ts";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { Redis } from "ioredis";
import { SMTPServer } from "smtp-server";
import { once } from "node:events";
import { startNight } from "../../jobs/start-night.ts";
import { openBooks } from "../../src/books/database.ts";
import { beat, endBeats, heartbeats, type LiveProcess } from "../../src/books/heartbeats.ts";
import { ROLES, type Role } from "../../src/roles.ts";
import { CLIENT, openProvider } from "../openid/test-provider.ts";
import { openRedis } from "../setup/redis.ts";
import { systemClock } from "../../src/clock.ts";
import { examine, type Checkup } from "../../src/doctor/checkup.ts";
import { homeIdOf } from "../../src/config/home-id.ts";
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
    "inbox works",
    "disk works",
    "database works",
    "schema works",
    "role works",
    "clock works",
    "queue works",
    "workers works",
    "schedule works",
    "rows works",
    "mail works",
    "page works",
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
  expect(found.at(-2)).toMatch(/^mail works/);
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

/** A process with these roles was heard of `secondsAgo`. */
async function heard(
  roles: readonly Role[],
  secondsAgo: number,
  some: Partial<LiveProcess> = {},
): Promise<void> {
  const at = new Date(Date.now() - secondsAgo * 1000);
  const own = { id: randomUUID(), host: "box", pid: 1, version: "1", startedAt: at, home: null, ...some };
  await beat(
    place.app.books,
    own,
    roles.map((role) => ({ role, workingOn: null, jobAt: at })),
    at,
  );
}

test("where nobody was ever started as a service, that is said and is no fault", async () => {
  const said = await finding("workers");
  expect(said).toBe(
    "workers works: no process is running by itself; a nightly run is started with kvitt nightly --wait (by cron, for example), or keep kvitt start running",
  );
});

test("a process of another home on the same books is broken, and named; one of this home is not", async () => {
  const { workspace } = checkup;
  const own = await homeIdOf(workspace);
  expect(own).toBe(await homeIdOf(workspace));
  await heard(["scheduler", "import", "match", "post", "notify", "web"], 5, { home: own });
  expect(await finding("workers")).not.toContain("home");
  await heard(["import"], 5, { home: randomUUID(), host: "spare", pid: 7 });
  expect(await finding("workers")).toContain(
    "workers broken: Other processes work on this database from another home folder: spare (pid 7).",
  );
});

test("roles that are alive are named; one that died is, with what waits for it", async () => {
  await heard(["scheduler", "match", "post", "notify", "web"], 5);
  await heard(["import"], 5);
  expect(await finding("workers")).toBe(
    "workers works: scheduler, import, match, post, notify, web are running, in 2 processes",
  );
  await select(place.app.books, "delete from heartbeat where role = 'import'");
  await heard(["import"], 120);
  await select(
    place.app.books,
    `with r as (insert into run (kind, started_at) values ('import', now()) returning id)
     insert into report_file (run_id, name, sha256, size, path, state, found_at)
     select id, 'a.csv', repeat('0', 64), 1, '', 'claimed', now() from r`,
  );
  // the run itself waits as well: it is being collected
  expect(await finding("workers")).toMatch(
    /^workers broken: import has not been heard of since .+; 2 wait for it, the oldest since .+ -> Start kvitt start \(or kvitt worker import\)\.$/,
  );
});

test("a service that was stopped deserves a look, and one that is missed from the start is broken", async () => {
  await heard(ROLES, 5);
  const [one] = await heartbeats(place.app.books);
  await endBeats(place.app.books, one?.processId ?? "", new Date());
  expect(await finding("workers")).toMatch(
    /^workers attention: scheduler, import, match, post, notify stopped \(last [^\n]+$/,
  );
  await select(place.app.books, "delete from heartbeat");
  // nights were scheduled here, so somebody counts on them
  await select(place.app.books, "insert into schedule (scope, last_night) values ('*', current_date)");
  expect(await finding("workers")).toContain("workers broken: scheduler has never been running");
});

test("a scheduler that the queue never wakes is found, although it is alive", async () => {
  await heard(ROLES, 1, { startedAt: new Date(Date.now() - 3_600_000) });
  await select(place.app.books, "update heartbeat set job_at = now() - interval '20 minutes'");
  expect(await finding("workers")).toMatch(
    /^workers broken: the scheduler is running, but the queue has given it no job since /,
  );
});

test("a nightly run that does not end in its time is broken", async () => {
  await select(place.app.books, "insert into schedule (scope, last_night) values ('*', '2026-03-02')");
  await select(
    place.app.books,
    `insert into run (kind, scope, night, state, started_at)
     values ('nightly', '*', '2026-03-02', 'matching', '2026-03-02T02:15:00Z')`,
  );
  expect(await finding("schedule", { clock: at("2026-03-02T05:00:00Z") })).not.toContain("is not done");
  expect(await finding("schedule", { clock: at("2026-03-02T05:15:00Z") })).toContain(
    "broken: the nightly run of 2026-03-02 began 2 March at 03:15 and is not done",
  );
});

test("a database that can only be read is broken", async () => {
  const owner = new URL(place.databaseUrl);
  owner.searchParams.set("options", "-c default_transaction_read_only=on");
  const url = owner.href;
  const openDatabase = () => Promise.resolve({ url, close: () => Promise.resolve() });
  expect(await finding("database", { openDatabase })).toMatch(/broken: PostgreSQL .+ can only be read -> /);
});

test("a Redis that evicts jobs, or forgets them at a restart, is told of", async () => {
  const redis = await openRedis();
  if (redis === null) return; // the run says so at its end
  const client = new Redis(redis.url);
  try {
    const workspace = { ...checkup.workspace, redisUrl: redis.url };
    await client.config("SET", "maxmemory-policy", "allkeys-lru");
    expect(await finding("queue", { workspace })).toMatch(
      /queue attention: Redis throws jobs away .+allkeys-lru/,
    );
    await client.config("SET", "maxmemory", "100mb");
    expect(await finding("queue", { workspace })).toMatch(
      /queue broken: Redis throws jobs away .+ -> Set maxmemory-policy noeviction/,
    );
    expect(await finding("queue", { workspace })).toMatch(/queue attention: Redis forgets its jobs/);
    await client.config("SET", "maxmemory-policy", "noeviction", "appendonly", "yes");
    expect(await finding("queue", { workspace })).toMatch(/^queue works: [^\n]+$/);
  } finally {
    client.disconnect();
    await redis.stop();
  }
});

test("an inbox that is not there, or on the list of mounts and not mounted, is broken", async () => {
  const inbox = `${place.app.workspace.folder}/share/klarna`;
  const workspace = { ...checkup.workspace, inbox };
  expect(await finding("inbox", { workspace })).toBe(
    `inbox broken: ${inbox} does not exist -> Mount the share, or correct KVITT_INBOX: Kvitt does not make this folder itself.`,
  );
  // the folder below a mount that has not happened looks like an empty inbox
  mkdirSync(inbox, { recursive: true });
  expect(await finding("inbox", { workspace })).toContain("inbox works");
  const fstab = `${place.app.workspace.folder}/fstab`;
  const mount = `${place.app.workspace.folder}/share`;
  writeFileSync(fstab, `# disks\n/dev/sda1 / ext4 defaults 0 1\n//nas/share ${mount} cifs guest 0 0\n`);
  expect(await finding("inbox", { workspace, fstab })).toContain(
    `inbox broken: ${inbox} is not mounted: ${mount} is in fstab`,
  );
});

test("that no report has come for long is told", async () => {
  await select(
    place.app.books,
    `with r as (insert into run (kind, started_at, state) values ('import', now(), 'done') returning id)
     insert into report_file (run_id, name, sha256, size, path, state, found_at)
     select id, 'a.csv', repeat('0', 64), 1, '', 'imported', now() - interval '20 days' from r`,
  );
  expect(await finding("inbox")).toContain("inbox attention: no settlement report has come for 20 days -> ");
});

test("a page that answers other machines without a proxy is told of: passwords could be read on the way", async () => {
  const { settings } = checkup.workspace;
  const open = { ...checkup.workspace, settings: { ...settings, web: { ...settings.web, host: "0.0.0.0" } } };
  expect(await finding("page", { workspace: open })).toBe(
    "page attention: the page answers other machines (0.0.0.0), not encrypted -> Put a proxy with TLS in front and write its name into web.names, or write web.host: 127.0.0.1.",
  );
  const proxied = {
    ...open,
    settings: { ...open.settings, web: { ...open.settings.web, names: ["kvitt.example.se"] } },
  };
  expect(await finding("page", { workspace: proxied })).toMatch(/^page works: .*kvitt\.example\.se/);
  expect(await finding("page")).toMatch(/^page works/);
});

test("a ping that was not answered is told of", async () => {
  const { settings } = checkup.workspace;
  const heartbeat = { ...settings.heartbeat, url: "https://watch.example/secret" };
  const workspace = { ...checkup.workspace, settings: { ...settings, heartbeat } };
  expect(await finding("ping")).toBe("");
  expect(await finding("ping", { workspace })).toMatch(/^ping works/);
  await select(
    place.app.books,
    `with r as (insert into run (kind, started_at, state) values ('nightly', now(), 'done') returning id)
     insert into ping (run_id, attempts, next_at, problem) select id, 1, now(), 'HTTP 500' from r`,
  );
  const said = await finding("ping", { workspace });
  expect(said).toContain(
    "ping attention: the address in heartbeat.url did not answer after the nightly run: HTTP 500",
  );
  expect(said).not.toContain("secret");
});

test("a sign-in provider that does not answer, or is another one, is a finding", async () => {
  const provider = await openProvider("http://127.0.0.1:8080/sign-in/callback");
  const write = (issuer: string) => {
    const signIn = { issuer, clientId: CLIENT.id };
    const web = { url: "http://127.0.0.1:8080", signIn };
    writeFileSync(place.app.workspace.config, JSON.stringify({ web }));
    const env = { KVITT_HOME: place.app.workspace.folder, DATABASE_URL: place.databaseUrl };
    return {
      bare: openWorkspace(env, "/"),
      workspace: openWorkspace({ ...env, KVITT_OIDC_CLIENT_SECRET: CLIENT.secret }, "/"),
    };
  };
  expect(await finding("signIn")).toBe("");
  const { workspace, bare } = write(provider.issuer);
  expect(await finding("signIn", { workspace })).toMatch(/^signIn works: .*127\.0\.0\.1:\d+ answers$/);
  expect(await finding("signIn", { workspace: bare })).toMatch(
    /^signIn attention: .*KVITT_OIDC_CLIENT_SECRET/,
  );
  provider.description = { issuer: "https://other.example" };
  expect(await finding("signIn", { workspace })).toMatch(/^signIn broken: .*letter by letter/);
  await provider.close();
  expect(await finding("signIn", { workspace })).toMatch(/^signIn broken: .*does not answer/);
});
