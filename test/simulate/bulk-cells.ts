/** Cells of very large files, each computed quickly from a number. */

/** A bijection on 32 bits (MurmurHash3's finaliser, public domain): two numbers never give the same result. */
export function mix(value: number, seed: number): number {
  let h = (value ^ Math.imul(seed, 0x9e3779b9)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const HEX4 = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, "0"));
const HEX3 = Array.from({ length: 0x1000 }, (_, value) => value.toString(16).padStart(3, "0"));

/** Kinds of id: the number keeps ids of different kinds distinct. */
const KINDS = { order: 1, event: 2, twin: 3, open: 4 } as const;

/** A version 4 UUID as evenly spread as a random one, so that indexes have as much work as with real ids. */
export function idOf(kind: keyof typeof KINDS, index: number, seed: number): string {
  const number = KINDS[kind];
  const a = mix(index, seed + number);
  const b = mix(a, number);
  return `${hex4(a >>> 16)}${hex4(a & 0xffff)}-${hex4(b >>> 16)}-4${hex3(b & 0xfff)}-a00${number}-${hex4(index & 0xffff)}${hex4(index >>> 16)}${hex4(a & 0xffff)}`;
}

/** From 149.00 up to 4,999.99 kronor, in öre: enough for a receivable to be 100.00 less. */
export function oreOf(index: number, seed: number): number {
  return 14_900 + (mix(index, seed + 97) % 485_100);
}

export function showOre(ore: number): string {
  const whole = Math.floor(ore / 100);
  const rest = ore - whole * 100;
  return rest < 10 ? `${whole}.0${rest}` : `${whole}.${rest}`;
}

/** Times over the days before the payout. */
const TIMES = Array.from({ length: 4_000 }, (_, index) =>
  new Date(Date.UTC(2026, 1, 23) + index * 151_000).toISOString().replace(/\.\d{3}Z$/, "Z"),
);

export function captureTime(index: number): string {
  return TIMES[index % TIMES.length] ?? "";
}

function hex4(value: number): string {
  return HEX4[value] ?? "";
}

function hex3(value: number): string {
  return HEX3[value] ?? "";
}
