/** A folder of the home is on a disk that is full, or can only be read. Needs the right to mount; without it the row says so. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shopFiles, type Home } from "../matrix/home.ts";
import { judge } from "../matrix/judge.ts";
import { pause, stopped } from "../matrix/outage.ts";
import { startCommand } from "../matrix/program.ts";
import type { Scenario } from "../matrix/scenario.ts";

const OUTAGE_MS = 15_000;
const FOLDERS = ["archive", "quarantine", "sie", "inbox"] as const;
type State = "full" | "read-only";

export const diskScenarios: readonly Scenario[] = FOLDERS.flatMap((folder) =>
  (["full", "read-only"] as const)
    // an inbox that is full takes no new file, which is the writer's trouble
    .filter((state) => !(folder === "inbox" && state === "full"))
    .map((state) => diskScenario(folder, state)),
);

function diskScenario(folder: (typeof FOLDERS)[number], state: State): Scenario {
  return {
    name: `${folder}/ is ${state} for 15 s`,
    short: false,
    async play(stage) {
      const home = await stage.ground.home(stage.queue);
      const path = join(home.folder, folder);
      mkdirSync(path, { recursive: true });
      try {
        if (!mount(["-t", "tmpfs", "-o", "size=1m", "tmpfs", path]))
          return [{ kind: "skipped", why: "nothing may be mounted here" }];
        if (folder === "inbox") putReports(home);
        const heal = takeAway(path, state);
        const system = startCommand(stage.tree, home, ["start"]);
        try {
          await pause(OUTAGE_MS);
          heal();
          const verdict = await judge(home, stage.expected, stage.ground.sink, Date.now());
          const words = [...verdict.words, ...(await stopped(system))];
          return [{ kind: "played", verdicts: [{ ...verdict, words, name: `${folder}, ${state}` }] }];
        } finally {
          system.child.kill("SIGKILL");
          await system.ended;
        }
      } finally {
        spawnSync("umount", ["--lazy", path], { stdio: "ignore" });
        await home.remove();
      }
    },
  };
}

/** They were laid in before the folder was mounted over. */
function putReports(home: Home): void {
  for (const { path, bytes } of shopFiles()) if (path.startsWith("inbox/")) home.put(path, bytes);
}

/** Returns what makes it good again. */
function takeAway(path: string, state: State): () => void {
  if (state === "read-only") {
    mount(["-o", "remount,ro", path]);
    return () => void mount(["-o", "remount,rw", path]);
  }
  const filler = join(path, ".filler.tmp");
  try {
    for (let size = 4096; ; size += 4096) writeFileSync(filler, Buffer.alloc(size));
  } catch {
    // as much as there was room for
  }
  return () => rmSync(filler, { force: true });
}

function mount(args: readonly string[]): boolean {
  return spawnSync("mount", [...args], { stdio: "ignore" }).status === 0;
}
