/**
 * `npm run simulate -- --seeds 200`: runs that many shops through Kvitt and compares the books with the known answer
 * after each night. A finding names its seed, which replays it. Exit codes: 0 no finding, 1 a finding, 2 wrong usage.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { playQuarters } from "../faults/quarters.ts";
import { beginRun, endRun, runFolder } from "../setup/run.ts";
import { openKvitt } from "./kvitt.ts";
import { openPlain } from "./plain/system.ts";
import { makeCompany } from "./company.ts";
import { makeMess } from "./mess.ts";
import { makeShop, SIZES, type Shop } from "./shop.ts";
import { play, type OpenSystem } from "./system.ts";
import { WRONG_MATCH } from "./truth.ts";

const USAGE = `npm run simulate -- [--seeds 20] [--seed 1] [--kind small|atOnce|large|messy|shops|all|inTurn] [--system kvitt|plain] [--order WORD] [--faults]
  --seeds   how many shops
  --seed    the first one's seed; the others follow
  --kind    stories over four nights, in one night, over a quarter of a year; or a world in which everything touches
            everything, read by the contract's letter; or shops whose series of numbers overlap, of which it is known what
            each line really pays; all: each of them but the quarter of a year; inTurn: one of those a seed, each in
            its turn
  --system  kvitt, or the plain reading of the contract that tries the known answers themselves
  --order   plays each night's files in another order, which must make no difference
  --faults  a quarter of each shop, with kills at instrumented points, lost queues, wrong clocks and decisions
`;

const KINDS: Readonly<Record<string, (seed: number) => Shop | Promise<Shop>>> = {
  small: (seed) => makeShop(seed, SIZES.small),
  atOnce: (seed) => makeShop(seed, SIZES.atOnce),
  messy: (seed) => makeMess(seed),
  shops: (seed) => makeCompany(seed),
  large: (seed) => makeShop(seed, SIZES.large),
};
const SYSTEMS: Readonly<Record<string, OpenSystem>> = { kvitt: openKvitt, plain: openPlain };
/** Violations shown per night: the first ones usually suffice. */
const SHOWN = 20;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  beginRun();
  try {
    return await (options.faults ? playQuarters(options, say) : playAll(options));
  } finally {
    await endRun(runFolder());
  }
}

interface Options {
  readonly seeds: number;
  readonly seed: number;
  readonly kindsOf: (seed: number) => readonly string[];
  readonly open: OpenSystem;
  readonly order: string | undefined;
  readonly faults: boolean;
}

function readOptions(argv: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        seeds: { type: "string", default: "20" },
        seed: { type: "string", default: "1" },
        kind: { type: "string", default: "all" },
        system: { type: "string", default: "kvitt" },
        order: { type: "string" },
        faults: { type: "boolean", default: false },
      },
    });
    const [seeds, seed] = [Number(values.seeds), Number(values.seed)];
    const open = SYSTEMS[values.system];
    const kindsOf = kindsBy(values.kind);
    const numbers = Number.isSafeInteger(seeds) && seeds > 0 && Number.isSafeInteger(seed) && seed >= 0;
    return open && numbers && kindsOf
      ? { seeds, seed, kindsOf, open, order: values.order, faults: values.faults }
      : null;
  } catch {
    return null; // an option that is not known
  }
}

/** The kinds of shop that a seed makes. null: no such kind. */
function kindsBy(choice: string): Options["kindsOf"] | null {
  const all = ["small", "atOnce", "messy", "shops"];
  if (choice === "all") return () => all;
  if (choice === "inTurn") return (seed) => all.filter((_, index) => index === seed % all.length);
  return choice in KINDS ? () => [choice] : null;
}

/** Several shops at a time: each has a database of its own, and while one waits for it another can go on. */
async function playAll({ seeds, seed: first, kindsOf, open, order }: Options): Promise<number> {
  const began = performance.now();
  let [shops, nights, lines, settled, found, wrong] = [0, 0, 0, 0, 0, 0];
  let next = first;
  const player = async () => {
    while (next < first + seeds) await playSeed(next++);
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, player));

  async function playSeed(seed: number): Promise<void> {
    for (const kind of kindsOf(seed)) {
      const shop = await shopOf(kind, seed);
      const finding = await play(shop, open, order);
      const last = shop.nights.at(-1)?.known;
      shops += 1;
      nights += shop.nights.length;
      lines += last?.lines.length ?? 0;
      settled += last?.settled.length ?? 0;
      if (!finding) continue;
      found += 1;
      wrong += finding.violations.filter((violation) => violation.startsWith(WRONG_MATCH)).length;
      const again = `npm run simulate -- --seed ${seed} --seeds 1 --kind ${kind}${order === undefined ? "" : ` --order ${order}`}`;
      const more = finding.violations.length - SHOWN;
      say(
        `seed ${seed}, ${kind}, night ${finding.night}: ${finding.violations.length} wrong. Again: ${again}`,
      );
      for (const violation of finding.violations.slice(0, SHOWN)) say(`  ${violation}`);
      if (more > 0) say(`  and ${more} more`);
    }
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(
    `${shops} shops, ${nights} nights, ${lines} lines, ${settled} settlements in ${seconds} s: ${found === 0 ? "all as known" : `${found} wrong, with ${wrong} wrong matches`}`,
  );
  return found === 0 ? 0 : 1;
}

function shopOf(kind: string, seed: number): Shop | Promise<Shop> {
  const make = KINDS[kind];
  if (!make) throw new Error(`there is no kind of shop called ${kind}`);
  return make(seed);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
