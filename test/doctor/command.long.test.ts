import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { openBooks } from "../../src/books/database.ts";
import { beat } from "../../src/books/heartbeats.ts";
import type { CliContext } from "../../src/cli/context.ts";
import { runCommand } from "../../src/cli/program.ts";
import { systemClock } from "../../src/clock.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { runFolder } from "../setup/run.ts";

let database: FreshDatabase;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(runFolder(), "doctor-"));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function doctor(env: Record<string, string>, ...args: string[]) {
  let out = "";
  // a terminal's stream has more than a program that prints needs
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      out += chunk.toString();
      done();
    },
  }) as unknown as NodeJS.WriteStream;
  const context: CliContext = {
    env: { KVITT_HOME: join(folder, "home"), DATABASE_URL: database.url, ...env },
    cwd: folder,
    stdout,
    stderr: stdout,
    clock: systemClock,
  };
  return { code: await runCommand(["doctor", ...args], context), out };
}

test("it ends with 0 when nothing is broken, and says what deserves a look", async () => {
  const { code, out } = await doctor({ KVITT_LANG: "en" });
  expect(code).toBe(0);
  expect(out).toMatch(/^✓ database +PostgreSQL \d+/m);
  expect(out).toMatch(/^! settings +nobody receives the mail after the nightly run\n +→ Write recipients/m);
  expect(out).toMatch(/Everything works; \d things deserve a look\.\n$/);
});

test("it ends with 1 when something is broken, in Swedish unless told otherwise", async () => {
  const { code, out } = await doctor({ DATABASE_URL: "postgres://u:hemligt@127.0.0.1:1/kvitt" });
  expect(code).toBe(1);
  expect(out).toMatch(/^✗ databas +connect ECONNREFUSED/m);
  expect(out).toMatch(/En sak fungerar inte\.\n$/);
  expect(out).not.toContain("hemligt");
});

test("with --json there is one document and nothing else", async () => {
  const { code, out } = await doctor({}, "--json");
  expect(code).toBe(0);
  const read = JSON.parse(out) as {
    works: boolean;
    checks: { check: string; state: string; says: string }[];
  };
  expect(read.works).toBe(true);
  expect(read.checks.map(({ check }) => check)).toContain("queue");
  expect(read.checks.every(({ state, says }) => ["works", "attention"].includes(state) && says !== "")).toBe(
    true,
  );
});

test("settings that cannot be used are the one finding", async () => {
  const workspace = mkdtempSync(join(folder, "bad-"));
  writeFileSync(join(workspace, "kvitt.config.yaml"), "languag: sv\n");
  const { code, out } = await doctor({ KVITT_HOME: workspace }, "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ works: false, checks: [{ check: "settings", state: "broken" }] });
  expect(out).toContain("languag");
});

test("a folder that cannot be made is a finding, and the rest is looked at all the same", async () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const { code, out } = await doctor({ KVITT_HOME: join(file, "home"), KVITT_LANG: "en" });
  expect(code).toBe(1);
  expect(out).toMatch(/^✗ folders +.*a-file/m);
  for (const works of ["database", "queue", "workers"]) expect(out).toMatch(new RegExp(`^✓ ${works} `, "m"));
});

test("asked of a role, it looks at that role's heartbeat on this machine, and at nothing else", async () => {
  const books = openBooks({ url: database.url, max: 1 });
  // whoever speaks to this Redis or this mail server fails
  const env = { REDIS_URL: "redis://127.0.0.1:1", SMTP_URL: "smtp://127.0.0.1:1", KVITT_LANG: "en" };
  const own = { id: randomUUID(), pid: 1, version: "1", startedAt: new Date(), home: null };
  const doing = [{ role: "import" as const, workingOn: "import-report file-7", jobAt: null }];
  try {
    expect((await doctor(env, "--role", "import")).code).toBe(1);
    await beat(books, { ...own, host: "another" }, doing, new Date());
    const elsewhere = await doctor(env, "--role", "import");
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.out).toContain("import is running, but not on");
    await beat(books, { ...own, id: randomUUID(), host: hostname() }, doing, new Date());
    const { code, out } = await doctor(env, "--role", "import");
    expect({ code, out }).toEqual({
      code: 0,
      out: "✓ workers        import is running, and works on import-report file-7\n\nEverything works.\n",
    });
    expect((await doctor(env, "--role", "import", "post")).code).toBe(1);
  } finally {
    await books.destroy();
  }
});
