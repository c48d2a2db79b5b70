/**
 * The long run of the report reader: node --import tsx test/fuzz/main.ts [--cases N] [--mutants N] [--seed S]
 * Says its seed, and stops at the first case that breaks a law; the case's own number repeats it alone.
 */
import { parseArgs } from "node:util";
import { readReport } from "../../src/reports/read.ts";
import { csvAndJson, jsonMutant, mutant, roundTrip } from "./cases.ts";
import { seedFromEnvironment } from "./random.ts";

/** A read of a few lines takes a millisecond; this is a hang, whatever the machine is busy with. */
const HANGS_AFTER_MS = 20_000;

/** Far below the size of what is thrown at the reader, far above what garbage may wait for its collector. */
const GROWN_MAX_MB = 150;

const { values } = parseArgs({
  options: { cases: { type: "string" }, mutants: { type: "string" }, seed: { type: "string" } },
});
const seed = values.seed === undefined ? seedFromEnvironment() : Number(values.seed);
const cases = Number(values.cases ?? 1_000_000);
const mutants = Number(values.mutants ?? 200_000);

await run("written and read back", cases, roundTrip);
await run("the same by CSV and JSON", Math.ceil(cases / 20), csvAndJson);
await run("damaged", mutants, mutant);
await run("damaged JSON", Math.ceil(mutants / 10), jsonMutant);

await fiveGigabytes();

/** A file larger than any report: read on and on in bounded memory, until the reader says that it is too large. */
async function fiveGigabytes(): Promise<void> {
  say("five gigabytes of lines");
  const head =
    "total_settlement_amount;payment_reference;settlement_currency\n0.00;1;SEK\n\ntype;amount;posting_currency;note\n";
  const line = Buffer.from(`SALE;0.00;SEK;${"x".repeat(60 * 1024)}\n`);
  const before = process.memoryUsage().rss;
  let most = before;
  const source = async function* () {
    yield Buffer.from(head);
    for (let size = 0; size < 5 * 1024 ** 3; size += line.length) {
      if (size % (64 * 1024 ** 2) < line.length) most = Math.max(most, process.memoryUsage().rss);
      yield line;
    }
  };
  const read = await readReport(source, { name: "settlement.1.csv" }, () => {});
  const reason = read.outcome === "refused" ? read.refusals[0].reason : "proven";
  const grown = Math.round((most - before) / 1024 ** 2);
  say(`  ${reason}, memory grew by ${grown} MB`);
  if (reason === "too_large" && grown < GROWN_MAX_MB) return;
  process.exit(1);
}

async function run(
  what: string,
  count: number,
  one: (seed: number) => Promise<string | null>,
): Promise<void> {
  say(`${what}: ${count} cases from seed ${seed}`);
  const began = performance.now();
  for (let at = 0; at < count; at++) {
    const number = (seed + at) >>> 0;
    const start = performance.now();
    const wrong = await one(number).catch((error: unknown) =>
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
    const took = performance.now() - start;
    if (wrong !== null || took > HANGS_AFTER_MS) {
      say(`\n${what}: case ${number} (KVITT_SEED=${number}): ${wrong ?? `took ${Math.round(took)} ms`}`);
      process.exit(1);
    }
    if (at > 0 && at % 10_000 === 0)
      say(`  ${at} (${Math.round((at / (performance.now() - began)) * 1000)}/s)`);
  }
  say(`  all ${count} hold, ${Math.round((performance.now() - began) / 1000)} s`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
