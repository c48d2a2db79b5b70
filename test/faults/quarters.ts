/** `npm run simulate -- --seed 4711 --faults`: so many quarters with faults, and what was found. */
import { availableParallelism } from "node:os";
import { makeTree } from "./instrument/tree.ts";
import { WarmPrograms } from "./matrix/program.ts";
import { playQuarter } from "./quarter.ts";

const SHOWN = 20;

/** Returns the exit code: 0 no finding, 1 a finding. */
export async function playQuarters(
  { seeds, seed: first }: { readonly seeds: number; readonly seed: number },
  say: (words: string) => void,
): Promise<number> {
  const began = performance.now();
  const warm = new WarmPrograms(makeTree("quarter"), 1);
  const all = { quarters: 0, nights: 0, kills: 0, decisions: 0, found: 0 };
  let next = first;
  const player = async () => {
    while (next < first + seeds) {
      const seed = next++;
      const { nights, kills, decisions, finding } = await playQuarter(seed, warm);
      all.quarters += 1;
      all.nights += nights;
      all.kills += kills;
      all.decisions += decisions;
      if (finding === null) continue;
      all.found += 1;
      say(
        `seed ${seed}, after ${finding.step}. Again: npm run simulate -- --seeds 1 --seed ${seed} --faults`,
      );
      for (const violation of finding.violations.slice(0, SHOWN)) say(`  ${violation}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(seeds, availableParallelism()) }, player));
  } finally {
    await warm.end();
  }
  const { quarters, nights, kills, decisions, found } = all;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const words = found === 0 ? "everything held after each step" : `${found} found`;
  say(
    `${quarters} quarters, ${nights} nights, ${kills} kills, ${decisions} decisions in ${seconds} s: ${words}`,
  );
  return found === 0 ? 0 : 1;
}
