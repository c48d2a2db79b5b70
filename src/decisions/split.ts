/**
 * Splits an amount between accounts: the amounts that a person named, the rest on an account without an amount, and the VAT
 * that they contain. Pure. Throws `UserError` with the difference when the amounts do not add up.
 */
import { messages } from "./messages.ts";
import { moneyMessage } from "../format/amount.ts";
import { classOf, type VatRate } from "../config/accounts.ts";
import { accountsOf, type Settings } from "../config/settings.ts";
import { UserError } from "../errors.ts";
import { parsePlain } from "../money.ts";
import type { Decision, KnownAccounts } from "./decision.ts";

/** An amount on an account: above zero; the line or the receivable decides the side. */
export interface SplitPart {
  readonly account: number;
  readonly amount: bigint;
}

export interface SplitInput {
  readonly decision: Decision;
  /** What is to be allocated, minor units above zero. */
  readonly whole: bigint;
  readonly currency: string;
  readonly merchantId: string;
  readonly settings: Settings;
  readonly known: KnownAccounts | null;
  /**
   * `sale`: money that was received or paid, so VAT is output VAT on income and input VAT on costs. `loss`: a written-off
   * receivable reverses the output VAT of its sale, whichever account takes the loss.
   */
  readonly as: "sale" | "loss";
}

/** In the order in which they were named, VAT last. Throws `UserError`. */
export function splitAmount(sharing: SplitInput): readonly SplitPart[] {
  const parts = withoutVat(sharing);
  for (const { account } of parts) mustBeKnown(account, sharing.known);
  const rate = sharing.decision.vat;
  if (rate === undefined || rate === 0) return parts;
  const taken = parts.map((part) => ({ part, to: vatAccountOf(part.account, rate, sharing) }));
  if (taken.every(({ to }) => to === null)) throw noVat(parts);
  const vats = new Map<number, bigint>();
  const nets = taken.map(({ part, to }): SplitPart => {
    if (to === null) return part;
    const vat = vatIn(part.amount, rate);
    vats.set(to, (vats.get(to) ?? 0n) + vat);
    return { account: part.account, amount: part.amount - vat };
  });
  for (const account of vats.keys()) mustBeKnown(account, sharing.known);
  return [...nets, ...[...vats].map(([account, amount]) => ({ account, amount }))].filter(
    ({ amount }) => amount > 0n,
  );
}

/** The VAT that an amount includes; half an öre is rounded up. */
export function vatIn(gross: bigint, rate: VatRate): bigint {
  const percent = BigInt(rate);
  const over = 100n + percent;
  return (2n * gross * percent + over) / (2n * over);
}

function withoutVat({ decision, whole, currency }: SplitInput): SplitPart[] {
  const { split = [], account } = decision;
  const parts: SplitPart[] = [];
  let left = whole;
  for (const one of split) {
    if (parts.some((part) => part.account === one.account) || one.account === account)
      throw namedTwice(one.account);
    const amount = parsePlain(one.amount, currency);
    if (amount === null || amount <= 0n) throw noAmount(one, currency);
    parts.push({ account: one.account, amount });
    left -= amount;
  }
  if (left > 0n && account !== undefined) return [...parts, { account, amount: left }];
  if (left === 0n && account === undefined) return parts;
  throw doesNotAddUp(whole, whole - left, currency);
}

function vatAccountOf(
  account: number,
  rate: 25 | 12 | 6,
  { as, settings, merchantId }: SplitInput,
): number | null {
  const accounts = accountsOf(settings, merchantId);
  const kind = classOf(settings.chart, account);
  if (kind === "balance" || account === accounts.rounding) return null;
  return kind === "income" || as === "loss" ? accounts[`vatOut${rate}`] : accounts.feeVat;
}

const NEAR_MAX = 3;

function mustBeKnown(account: number, known: KnownAccounts | null): void {
  if (known === null || known.names.has(account)) return;
  const near = [...known.names.keys()]
    .sort((a, b) => distance(a, account) - distance(b, account) || a - b)
    .slice(0, NEAR_MAX)
    .map((one) => `${one} ${known.names.get(one) ?? ""}`.trim())
    .join(", ");
  throw new UserError(messages.unknownAccount({ account, from: known.from }), messages.nearestAccounts(near));
}

/** Accounts are nearer the more leading digits agree, then by number. */
function distance(one: number, other: number): number {
  const [a, b] = [String(one), String(other)];
  let same = 0;
  while (same < b.length && a[same] === b[same]) same += 1;
  return (b.length - same) * 10_000 + Math.abs(one - other);
}

function noAmount({ account, amount }: { account: number; amount: string }, currency: string): UserError {
  return new UserError(messages.notAnAmount({ amount, account, currency }), messages.splitExample);
}

function namedTwice(account: number): UserError {
  return new UserError(messages.accountNamedTwice(account), messages.nameOnceWithWhole);
}

function doesNotAddUp(whole: bigint, named: bigint, currency: string): UserError {
  const [all, sum] = [moneyMessage(whole, currency), moneyMessage(named, currency)];
  if (named === whole) return new UserError(messages.nothingLeftForAccount(all), messages.correctAmounts);
  const difference = moneyMessage(named > whole ? named - whole : whole - named, currency);
  const problem = named > whole ? messages.splitTooMuch : messages.splitTooLittle;
  return new UserError(problem({ named: sum, whole: all, difference }), messages.correctAmounts);
}

function noVat(parts: readonly SplitPart[]): UserError {
  const accounts = parts.map(({ account }) => account).join(", ");
  return new UserError(messages.noVatIn(accounts), messages.leaveVatOut);
}
