/**
 * Bipartite matching of two lists of equal length: given which items may be the same, can all of them be paired, and which
 * pairs are in every solution? Pure.
 */

/** Returns the pairs that are forced, because one side has no other choice left. Null: they cannot all be paired. */
export function fitTogether<A, B>(
  edges: readonly (readonly [A, B])[],
  length: number,
): readonly (readonly [A, B])[] | null {
  const left = new Map<A, Set<B>>();
  const right = new Map<B, Set<A>>();
  for (const [a, b] of edges) {
    left.set(a, (left.get(a) ?? new Set<B>()).add(b));
    right.set(b, (right.get(b) ?? new Set<A>()).add(a));
  }
  if (left.size !== length || right.size !== length) return null;
  const forced: (readonly [A, B])[] = [];
  for (;;) {
    const pair = onlyChoice(left) ?? flipped(onlyChoice(right));
    if (pair === null) break;
    const [a, b] = pair;
    forced.push(pair);
    for (const other of left.get(a) ?? []) right.get(other)?.delete(a);
    for (const other of right.get(b) ?? []) left.get(other)?.delete(b);
    left.delete(a);
    right.delete(b);
    if ([...left.values(), ...right.values()].some(({ size }) => size === 0)) return null;
  }
  return canBePaired(left) ? forced : null;
}

function onlyChoice<X, Y>(choices: ReadonlyMap<X, ReadonlySet<Y>>): readonly [X, Y] | null {
  for (const [one, others] of choices) {
    const [only] = others;
    if (others.size === 1 && only !== undefined) return [one, only];
  }
  return null;
}

function flipped<X, Y>(pair: readonly [X, Y] | null): readonly [Y, X] | null {
  return pair === null ? null : [pair[1], pair[0]];
}

/** Whether a complete matching exists (augmenting paths). */
function canBePaired<A, B>(choices: ReadonlyMap<A, ReadonlySet<B>>): boolean {
  const holder = new Map<B, A>();
  const place = (a: A, tried: Set<B>): boolean => {
    for (const b of choices.get(a) ?? []) {
      if (tried.has(b)) continue;
      tried.add(b);
      const before = holder.get(b);
      if (before === undefined || place(before, tried)) {
        holder.set(b, a);
        return true;
      }
    }
    return false;
  };
  return [...choices.keys()].every((a) => place(a, new Set()));
}
