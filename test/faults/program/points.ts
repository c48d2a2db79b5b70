/**
 * What the instrumented awaits call. A point is the step at work, the await and its side ("post src/pipeline/deliver.ts:40
 * before"); at the point that the matrix has chosen, the process kills itself as `kill -9` does.
 */
import { AsyncLocalStorage } from "node:async_hooks";

export type KillAt =
  /** `hit` 1: the first time that the point is reached. */
  | { readonly point: string; readonly hit: number }
  /** At the so-many-th point of any kind, where steps are taken one after the other. */
  | { readonly nth: number };

const step = new AsyncLocalStorage<string>();
const reached = new Map<string, number>();
let killAt: KillAt | null = null;
let count = 0;

/** Everything that `work` waits for belongs to the step. */
export function inStep<T>(name: string, work: () => T): T {
  return step.run(name, work);
}

export function killWhen(at: KillAt | null): void {
  killAt = at;
  count = 0;
}

/** How often each point was reached, in the order of the first time. */
export function reachedPoints(): [string, number][] {
  return [...reached];
}

function reach(place: string, side: string): void {
  const name = step.getStore();
  if (name === undefined) return;
  const point = `${name} ${place} ${side}`;
  const hits = (reached.get(point) ?? 0) + 1;
  reached.set(point, hits);
  count += 1;
  if (killAt === null) return;
  const isIt = "nth" in killAt ? killAt.nth === count : killAt.point === point && killAt.hit === hits;
  if (isIt) process.kill(process.pid, "SIGKILL");
}

Object.assign(globalThis, {
  kvittBefore: (place: string) => reach(place, "before"),
  kvittAfter: <T>(place: string, value: T): T => {
    reach(place, "after");
    return value;
  },
});
