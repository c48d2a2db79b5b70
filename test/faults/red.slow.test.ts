/** Each zero of the fault matrix can fail: without a protection, the matrix finds what was lost or doubled. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PROTECTIONS, type Protection } from "./instrument/protections.ts";
import { makeTree, SHORT_LOCK } from "./instrument/tree.ts";
import { openGround, QUEUES, type Ground } from "./matrix/ground.ts";
import { Program, WarmPrograms } from "./matrix/program.ts";
import type { Snapshot } from "./matrix/snapshot.ts";
import { undisturbed } from "./matrix/undisturbed.ts";
import { killedAt, pointsOf } from "./scenarios/kills.ts";
import { ALL_ROLES } from "./matrix/program.ts";

const PATIENCE_MS = 600_000;
/** A night without a protection may never end; one with all of them has this long as well. */
const NIGHT_MS = 75_000;

let ground: Ground;
let whole: string;
let expected: Snapshot;

beforeAll(async () => {
  ground = await openGround();
  whole = makeTree("whole", [SHORT_LOCK]);
  expected = await undisturbed(ground, whole);
}, PATIENCE_MS);

afterAll(() => ground.close());

test.each(PROTECTIONS)(
  "without $name, the matrix is red",
  async (protection) => {
    const without = makeTree("without", [SHORT_LOCK, ...protection.changes]);
    expect(await differencesIn(whole, { ...protection, sql: "select" })).toEqual([]);
    expect(await differencesIn(without, protection)).not.toEqual([]);
  },
  PATIENCE_MS,
);

/** What one killed night leaves otherwise than an undisturbed one, in words. */
async function differencesIn(quickTree: string, protection: Protection): Promise<readonly string[]> {
  const queue = QUEUES[0];
  const point = protection.killAt(await pointsOf({ ground, queue, quickTree }));
  if (point === undefined) throw new Error(`no point of the night is where "${protection.name}" matters`);
  const programs = { warm: new WarmPrograms(quickTree, 1), finisher: await Program.begin(quickTree) };
  try {
    const { words, killed } = await killedAt({ ground, queue, expected }, programs, {
      roles: ALL_ROLES,
      points: [point],
      patienceMs: NIGHT_MS,
      ...(protection.sql === undefined ? {} : { change: protection.sql }),
      ...(protection.losesQueue === true ? { afterKill: "truncate bullmq.job cascade" } : {}),
    });
    expect(killed).toBe(1);
    return words;
  } finally {
    await programs.warm.end();
    await programs.finisher.kill();
  }
}
