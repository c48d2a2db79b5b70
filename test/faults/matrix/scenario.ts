/** What a scenario of the fault matrix is, and what it is given. */
import type { Random } from "../../simulate/random.ts";
import type { Ground, QueueName } from "./ground.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Verdict } from "./judge.ts";

export interface Scenario {
  /** As in the table: what is done to a night. */
  readonly name: string;
  /** Also in the short form. */
  readonly short: boolean;
  /** Only where it makes a difference which queue there is; both unless given. */
  readonly queues?: readonly QueueName[];
  play(stage: Stage): Promise<readonly Played[]>;
}

export interface Stage {
  readonly ground: Ground;
  readonly queue: QueueName;
  /** The folder of the translated program; with the product's own lock, and with a short one for what is killed often. */
  readonly tree: string;
  readonly quickTree: string;
  /** What an undisturbed night leaves. */
  readonly expected: Snapshot;
  /** Of the seed, the scenario and the queue. */
  readonly random: Random;
  readonly isShort: boolean;
  /** How many awaits of each step are killed at. */
  readonly killsMax: number;
  /** How many cases may run at a time. */
  readonly jobs: number;
  say(words: string): void;
}

/** One row of the table, or why there is none. */
export type Played =
  | { readonly kind: "played"; readonly detail?: string; readonly verdicts: readonly Named<Verdict>[] }
  | { readonly kind: "skipped"; readonly detail?: string; readonly why: string };

/** `name` says how to play it again: the point of the kill. */
export type Named<T> = T & { readonly name: string };

/** Does the work for each, so many at a time, in order. */
export async function each<T, R>(
  all: readonly T[],
  jobs: number,
  work: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < all.length; index = next++) {
      const one = all[index];
      if (one !== undefined) results[index] = await work(one, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, all.length) }, worker));
  return results;
}
