/**
 * `npm run bench [-- --lines 100000,1000000]`: whole nights of one large payout, stage by stage, beside the best that
 * this machine's PostgreSQL can do with the same rows. Each night runs in a process of its own, so that its peak memory
 * is its own.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeBulk } from "../simulate/bulk.ts";
import { benchNight } from "./night.ts";
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
  default:
    all(sizesFrom([mode, ...rest]));
}

function all(sizes: readonly number[]): void {
  for (const lines of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "kvitt-bench-"));
    try {
      process.stdout.write(
        `\n${lines.toLocaleString("en")} lines, ${(2 * lines).toLocaleString("en")} receivables\n`,
      );
      inProcess("generate", folder, String(lines));
      inProcess("night", folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  process.stdout.write("\nThe reader beside others\n");
  inProcess("reader", "200000");
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
