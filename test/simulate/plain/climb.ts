/**
 * A literal implementation of CONTRACT §5 (version 2 of the rules): one line at a time, one rung at a time, over lists. Slow,
 * and short enough to be compared with the text. It shares no code with Kvitt or with the stories.
 */
import { agreesOn, contradictionsOf, waysOf, type Way } from "./agree.ts";
import type { LineKeys, ReceivableKeys, References } from "./keys.ts";

export interface OpenLine {
  readonly key: string;
  readonly type: "SALE" | "RETURN";
  readonly amount: bigint;
  readonly currency: string;
  readonly keys: LineKeys;
  readonly references: References;
}

/** A receivable with its allocations. */
export interface Account {
  readonly kind: string;
  readonly number: string;
  /** "" goes last. */
  readonly date: string;
  readonly currency: string;
  readonly openAmount: bigint;
  /** What an order had received before its first import. */
  readonly receivedBefore: bigint;
  readonly keys: ReceivableKeys;
  settled: bigint;
  paidBack: bigint;
}

export interface Taking<A extends Account> {
  readonly line: OpenLine;
  readonly receivable: A;
  readonly effect: "settles" | "pays_back";
  readonly lineAmount: bigint;
  readonly receivableAmount: bigint;
  readonly rung: number;
}

export interface Verdict<A extends Account> {
  readonly takings: readonly Taking<A>[];
  /** null: the line is matched, without a deviation. */
  readonly code: string | null;
  /** Of a line that is not settled: what a person chooses from. */
  readonly candidates: readonly A[];
}

/** A receivable that agrees with a line by anything at all. */
interface Relation<A extends Account> {
  readonly account: A;
  readonly exact: readonly Way[];
  readonly zeroless: readonly Way[];
  readonly contradicts: boolean;
}

/** Matches what can be matched of `lines`, which are in order. Changes the accounts. */
export function climb<A extends Account>(
  lines: readonly OpenLine[],
  accounts: readonly A[],
): ReadonlyMap<OpenLine, Verdict<A>> {
  const verdicts = new Map<OpenLine, Verdict<A>>();
  // a return may pay back what a sale of the same run brings in
  for (const type of ["SALE", "RETURN"] as const) {
    const climbing = lines
      .filter((line) => line.type === type)
      .map((line) => ({ line, relations: relationsOf(line, accounts) }));
    for (const rung of [1, 2, 3, 4]) {
      for (const ways of rung < 3 ? (["exact"] as const) : (["exact", "zeroless"] as const)) {
        for (const { line, relations } of climbing) {
          if (verdicts.has(line)) continue;
          const candidates = relations
            .filter((one) => !one.contradicts && agreesOn(rung, one[ways]))
            .map(({ account, exact }) => ({ account, ways: exact.length }));
          if (candidates.length > 0) verdicts.set(line, carryOut(decide(line, candidates, rung)));
        }
      }
    }
    for (const { line, relations } of climbing) {
      if (verdicts.has(line)) continue;
      const candidates = relations.map(({ account }) => account);
      const none = type === "SALE" ? "no_receivable" : "no_credit_note";
      verdicts.set(line, { takings: [], code: candidates.length > 0 ? "uncertain" : none, candidates });
    }
  }
  return verdicts;
}

function carryOut<A extends Account>(verdict: Verdict<A>): Verdict<A> {
  for (const { receivable, effect, receivableAmount } of verdict.takings) {
    if (effect === "settles") receivable.settled += receivableAmount;
    else receivable.paidBack += receivableAmount;
  }
  return verdict;
}

function relationsOf<A extends Account>(line: OpenLine, accounts: readonly A[]): Relation<A>[] {
  const kinds = line.type === "SALE" ? ["invoice", "order"] : ["credit_note", "order"];
  return accounts.flatMap((account) => {
    if (!kinds.includes(account.kind)) return [];
    // nothing has been received for it: there is nothing to pay back yet
    if (paysBack(line, account) && received(account) === 0n) return [];
    const { keys, references } = line;
    const zeroless = waysOf(keys, account.keys, references, "do not count");
    if (zeroless.length === 0) return [];
    const contradictions = contradictionsOf(keys, account.kind, account.keys, references);
    return [
      {
        account,
        exact: waysOf(keys, account.keys, references, "count"),
        zeroless,
        contradicts: contradictions.length > 0,
      },
    ];
  });
}

interface Candidate<A extends Account> {
  readonly account: A;
  /** By how many things it agrees, weaker rungs counted. */
  readonly ways: number;
}

function decide<A extends Account>(
  line: OpenLine,
  candidates: readonly Candidate<A>[],
  rung: number,
): Verdict<A> {
  const tell = (code: string): Verdict<A> => ({
    takings: [],
    code,
    candidates: candidates.map(({ account }) => account),
  });
  const take = (account: A, lineAmount: bigint, receivableAmount: bigint): Taking<A> => ({
    line,
    receivable: account,
    effect: paysBack(line, account) ? "pays_back" : "settles",
    lineAmount,
    receivableAmount,
    rung,
  });
  const settle = (code: string | null, ...takings: Taking<A>[]): Verdict<A> => ({
    takings,
    code,
    candidates: [],
  });
  // the second reference alone proves little, unless the shop has said what it is
  const onlyEqual = rung === 4 && line.references.second !== "order_number";

  const ours = candidates.filter(({ account }) => account.currency === line.currency);
  if (ours.length === 0) return tell(onlyEqual ? "uncertain" : "currency_differs");
  const open = ours.filter(({ account }) => left(line, account) > 0n);
  if (open.length === 0) {
    // more than an order has received and not yet paid back is too much, also where that is nothing any more
    const spent = ours.some(({ account }) => paysBack(line, account)) ? "overpaid" : "already_settled";
    return tell(onlyEqual ? "uncertain" : spent);
  }

  const fitting = open.filter(({ account }) => left(line, account) === line.amount);
  const [fit] = fitting.toSorted(asTwins);
  if (fit)
    return areOneOrder(fitting)
      ? settle(null, take(fit.account, line.amount, line.amount))
      : tell("ambiguous");
  if (onlyEqual) return tell("uncertain");

  const together = open.reduce((sum, { account }) => sum + left(line, account), 0n);
  const [only] = open;
  if (!only || open.length > 1) {
    if (together !== line.amount || !areOneOrder(open)) return tell("ambiguous");
    return settle(
      null,
      ...open.map(({ account }) => take(account, left(line, account), left(line, account))),
    );
  }
  const difference = line.amount - together;
  const rounding = tolerance(line.currency);
  if (difference <= rounding && -difference <= rounding)
    return settle(null, take(only.account, line.amount, together));
  if (difference > 0n) return tell("overpaid");
  const part = take(only.account, line.amount, line.amount);
  return settle(paysBack(line, only.account) ? null : "partly_paid", part);
}

function paysBack(line: OpenLine, account: Account): boolean {
  return line.type === "RETURN" && account.kind === "order";
}

function received(account: Account): bigint {
  return account.receivedBefore + account.settled;
}

function left(line: OpenLine, account: Account): bigint {
  return paysBack(line, account)
    ? received(account) - account.paidBack
    : account.openAmount - account.settled;
}

function areOneOrder(candidates: readonly Candidate<Account>[]): boolean {
  return candidates.every(({ account: one }) =>
    candidates.every(({ account: other }) => one === other || ofTheSameOrder(one, other)),
  );
}

function ofTheSameOrder(one: Account, other: Account): boolean {
  const [a, b] = [one.keys, other.keys];
  if (a.orderId !== "" && b.orderId !== "") return a.orderId === b.orderId;
  const twoOrders = one.kind === "order" && other.kind === "order" && a.number !== b.number;
  return a.orderNumber !== "" && a.orderNumber === b.orderNumber && !twoOrders;
}

/** The one that agrees in more ways first, then by date, then by number. */
function asTwins(one: Candidate<Account>, other: Candidate<Account>): number {
  const key = ({ date, number }: Account) => `${date || "9999-99-99"} ${number}`;
  const [a, b] = [key(one.account), key(other.account)];
  return other.ways - one.ways || (a < b ? -1 : a > b ? 1 : 0);
}

function tolerance(currency: string): bigint {
  return ["SEK", "NOK", "DKK"].includes(currency) ? 100n : 5n;
}
