/**
 * Money: exact or refused. An amount is a count of minor units (öre, cents) in a bigint, never a float. Only this file and
 * the row mappers of `books/` turn text into money; how people read an amount is in `format/amount.ts`.
 */
declare const isMinor: unique symbol;
/** Öre, cents: an exact count of minor units. Made only in this file, so a stray bigint does not compile. */
export type Minor = bigint & { readonly [isMinor]: true };

/** An amount in its currency. */
export interface Money {
  readonly currency: string;
  readonly amount: Minor;
}

export const ZERO = minor(0n);

/** For a bigint that is known to count minor units (a database column, a sum of such). */
export function minor(units: bigint): Minor {
  return units as Minor; // the one cast: the brand exists only in the type
}

export function add(a: Minor, b: Minor): Minor {
  return minor(a + b);
}

export function subtract(a: Minor, b: Minor): Minor {
  return minor(a - b);
}

export function negate(a: Minor): Minor {
  return minor(-a);
}

export function absolute(a: Minor): Minor {
  return a < 0n ? negate(a) : a;
}

export function sum(amounts: Iterable<Minor>): Minor {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return minor(total);
}

/** Decimals of a currency's minor unit (ISO 4217). Every currency a Nordic payout comes in has two. */
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ["ISK", 0],
  ["JPY", 0],
  ["KRW", 0],
]);

export function decimalsOf(currency: string): number {
  return DECIMALS.get(currency) ?? 2;
}

/** The decimal string of CONTRACT §1: 119375n in SEK is "1193.75", -5n is "-0.05". */
export function showMinor(amount: bigint, currency: string): string {
  const decimals = decimalsOf(currency);
  const sign = amount < 0n ? "-" : "";
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Reads a plain decimal string ("1193.75", "-0.05", "12"); null when it is anything else. Never rounds. */
export function parsePlain(text: string, currency: string): Minor | null {
  const parts = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  if (!parts) return null;
  const [, sign = "", whole = "", fraction = ""] = parts;
  const decimals = decimalsOf(currency);
  const padded = fraction.padEnd(decimals, "0");
  // "12.500" is exact with two decimals, "12.505" is not: only zeros may be dropped.
  if (/[1-9]/.test(padded.slice(decimals))) return null;
  const units = BigInt(whole + padded.slice(0, decimals));
  return minor(sign ? -units : units);
}
