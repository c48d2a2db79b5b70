/**
 * No password leaves the process: every command that fails is asked for, with a database, a mail server and a Redis that
 * refuse, and all that they said, wrote, kept, mailed and passed on is searched for any form of the password.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { simpleParser } from "mailparser";
import { escapeLiteral } from "pg";
import { Redis } from "ioredis";
import { unzip } from "../audit/unzip.ts";
import { openRedis, type TestRedis } from "../setup/redis.ts";
import { closeShops, NIGHT, openPlace, openShop, putMonth, until, type Env, type Place } from "./place.ts";

const MINUTE = 60_000;
/** Everything that an address means something else by, twice. */
const PASSWORD = `Zq@7v:Xk/9w%Jå#K"m?8`;
const ENCODED = encodeURIComponent(PASSWORD);

/** Any four characters in a row of it are too much, in whatever way they are written. */
function piecesOf(text: string, length: number): string[] {
  return Array.from({ length: text.length - length + 1 }, (_, at) => text.slice(at, at + length));
}
const PIECES = [
  ...piecesOf(PASSWORD, 5),
  ...piecesOf(ENCODED, 8),
  ...piecesOf(ENCODED.toLowerCase(), 10),
  ...piecesOf(encodeURI(PASSWORD), 8),
  Buffer.from(PASSWORD).toString("base64").slice(0, 16),
  Buffer.from(`\0kvitt\0${PASSWORD}`).toString("base64").slice(8, 24),
];
const leaked = (text: string) => PIECES.filter((piece) => text.includes(piece));

/** Where something was said, and what. */
const said = new Map<string, string>();
function noLeak(where: string, text: string): void {
  said.set(where, text);
  expect({ where, leaked: leaked(text) }).toEqual({ where, leaked: [] });
}

let place: Place;
let redis: TestRedis | null;
const closed = "127.0.0.1:9"; // discard: nobody listens
const CONFIG = "settleSeconds: 0.2\nmail: { from: k@example.se, to: [a@example.se] }\nweb: { port: 0 }\n";

beforeAll(async () => {
  place = await openShop({ config: CONFIG, env: { LOG_LEVEL: "trace" } });
  redis = await openRedis();
});
afterAll(async () => {
  await redis?.stop();
  await closeShops();
});

/** Runs a command to its end, or for so long; all that it said must be clean. Returns what it said. */
async function clean(what: string, args: readonly string[], env: Env, withinMs = 90_000): Promise<string> {
  const { child, ended } = place.start(args, env);
  const timer = setTimeout(() => child.kill("SIGTERM"), withinMs);
  const hard = setTimeout(() => child.kill("SIGKILL"), withinMs + 20_000);
  const { code, stdout, stderr } = await ended;
  clearTimeout(timer);
  clearTimeout(hard);
  const text = `${stdout}${stderr}`;
  noLeak(`${what}: kvitt ${args.join(" ")} (${code})`, text);
  expect(text).not.toBe("");
  return text;
}

/** A mail server that says back what it was told, as some do. */
async function tellTale(): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 tale\r\n");
    socket.setEncoding("utf8").on("data", (text: string) => {
      const [line = ""] = text.split("\r\n");
      if (/^EHLO/i.test(line)) socket.write("250-tale\r\n250 AUTH PLAIN LOGIN\r\n");
      else if (/^AUTH/i.test(line)) {
        const [, , login = ""] = line.split(" ");
        const plain = Buffer.from(login, "base64").toString("utf8").replaceAll("\0", " ");
        socket.write(`535 5.7.8 no such login: ${plain} (${login}) smtp://kvitt:${ENCODED}@tale\r\n`);
      } else socket.write("221 bye\r\n");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("no port");
  return { port: at.port, close: () => void server.close() };
}

describe("nothing is said of the password by", () => {
  const databases: readonly (readonly [string, string])[] = [
    ["a database that does not answer", `postgres://kvitt:${ENCODED}@${closed}/kvitt`],
    ["a database whose name is unknown", `postgres://kvitt:${ENCODED}@nowhere.invalid/kvitt`],
    ["a login in the query", `postgres://${closed}/kvitt?user=kvitt&password=${ENCODED}`],
    ["a password that was not encoded", `postgres://kvitt:${PASSWORD}@${closed}/kvitt`],
    ["a password that looks like a port", `postgres://kvitt:12/${PASSWORD}@${closed}/kvitt`],
    ["a password with a bare percent sign", "postgres://kvitt:Zq%407v:Xk%/9w%Jå@127.0.0.1:9/kvitt"],
    ["a password with an at sign", `postgres://kvitt:${PASSWORD.replace(/[/#?%]/g, "")}@${closed}/kvitt`],
  ];
  test.each(databases)(
    "%s",
    async (what, url) => {
      await clean(what, ["doctor"], { DATABASE_URL: url });
      await clean(what, ["payouts", "--json"], { DATABASE_URL: url, LOG_LEVEL: "debug" });
    },
    2 * MINUTE,
  );

  test(
    "a database that refuses the login",
    async () => {
      const url = new URL(place.databaseUrl);
      [url.username, url.password] = ["nobody", ENCODED];
      await clean("login refused", ["doctor", "--json"], { DATABASE_URL: url.href });
      await clean("login refused", ["migrate"], { DATABASE_URL: url.href, LOG_LEVEL: "debug" });
    },
    2 * MINUTE,
  );

  test(
    "a Redis that does not answer, or refuses the login",
    async () => {
      await clean("Redis is down", ["doctor"], { REDIS_URL: `redis://kvitt:${ENCODED}@${closed}/0` });
      await clean("Redis in pieces", ["doctor"], { REDIS_URL: `redis://kvitt:12/${PASSWORD}@${closed}` });
      if (redis === null) return;
      const url = new URL(redis.url);
      [url.username, url.password] = ["kvitt", ENCODED];
      await clean("Redis refuses", NIGHT, { REDIS_URL: url.href }, 30_000);
      await clean("Redis refuses", ["worker", "import"], { REDIS_URL: url.href }, 15_000);
    },
    3 * MINUTE,
  );

  test(
    "a mail server that refuses the login and says back what it was told, in log, rows, mails and page",
    async () => {
      const tale = await tellTale();
      const SMTP_URL = `smtp://kvitt:${ENCODED}@127.0.0.1:${tale.port}`;
      const PORT = String(20_000 + Math.floor(Math.random() * 20_000));
      place.put("kvitt.config.yaml", CONFIG.replace("port: 0", `port: ${PORT}`));
      try {
        await clean("mail refused", ["doctor"], { SMTP_URL });
        putMonth(place);
        await clean("mail refused", NIGHT, { SMTP_URL }, 5 * MINUTE);
        await clean("mail refused", ["runs", "--json"], { SMTP_URL });
        const running = place.start(["start"], { SMTP_URL });
        let log = "";
        running.child.stderr?.on("data", (text: string) => (log += text));
        await until("at work", () => log.includes('"at work"'), 2 * MINUTE);
        for (const path of ["/", "/readyz", "/metrics", "/nowhere"])
          noLeak(`page ${path}`, await (await fetch(`http://127.0.0.1:${PORT}${path}`)).text());
        running.child.kill("SIGTERM");
        const { stdout, stderr } = await running.ended;
        noLeak("start", `${stdout}${stderr}`);
      } finally {
        tale.close();
      }
      const [mail] = await place.ask<{ state: string; problem: string }>(
        "select state, problem from kvitt.mail",
      );
      expect(mail?.state).toBe("failed");
      expect(mail?.problem).toContain("no such login");
    },
    6 * MINUTE,
  );

  test(
    "a mail server that is away, to whom the log says so",
    async () => {
      await clean("mail away", ["doctor"], { SMTP_URL: `smtps://kvitt:${ENCODED}@${closed}` });
      await clean("mail in pieces", ["doctor"], { SMTP_URL: `smtp://kvitt:12/${PASSWORD}@${closed}` });
    },
    2 * MINUTE,
  );
});

describe("from a file", () => {
  test(
    "the three addresses are read, and no child, no command line, no row, no file of the home has them",
    async () => {
      const login = `kvitt_secret_${randomBytes(4).toString("hex")}`;
      const url = new URL(place.databaseUrl);
      await place.ask(`create role ${login} login superuser password ${escapeLiteral(PASSWORD)}`);
      [url.username, url.password] = [login, ENCODED];
      const tale = await tellTale();
      const secrets: [string, string][] = [
        ["DATABASE_URL", url.href],
        ["SMTP_URL", `smtp://kvitt:${ENCODED}@127.0.0.1:${tale.port}`],
      ];
      const env: Record<string, string> = { DATABASE_URL: "", SMTP_URL: "" };
      for (const [name, value] of secrets) {
        const file = join(place.folder, `${name}.secret`);
        writeFileSync(file, `${value}\n`, { mode: 0o600 });
        env[`${name}_FILE`] = file;
      }
      try {
        expect(await clean("from files", ["doctor"], env)).toContain("✓ database");
        await clean("from files", NIGHT, env, 2 * MINUTE);
        const { code } = await place.run(["payouts"], env);
        expect(code).toBe(0);
        const running = place.start(["start"], env);
        let log = "";
        running.child.stderr?.on("data", (text: string) => (log += text));
        await until("at work", () => log.includes('"at work"'), 2 * MINUTE);
        for (const pid of [running.child.pid ?? 0, ...childrenOf(running.child.pid ?? 0)]) {
          noLeak(`command line of ${pid}`, readFileSync(`/proc/${pid}/cmdline`, "utf8"));
          noLeak(`environment of ${pid}`, readFileSync(`/proc/${pid}/environ`, "utf8"));
        }
        running.child.kill("SIGTERM");
        await running.ended;
        const [payout] = await place.ask<{ reference: string }>(
          "select payment_reference as reference from kvitt.payout limit 1",
        );
        const zip = join(place.folder, "evidence.zip");
        await clean("evidence", ["evidence", payout?.reference ?? "", "--out", zip], env);
        const files = unzip(readFileSync(zip));
        expect(files.size).toBeGreaterThan(5);
        for (const [name, bytes] of files) noLeak(`evidence ${name}`, bytes.toString("utf8"));
      } finally {
        tale.close();
        await place.ask(`drop owned by ${login}; drop role ${login}`).catch(() => undefined);
      }
    },
    6 * MINUTE,
  );

  test(
    "no table and no file has it",
    async () => {
      for (const { schema, table } of await place.ask<{ schema: string; table: string }>(
        `select table_schema as schema, table_name as "table" from information_schema.tables
        where table_schema in ('kvitt', 'bullmq') and table_type = 'BASE TABLE'`,
      )) {
        const rows = await place.ask<{ row: string }>(
          `select to_jsonb(t)::text as row from ${schema}.${table} t`,
        );
        noLeak(`${schema}.${table}`, rows.map(({ row }) => row.replaceAll('\\"', '"')).join("\n"));
      }
      for (const file of filesBelow(place.workspace)) {
        const bytes = readFileSync(file);
        noLeak(file, bytes.toString("utf8"));
        if (file.endsWith(".eml")) {
          const { text = "", html, attachments } = await simpleParser(bytes);
          noLeak(
            `${file}, read`,
            [text, html, ...attachments.map(({ content }) => content.toString())].join("\n"),
          );
        }
      }
      if (redis === null) return;
      const client = new Redis(redis.url);
      for (const key of await client.keys("*")) {
        const kept = (await client.type(key)) === "hash" ? JSON.stringify(await client.hgetall(key)) : key;
        noLeak(`Redis ${key}`, kept);
      }
      client.disconnect();
    },
    MINUTE,
  );

  test(
    "the children of the embedded database get none of them",
    async () => {
      const own = await openPlace({ config: CONFIG });
      const env = {
        DATABASE_URL: "",
        SMTP_URL: `smtp://kvitt:${ENCODED}@${closed}`,
        REDIS_URL: "",
        PGPASSWORD: PASSWORD,
        LOG_LEVEL: "info",
      };
      const running = own.start(["start"], env);
      try {
        let log = "";
        running.child.stderr?.on("data", (text: string) => (log += text));
        await until("at work", () => log.includes('"at work"'), 2 * MINUTE);
        const postmaster = readFileSync(join(own.workspace, "pg", "data", "postmaster.pid"), "utf8").split(
          "\n",
        )[0];
        const processes = [Number(postmaster), ...childrenOf(Number(postmaster))];
        expect(processes.length).toBeGreaterThan(3);
        for (const pid of processes) {
          noLeak(`environment of ${pid}`, readFileSync(`/proc/${pid}/environ`, "utf8"));
          noLeak(`command line of ${pid}`, readFileSync(`/proc/${pid}/cmdline`, "utf8"));
        }
      } finally {
        running.child.kill("SIGTERM");
        await running.ended;
        await own.close();
      }
    },
    3 * MINUTE,
  );
});

/** Every process below one. */
function childrenOf(pid: number): number[] {
  const found = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean);
  return found.map(Number).flatMap((child) => [child, ...childrenOf(child)]);
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return names.filter((name) => statSync(name).isFile());
}
