/**
 * `npm run walk -- --steps 10000`: decisions and their undoing at random over whole shops, with everything that verify
 * checks looked at after each batch; `--shops 50`: each night of so many shops verified and run again. Exit codes: 0 all
 * right, 1 a finding, 2 wrong usage.
 */
import { parseArgs } from "node:util";
import { rows } from "../../src/books/database.ts";
import { replayRun } from "../../src/audit/replay/replay.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { beginRun, endRun, runFolder } from "../setup/run.ts";
import { makeMess } from "../simulate/mess.ts";
import { makeShop, SIZES, type Shop } from "../simulate/shop.ts";
import { walk } from "./walk.ts";
import { openWorld, type World } from "./world.ts";

const USAGE = `npm run walk -- [--steps 10000] [--shops 0] [--seed 1] [--batch 200]
  --steps   how many decisions and undoings, over several shops
  --shops   how many shops' nights are verified and run again
  --seed    where chance begins; a finding names the seed that plays it again
  --batch   how many steps between two looks
`;
/** A shop is worn out after so many steps, and another one is opened. */
const STEPS_A_SHOP = 1_000;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  beginRun();
  try {
    const { steps, shops, seed, batch } = options;
    let found = 0;
    for (let done = 0, next = seed; done < steps; done += STEPS_A_SHOP, next += 1)
      found += await walkShop(next, Math.min(STEPS_A_SHOP, steps - done), batch);
    for (let next = seed; next < seed + shops; next += 1) found += await proveShop(next);
    say(found === 0 ? "all agrees" : `${found} findings`);
    return found === 0 ? 0 : 1;
  } finally {
    await endRun(runFolder());
  }
}

function readOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        steps: { type: "string", default: "10000" },
        shops: { type: "string", default: "0" },
        seed: { type: "string", default: "1" },
        batch: { type: "string", default: "200" },
      },
    });
    const [steps, shops, seed, batch] = [values.steps, values.shops, values.seed, values.batch].map(Number);
    const numbers = [steps, shops, seed, batch].every((number) => Number.isSafeInteger(number));
    if (!numbers || steps === undefined || shops === undefined || seed === undefined || !batch) return null;
    return { steps, shops, seed, batch };
  } catch {
    return null; // an option that is not known
  }
}

/** Every third shop is one in which everything touches everything. */
async function shopOf(seed: number): Promise<Shop> {
  return seed % 3 === 0 ? makeMess(seed) : makeShop(seed, seed % 3 === 1 ? SIZES.small : SIZES.atOnce);
}

async function walkShop(seed: number, steps: number, batch: number): Promise<number> {
  const shop = await shopOf(seed);
  const world = await openWorld({ ...shop.settings, people: { anna: { writeOffLimit: "500.00" } } });
  let found = 0;
  try {
    for (const night of shop.nights) await world.night(night);
    const walked = await walk(world, {
      seed,
      steps,
      batch,
      look: async () => void (found += await look(world, seed)),
    });
    const { decided, undone, nights, refused } = walked;
    say(`seed ${seed}: ${decided} decided, ${undone} taken back, ${nights} nights, ${refused} refused`);
  } catch (thrown) {
    found += 1;
    say(`seed ${seed}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  } finally {
    await world.close();
  }
  return found;
}

async function look({ app }: World, seed: number): Promise<number> {
  const { findings } = await verify(app, { all: true });
  for (const { check, subject, problem } of findings.slice(0, 10))
    say(`seed ${seed}: ${check}: ${subject}: ${problem.en}`);
  return findings.length;
}

async function proveShop(seed: number): Promise<number> {
  const shop = await shopOf(seed);
  const world = await openWorld(shop.settings);
  let found = 0;
  try {
    for (const night of shop.nights) {
      await world.night(night);
      found += await look(world, seed);
    }
    const runs = await rows(world.app.books, { id: "bigint" }, "select id from run order by id");
    for (const { id } of runs) {
      const { books, workspace } = world.app;
      const { differences } = await replayRun({ books, workspace, url: world.url }, id);
      for (const { what, about, was, is } of differences.slice(0, 10))
        say(`seed ${seed}, run ${id}: ${what} ${about}: ${was} | ${is}`);
      found += differences.length;
    }
  } finally {
    await world.close();
  }
  say(`seed ${seed}: ${shop.nights.length} nights verified and run again`);
  return found;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
