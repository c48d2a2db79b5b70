/** Processes that end, or are more than one. */
import { each, type Scenario } from "../matrix/scenario.ts";
import { judge } from "../matrix/judge.ts";
import { MOMENTS, pause, played, reached, stopped } from "../matrix/outage.ts";
import { startCommand } from "../matrix/program.ts";

export const stoppedMidWork: Scenario = {
  name: "SIGTERM in the middle of the work, started again",
  short: true,
  async play(stage) {
    const moments = stage.isShort ? (["claimed"] as const) : (["claimed", "matching", "letter"] as const);
    const verdicts = await each(moments, 1, async (moment) => {
      const home = await stage.ground.home(stage.queue);
      const first = startCommand(stage.tree, home, ["start"]);
      await reached(home, first, MOMENTS[moment]);
      const words = await stopped(first);
      const since = Date.now();
      const second = startCommand(stage.tree, home, ["start"]);
      try {
        const verdict = await judge(home, stage.expected, stage.ground.sink, since);
        return { ...verdict, words: [...words, ...verdict.words, ...(await stopped(second))], name: moment };
      } finally {
        second.child.kill("SIGKILL");
        await second.ended;
        await home.remove();
      }
    });
    return [{ kind: "played", verdicts }];
  },
};

export const killedWithTheProductsLock: Scenario = {
  name: "kill -9 of start, with the product's own lock",
  short: false,
  async play(stage) {
    const home = await stage.ground.home(stage.queue);
    const first = startCommand(stage.tree, home, ["start"]);
    await reached(home, first, MOMENTS.claimed);
    first.child.kill("SIGKILL");
    await first.ended;
    const since = Date.now();
    const second = startCommand(stage.tree, home, ["start"]);
    try {
      const verdict = await judge(home, stage.expected, stage.ground.sink, since);
      return [{ kind: "played", verdicts: [{ ...verdict, name: "as the first file is claimed" }] }];
    } finally {
      second.child.kill("SIGKILL");
      await second.ended;
      await home.remove();
    }
  },
};

export const severalAtOnce: Scenario = {
  name: "two start on one home, and two schedulers more",
  short: true,
  async play(stage) {
    const home = await stage.ground.home(stage.queue);
    const since = Date.now();
    const all = [["start"], ["start"], ["worker", "scheduler"], ["worker", "scheduler", "import"]].map(
      (args) => startCommand(stage.tree, home, args),
    );
    try {
      const verdict = await judge(home, stage.expected, stage.ground.sink, since);
      // whoever was late to begin the same night must find it done
      await pause(2_000);
      const again = await judge(home, stage.expected, stage.ground.sink, Date.now());
      const words = [...verdict.words, ...again.words];
      for (const one of all) words.push(...(await stopped(one)));
      return [
        { kind: "played", verdicts: [{ ...again, seconds: verdict.seconds, words, name: "four processes" }] },
      ];
    } finally {
      for (const one of all) one.child.kill("SIGKILL");
      await Promise.all(all.map(({ ended }) => ended));
      await home.remove();
    }
  },
};

export const outOfMemory: Scenario = {
  name: "out of memory in the night, started again with more",
  short: false,
  async play(stage) {
    const home = await stage.ground.home(stage.queue);
    const doomed = startCommand(stage.tree, home, ["start"], { node: ["--max-old-space-size=28"] });
    await Promise.race([doomed.ended, pause(40_000)]);
    doomed.child.kill("SIGKILL");
    await doomed.ended;
    const since = Date.now();
    const next = startCommand(stage.tree, home, ["start"]);
    try {
      const verdict = await judge(home, stage.expected, stage.ground.sink, since);
      return [
        { kind: "played", verdicts: [{ ...verdict, name: `its last words: ${doomed.said().slice(-80)}` }] },
      ];
    } finally {
      next.child.kill("SIGKILL");
      await next.ended;
      await home.remove();
    }
  },
};

/** The system's clock: an hour ahead while the night goes on, then two back. */
export const clockJumps: Scenario = {
  name: "the clock jumps an hour ahead, then two back",
  short: false,
  play: (stage) =>
    played(stage, "jumps", {
      moment: "atOnce",
      env: { KVITT_FAULTS_JUMPS: "2500:3600000,5000:-7200000" },
      disturb: () => Promise.resolve(),
    }),
};
