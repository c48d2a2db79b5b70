/**
 * `npm run bench [-- --lines 100000,1000000]`: whole nights of one large payout, stage by stage, beside the best that
 * this machine's PostgreSQL can do with the same rows. `npm run bench -- files [2000,5000] [postgres,redis]`: nights of
 * many small reports. `npm run bench -- nights [200] [postgres,redis]`: nights after each other in one process.
 * `npm run bench -- pages [1000000] [folder]`: every page of the desk over books of that many lines, which the folder keeps for
 * the next time. Each night runs in a process of its own, so that its peak memory is its own.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeBulk } from "../simulate/bulk.ts";
import { benchFiles, type QueueName } from "./files.ts";
import { benchNight } from "./night.ts";
import { benchNights } from "./nights.ts";
import { benchPages } from "./pages.ts";
import { benchReport } from "./report.ts";

const [mode = "all", ...rest] = process.argv.slice(2);

switch (mode) {
  case "generate": {
    const [folder = "", lines = ""] = rest;
    await writeBulk(filesIn(folder), { lines: Number(lines) });
    break;
  }
  case "night":
    await benchNight(filesIn(rest[0] ?? ""), rest[0] ?? "");
    break;
  case "reader":
    await benchReport(Number(rest[0] ?? 1_000_000));
    break;
  case "files":
    for (const queue of (rest[1] ?? "postgres,redis").split(","))
      for (const count of (rest[0] ?? "2000").split(","))
        inFolder((folder) => inProcess("night-of-files", folder, count, queue));
    break;
  case "nights":
    for (const queue of (rest[1] ?? "postgres,redis").split(","))
      inFolder((folder) => inProcess("night-after-night", folder, rest[0] ?? "200", queue));
    break;
  case "night-after-night":
    await benchNights(rest[0] ?? "", Number(rest[1]), queueNamed(rest[2]));
    break;
  case "night-of-files":
    await benchFiles(rest[0] ?? "", Number(rest[1]), queueNamed(rest[2]));
    break;
  case "pages": {
    const [lines = "1000000", kept] = rest;
    if (kept === undefined) inFolder((folder) => inProcess("pages-of", folder, lines));
    else inProcess("pages-of", madeFolder(kept), lines);
    break;
  }
  case "pages-of":
    await benchPages(rest[0] ?? "", Number(rest[1]));
    break;
  default:
    all(sizesFrom([mode, ...rest]));
}

function all(sizes: readonly number[]): void {
  for (const lines of sizes) {
    process.stdout.write(
      `\n${lines.toLocaleString("en")} lines, ${(2 * lines).toLocaleString("en")} receivables\n`,
    );
    inFolder((folder) => {
      inProcess("generate", folder, String(lines));
      inProcess("night", folder);
    });
  }
  process.stdout.write("\nThe reader beside others\n");
  inProcess("reader", "200000");
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-bench-"));
  chmodSync(folder, 0o711); // run by root, the database has another account, which must be able to walk here
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function madeFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return resolve(folder);
}

function queueNamed(name: string | undefined): QueueName {
  if (name === "postgres" || name === "redis") return name;
  throw new Error(`there is no queue on ${String(name)}`);
}

function inProcess(...args: readonly string[]): void {
  const self = fileURLToPath(import.meta.url);
  const done = spawnSync(process.execPath, ["--import", "tsx", self, ...args], { stdio: "inherit" });
  if (done.status !== 0) throw new Error(`bench ${args.join(" ")} ended with ${done.status}`);
}

function filesIn(folder: string) {
  return { report: join(folder, "settlement.9000000001.csv"), receivables: join(folder, "receivables.csv") };
}

function sizesFrom(args: readonly string[]): readonly number[] {
  const given = args[args.indexOf("--lines") + 1];
  if (!args.includes("--lines") || given === undefined) return [100_000, 1_000_000];
  return given.split(",").map(Number);
}
