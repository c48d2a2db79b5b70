/** `kill -9` at every await of every step. Which awaits there are, an undisturbed night in instrumented code has told. */
import { each, type Named, type Played, type Scenario, type Stage } from "../matrix/scenario.ts";
import type { Home } from "../matrix/home.ts";
import { judge, waitForEnd, type Verdict } from "../matrix/judge.ts";
import { ALL_ROLES, Program, ProcessEnded, WarmPrograms, type WorkerRole } from "../matrix/program.ts";

/** The jobs of a night, as the table calls them, and the role that does each. */
const STEPS: Readonly<Record<string, { step: string; role: WorkerRole }>> = {
  "start-night": { step: "wake", role: "scheduler" },
  "collect-run": { step: "collect", role: "import" },
  "import-report": { step: "import", role: "import" },
  "match-run": { step: "match", role: "match" },
  "post-voucher": { step: "post", role: "post" },
  "digest-run": { step: "digest", role: "notify" },
  "send-mail": { step: "send", role: "notify" },
};

/** Nights with kills in a row. */
const PLANS = 60;
const SHORT_PLANS = 2;
const KILLED_WITHIN_MS = 60_000;

export const killsAtEveryAwait: Scenario = {
  name: "kill -9 at every await",
  short: true,
  async play(stage) {
    const points = await pointsOf(stage);
    stage.say(`  ${points.length} points`);
    const warm = new WarmPrograms(stage.quickTree, stage.jobs);
    const finisher = await Program.begin(stage.quickTree);
    const played: Played[] = [];
    try {
      for (const [job, { step, role }] of Object.entries(STEPS)) {
        const all = points.filter((point) => point.startsWith(`${job} `));
        const chosen =
          stage.killsMax < all.length ? stage.random.shuffled(all).slice(0, stage.killsMax) : all;
        let unreached = 0;
        const verdicts = await each(chosen, stage.jobs, async (point, index) => {
          // every other time the role is a process of its own, and all others stay
          const roles = index % 2 === 0 ? ALL_ROLES : [role];
          const { killed, ...verdict } = await killedAt(
            stage,
            { warm, finisher },
            { roles, points: [point] },
          );
          if (killed < 1) unreached += 1;
          stage.say(`  ${verdict.seconds.toFixed(1)} s after ${verdict.name}`);
          return verdict;
        });
        const missed = unreached > 0 ? `, ${unreached} not reached again` : "";
        played.push({
          kind: "played",
          detail: `${step}: ${chosen.length} of ${all.length} points${missed}`,
          verdicts,
        });
      }
    } finally {
      await warm.end();
      await finisher.kill();
    }
    return played;
  },
};

export const killsInARow: Scenario = {
  name: "two and three kills in a row",
  short: true,
  async play(stage) {
    const points = (await pointsOf(stage)).filter((point) => (point.split(" ")[0] ?? "") in STEPS);
    const warm = new WarmPrograms(stage.quickTree, stage.jobs);
    const finisher = await Program.begin(stage.quickTree);
    const plans = Array.from({ length: stage.isShort ? SHORT_PLANS : PLANS }, (_, index) =>
      Array.from({ length: 2 + (index % 2) }, () => stage.random.pick(points)),
    );
    try {
      const verdicts = await each(plans, stage.jobs, async (plan) => {
        const { killed: _, ...verdict } = await killedAt(
          stage,
          { warm, finisher },
          { roles: ALL_ROLES, points: plan },
        );
        return verdict;
      });
      return [{ kind: "played", detail: `${plans.length} nights`, verdicts }];
    } finally {
      await warm.end();
      await finisher.kill();
    }
  },
};

const known = new Map<string, readonly string[]>();

/** The points of a night that no one disturbs, in the order in which they are first reached. */
export async function pointsOf({
  ground,
  queue,
  quickTree,
}: Pick<Stage, "ground" | "queue" | "quickTree">): Promise<readonly string[]> {
  const found = known.get(`${quickTree} ${queue}`);
  if (found !== undefined) return found;
  const home = await ground.home(queue);
  const program = await Program.begin(quickTree);
  try {
    await program.open(home);
    const left = await waitForEnd(home);
    if (left.length > 0)
      throw new Error(`an undisturbed night did not end: ${left.join("; ")}\n${program.said}`);
    const points = (await program.close(home)).map(([point]) => point);
    known.set(`${quickTree} ${queue}`, points);
    return points;
  } finally {
    await program.kill();
    await home.remove();
  }
}

interface Programs {
  readonly warm: WarmPrograms;
  readonly finisher: Program;
}

interface Plan {
  readonly roles: readonly WorkerRole[];
  readonly points: readonly string[];
  readonly patienceMs?: number;
  /** SQL before the night, and after the last kill. */
  readonly change?: string;
  readonly afterKill?: string;
}

/** Plays a night that is killed at each point in turn, and lets another process bring it to its end. */
export async function killedAt(
  { ground, queue, expected }: Pick<Stage, "ground" | "queue" | "expected">,
  { warm, finisher }: Programs,
  { roles, points, patienceMs, change, afterKill }: Plan,
): Promise<Named<Verdict> & { readonly killed: number }> {
  const home = await ground.home(queue, change === undefined ? {} : { change });
  const others = ALL_ROLES.filter((role) => !roles.includes(role));
  try {
    if (others.length > 0) await finisher.open(home, others);
    let killed = 0;
    let since = Date.now();
    for (const point of points) {
      if (await dies(home, await warm.take(), roles, point)) killed += 1;
      since = Date.now();
    }
    if (afterKill !== undefined) await home.ask(afterKill);
    await finisher.open(home, roles);
    const verdict = await judge(home, expected, ground.sink, since, patienceMs);
    await finisher.close(home, roles);
    if (others.length > 0) await finisher.close(home, others);
    return {
      ...verdict,
      killed,
      name: `${points.join(", ")} (${roles.length > 1 ? "one process" : "its role alone"})`,
    };
  } finally {
    await home.remove();
  }
}

/** False: the night ended without coming there. */
async function dies(
  home: Home,
  doomed: Program,
  roles: readonly WorkerRole[],
  point: string,
): Promise<boolean> {
  doomed.open(home, roles, { point, hit: 1 }).catch((thrown: unknown) => {
    if (!(thrown instanceof ProcessEnded)) throw thrown;
  });
  const over = new AbortController();
  await Promise.race([doomed.ended, waitForEnd(home, KILLED_WITHIN_MS, over.signal)]);
  over.abort();
  const died = doomed.hasEnded;
  await doomed.kill();
  return died;
}
