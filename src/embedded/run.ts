/** Runs one of PostgreSQL's programs to its end, as the account that owns the database. */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnAs } from "./account.ts";
import type { DataDir } from "./data-dir.ts";

export type Ran = { readonly status: number | null; readonly output: string };

/**
 * Output goes to a file, not a pipe: a server that pg_ctl leaves running may keep a pipe open, and we would wait for its
 * end for ever. In a process group of its own it does not receive a Ctrl-C from the terminal.
 */
export async function run(command: string, args: readonly string[], dir: DataDir): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-run-"));
  const file = join(folder, "output");
  const output = openSync(file, "w");
  try {
    const child = spawn(command, args, {
      ...spawnAs(dir.account),
      cwd: dir.folder,
      env: environment(),
      stdio: ["ignore", output, output],
      detached: true,
      windowsHide: true,
    });
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code));
    });
    return { status, output: readFileSync(file, "utf8") };
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Without the PG* variables: a PGDATA or PGPORT set for another server must not affect ours. Nor what only we need to know: the
 * server runs as another account, outlives us, and whoever may look at its environment would find passwords there.
 */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^PG|_URL(?:_FILE)?$/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" };
}
