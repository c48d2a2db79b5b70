/**
 * `npm run faults`: plays every scenario on both queues, prints one table, and ends with 1 when anything was lost, doubled or
 * not recovered within a minute. 2 is wrong usage.
 */
import { availableParallelism, cpus } from "node:os";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { messageOf } from "../../src/errors.ts";
import { beginRun, endAbandonedRuns, endRun, runFolder } from "../setup/run.ts";
import { redisProblem } from "../setup/redis.ts";
import { seeded } from "../simulate/random.ts";
import { makeTree, SHORT_LOCK } from "./instrument/tree.ts";
import { openGround, QUEUES, type QueueName } from "./matrix/ground.ts";
import { page } from "./matrix/page.ts";
import type { Played, Scenario, Stage } from "./matrix/scenario.ts";
import { cellsOf, holds, problemsOf, text, type Row } from "./matrix/table.ts";
import { undisturbed } from "./matrix/undisturbed.ts";
import { SCENARIOS } from "./scenarios/all.ts";

const USAGE = `npm run faults -- [--short] [--only WORDS] [--queue PostgreSQL|Redis] [--seed 1] [--jobs 3] [--kills N] [--write]
  --short  a sample of the kills, and the scenarios that take seconds: some minutes
  --only   the scenarios whose names have these words in them; several are separated by commas
  --queue  one queue; otherwise both
  --seed   which sample, and which kills in a row
  --jobs   how many nights at a time
  --kills  of each step, drawn by the seed; otherwise every await of it, which takes hours
  --write  puts the table into docs/faults.md
`;

const PAGE = fileURLToPath(new URL("../../docs/faults.md", import.meta.url));

process.exitCode = await main(process.argv.slice(2));

interface Options {
  readonly isShort: boolean;
  readonly only: string;
  readonly queues: readonly QueueName[];
  readonly seed: string;
  readonly jobs: number;
  readonly killsMax: number;
  readonly write: boolean;
}

function readOptions(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        short: { type: "boolean", default: false },
        only: { type: "string", default: "" },
        queue: { type: "string" },
        seed: { type: "string", default: "1" },
        jobs: { type: "string", default: String(availableParallelism() + 1) },
        kills: { type: "string" },
        write: { type: "boolean", default: false },
      },
    });
    const queues = QUEUES.filter((name) => values.queue === undefined || name === values.queue);
    const jobs = Number(values.jobs);
    const killsMax = Number(values.kills ?? (values.short ? 1 : Infinity));
    if (queues.length === 0 || !Number.isSafeInteger(jobs) || jobs < 1 || !(killsMax >= 1)) return null;
    const { short: isShort, only, seed, write } = values;
    return { isShort, only, queues, seed, jobs, killsMax, write };
  } catch {
    return null; // an option that is not known
  }
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const chosen = SCENARIOS.filter(
    ({ name, short }) =>
      (short || options?.isShort !== true) &&
      (options?.only ?? "").split(",").some((words) => name.includes(words)),
  );
  if (options === null || chosen.length === 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  // told to stop, it takes what it has started with it
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  await endAbandonedRuns();
  beginRun();
  try {
    const rows = await playAll(chosen, options);
    process.stdout.write(`\n${text(rows)}\n`);
    const wrong = rows.filter((row) => !holds(row));
    for (const row of wrong)
      process.stdout.write(
        `\n${row.scenario}, ${row.queue}:\n${problemsOf(row)
          .map((one) => `  ${one}\n`)
          .join("")}`,
      );
    process.stdout.write(
      `\n${wrong.length === 0 ? "Nothing lost, nothing doubled." : `${wrong.length} rows are wrong.`}\n`,
    );
    if (options.write) {
      const command = ["npm run faults", ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
      writeFileSync(PAGE, page(rows, { command, machine: machine(), at: new Date() }));
    }
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await endRun(runFolder());
  }
}

async function playAll(scenarios: readonly Scenario[], options: Options): Promise<Row[]> {
  const ground = await openGround();
  const rows: Row[] = [];
  try {
    const [tree, quickTree] = [makeTree("as-it-is"), makeTree("short-lock", [SHORT_LOCK])];
    const expected = await undisturbed(ground, quickTree);
    for (const scenario of scenarios)
      for (const queue of options.queues) {
        if (!(scenario.queues ?? QUEUES).includes(queue)) continue;
        const began = Date.now();
        const random = seeded(`${options.seed} ${scenario.name} ${queue}`);
        const stage: Stage = { ...options, ground, queue, tree, quickTree, expected, random, say };
        const played = queue === "Redis" && ground.redis === null ? [noRedis()] : await play(scenario, stage);
        const made = played.map((one): Row => ({ scenario: scenario.name, queue, played: one }));
        rows.push(...made);
        say(`${scenario.name}, ${queue}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
        for (const row of made)
          say([cellsOf(row).join(" | "), ...problemsOf(row)].map((one) => `  ${one}`).join("\n"));
      }
  } finally {
    await ground.close();
  }
  return rows;
}

/** A scenario that breaks off is a row that does not hold, and the others go on. */
async function play(scenario: Scenario, stage: Stage): Promise<readonly Played[]> {
  try {
    return await scenario.play(stage);
  } catch (thrown) {
    const nothing = { lost: 0, doubled: 0, lettersLost: 0, lettersDoubled: 0, seconds: 0 };
    const words = [thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown)];
    return [{ kind: "played", detail: "broke off", verdicts: [{ ...nothing, name: scenario.name, words }] }];
  }
}

function noRedis(): Played {
  return { kind: "skipped", why: redisProblem() };
}

function machine(): string {
  const [first] = cpus();
  return `${availableParallelism()} cores (${first?.model.trim() ?? "unknown"}), Node ${process.versions.node}, ${process.platform}`;
}

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}
