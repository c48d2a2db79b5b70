/** What a night leaves that nobody disturbs: played twice, so that whatever differs by itself is found here and not later. */
import { QUEUES, type Ground } from "./ground.ts";
import { waitForEnd } from "./judge.ts";
import { Program } from "./program.ts";
import { compare, snapshotOf, type Snapshot } from "./snapshot.ts";

/** Throws when the same night on the two queues does not leave the same to the byte. */
export async function undisturbed(ground: Ground, tree: string): Promise<Snapshot> {
  const snapshots: Snapshot[] = [];
  for (const queue of ground.redis === null ? [QUEUES[0], QUEUES[0]] : QUEUES) {
    const [home, program] = [await ground.home(queue), await Program.begin(tree)];
    try {
      await program.open(home);
      const left = await waitForEnd(home, 60_000);
      if (left.length > 0)
        throw new Error(`an undisturbed night did not end: ${left.join("; ")}\n${program.said}`);
      await program.close(home);
      snapshots.push(await snapshotOf(home, ground.sink));
    } finally {
      await program.kill();
      await home.remove();
    }
  }
  const [one = {}, other = {}] = snapshots;
  const { words } = compare(one, other);
  if (words.length > 0) throw new Error(`two undisturbed nights differ:\n${words.join("\n")}`);
  return one;
}
