/** A small shop's home for one case of the matrix: its files, a database of its own, and a night that is due. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Pool } from "pg";
import { demoMonth } from "../../../src/demo/month.ts";
import { askDatabase } from "../../setup/database.ts";
import { runFolder } from "../../setup/run.ts";
import { CLOCK_EPOCH, NIGHT_BEGINS } from "../program/fault-clock.ts";
import type { Env } from "../program/messages.ts";

/** 03:20 in Stockholm: the night of this date is due since five minutes. */
export const NIGHT_AT = "2026-11-02T02:20:00Z";
const NIGHT_BEFORE = "2026-11-01";
const PAYOUTS = 2;
/** What the name of a report that comes twice begins with, the second time. */
export const COPY = "copy of ";

export interface Home {
  readonly id: string;
  readonly folder: string;
  readonly databaseUrl: string;
  readonly recipient: string;
  readonly env: Env;
  ask<T>(sql: string): Promise<T[]>;
  /** As `ask`, over one connection that is kept: what is asked often would otherwise keep the server busy with connecting. */
  look<T>(sql: string): Promise<T[]>;
  put(path: string, content: string | Buffer): void;
  remove(): Promise<void>;
}

export interface HomeParts {
  readonly databaseUrl: string;
  readonly env: Env;
  readonly drop: () => Promise<void>;
}

let made = 0;

/** With the shop's files in it, and the night's row. */
export async function makeHome({ databaseUrl, env, drop }: HomeParts): Promise<Home> {
  made += 1;
  const id = `case-${made}`;
  const folder = mkdtempSync(join(runFolder(), `${id}-`));
  chmodSync(folder, 0o755);
  const put = (path: string, content: string | Buffer) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const recipient = `${id}@example.com`;
  const ask = <T>(sql: string) => askDatabase<T>(databaseUrl, sql);
  const watch = new Pool({ connectionString: databaseUrl, max: 1 });
  watch.on("error", () => undefined); // the next look connects anew, or says that it cannot
  put("kvitt.config.yaml", "settleSeconds: 0\nweb: { port: 0 }\nmail: { from: kvitt@example.com }\n");
  for (const { path, bytes } of shopFiles()) put(path, bytes);
  await ask(`insert into kvitt.schedule (scope, last_night) values ('*', '${NIGHT_BEFORE}')`);
  return {
    id,
    folder,
    databaseUrl,
    recipient,
    env: {
      PATH: process.env["PATH"] ?? "",
      TMPDIR: process.env["TMPDIR"] ?? "/tmp",
      KVITT_HOME: folder,
      KVITT_LANG: "en",
      DATABASE_URL: databaseUrl,
      KVITT_MAIL_TO: recipient,
      [NIGHT_BEGINS]: NIGHT_AT,
      [CLOCK_EPOCH]: String(Date.now()),
      ...env,
    },
    ask,
    look: async <T>(sql: string) => (await watch.query<T & Record<string, unknown>>(sql)).rows,
    put,
    async remove() {
      await watch.end();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Two payouts, one report that is refused, one that comes twice, and two lists of receivables. */
export function shopFiles(): { path: string; bytes: Buffer }[] {
  const month = demoMonth();
  const all = month.filter(({ folder }) => folder === "inbox");
  const isEdited = ({ name }: { name: string }) => name.includes("ändrad");
  const reports = [...all.filter((file) => !isEdited(file)).slice(0, PAYOUTS), ...all.filter(isEdited)];
  const [first] = reports;
  return [
    ...[...reports, ...month.filter(({ folder }) => folder === "receivables")].map(
      ({ folder, name, bytes }) => ({ path: `${folder}/${name}`, bytes }),
    ),
    ...(first ? [{ path: `inbox/${COPY}${first.name}`, bytes: first.bytes }] : []),
  ];
}
