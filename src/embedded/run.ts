/** Runs one of PostgreSQL's programs to its end, as the account the database belongs to. */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { become } from "./account.ts";
import type { Place } from "./data-dir.ts";

export type Ran = { readonly status: number | null; readonly output: string };

/**
 * Output goes through a file, not a pipe: a server that pg_ctl leaves behind may keep a pipe open, and we would
 * wait for its end for ever. A process group of its own keeps a Ctrl-C in the terminal away from it.
 */
export async function run(command: string, args: readonly string[], place: Place): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-run-"));
  const file = join(folder, "output");
  const output = openSync(file, "w");
  try {
    const child = spawn(command, args, {
      ...become(place.account),
      cwd: place.folder,
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

/** Without the PG* variables: a PGDATA or PGPORT that the person uses elsewhere must not steer ours. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("PG"));
  return { ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" };
}
