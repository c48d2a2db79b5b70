/** A PostgreSQL server of a scenario's own, durable as the product's, which it may restart and starve. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import { migrate } from "../../../src/books/migrate.ts";
import { systemClock } from "../../../src/clock.ts";
import { readyBinaries, program } from "../../../src/embedded/binaries.ts";
import { ensureCluster } from "../../../src/embedded/cluster.ts";
import { openDataDir } from "../../../src/embedded/data-dir.ts";
import { start, stop, urlOf } from "../../../src/embedded/postmaster.ts";
import { run } from "../../../src/embedded/run.ts";
import { migrateQueue } from "../../../src/queue/migrate.ts";
import { askDatabase } from "../../setup/database.ts";
import { runFolder } from "../../setup/run.ts";

export interface OwnPostgres {
  /** An empty set of books on it. */
  database(): Promise<string>;
  /** Rows of a statement by the superuser, over a connection that exists for it alone. */
  ask<T>(sql: string): Promise<T[]>;
  restart(mode: "fast" | "immediate"): Promise<void>;
  stop(): Promise<void>;
}

export async function openOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(runFolder(), "own-pg-"));
  chmodSync(folder, 0o755);
  const dir = openDataDir(join(folder, "pg"));
  const binaries = readyBinaries(dir.account, dir.copies);
  await ensureCluster(binaries, dir, true);
  const port = await start(binaries, dir, systemClock, true);
  const admin = urlOf(dir, port, "postgres");
  return {
    async database() {
      const name = `kvitt_${randomBytes(4).toString("hex")}`;
      await askDatabase(admin, `create database ${escapeIdentifier(name)}`);
      const url = urlOf(dir, port, name);
      await migrate(url);
      await migrateQueue(url);
      return url;
    },
    ask: (sql) => askDatabase(admin, sql),
    async restart(mode) {
      const args = ["restart", "--wait", "--silent", `--mode=${mode}`, "-D", dir.data, "-l", dir.serverLog];
      const { status, output } = await run(program(binaries, "pg_ctl"), args, dir);
      if (status !== 0) throw new Error(`PostgreSQL was not restarted: ${output}`);
    },
    stop: () => stop(binaries, dir),
  };
}
