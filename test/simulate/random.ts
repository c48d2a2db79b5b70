/**
 * A seeded random generator: the same seed gives the same numbers on every machine and every Node. The
 * generator is sfc32 (Chris Doty-Humphrey's "small fast counting" generator, PractRand), seeded through FNV-1a.
 */
import { minor, type Minor } from "../../src/money.ts";

export interface Random {
  /** A whole number of 0 up to 4,294,967,295. */
  uint32(): number;
  /** A whole number of `from` up to and including `to`. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** A new list in another order; the given one stays as it is. */
  shuffled<T>(list: readonly T[]): T[];
  /** A version 4 UUID in small letters, the form of Klarna's order, capture and refund ids. */
  uuid(): string;
  /** An amount of `from` up to and including `to` minor units. */
  amount(from: number, to: number): Minor;
  /** A generator of its own, so that what one part draws does not shift what another part gets. */
  fork(name: string): Random;
}

export function seeded(seed: string | number): Random {
  const next = sfc32(String(seed));
  const between = (from: number, to: number) => from + Math.floor((next() / 2 ** 32) * (to - from + 1));
  return {
    uint32: next,
    between,
    chance: (probability) => next() / 2 ** 32 < probability,
    pick: <T>(list: readonly T[]): T => {
      const index = between(0, list.length - 1);
      if (index >= list.length) throw new Error("nothing to pick from");
      return list[index] as T; // within the list; T itself may be undefined
    },
    shuffled: <T>(list: readonly T[]): T[] => {
      const keyed = list.map((item) => ({ item, key: next() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
    },
    uuid: () => {
      const hex = [next(), next(), next(), next()].map((word) => word.toString(16).padStart(8, "0")).join("");
      const variant = "89ab"[between(0, 3)] ?? "8";
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        variant + hex.slice(17, 20),
        hex.slice(20),
      ].join("-");
    },
    amount: (from, to) => minor(BigInt(between(from, to))),
    fork: (name) => seeded(`${seed}/${name}`),
  };
}

/** Four 32-bit words of state; the fourth is a counter, so that it has no short cycles. */
function sfc32(seed: string): () => number {
  let a = fnv1a(`a${seed}`);
  let b = fnv1a(`b${seed}`);
  let c = fnv1a(`c${seed}`);
  let counter = 1;
  const next = () => {
    const mixed = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + mixed;
    c |= 0;
    return mixed >>> 0;
  };
  for (let i = 0; i < 15; i++) next(); // lets near seeds drift apart
  return next;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
