/**
 * CONTRACT §5 read aloud: one line at a time, one rung at a time, over plain lists. Slow, and short enough to be held
 * against the page. It shares nothing with the way Kvitt does it, nor with the stories that say what must come out.
 */
import type { PlainReceivable } from "./read.ts";

export interface OpenLine {
  readonly key: string;
  readonly type: "SALE" | "RETURN";
  readonly amount: bigint;
  readonly currency: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** A receivable with what has happened to it. */
export interface Account extends PlainReceivable {
  settled: bigint;
  paidBack: bigint;
}

export interface Taking {
  readonly line: OpenLine;
  readonly receivable: Account;
  readonly effect: "settles" | "pays_back";
  readonly lineAmount: bigint;
  readonly receivableAmount: bigint;
  readonly rung: number;
}

export interface Verdict {
  readonly takings: readonly Taking[];
  /** null: the line is settled and nobody needs to be told. */
  readonly code: string | null;
}

/** Settles what can be settled of `lines`, which stand in their order. Changes the accounts. */
export function climb(
  lines: readonly OpenLine[],
  accounts: readonly Account[],
): ReadonlyMap<OpenLine, Verdict> {
  const verdicts = new Map<OpenLine, Verdict>();
  // a return may pay back what a sale of the same run brings in
  for (const type of ["SALE", "RETURN"] as const) {
    for (const rung of [1, 2, 3, 4]) {
      for (const line of lines) {
        if (line.type !== type || verdicts.has(line)) continue;
        const verdict = decide(line, candidates(line, rung, accounts), rung);
        if (verdict === null) continue;
        verdicts.set(line, verdict);
        for (const { receivable, effect, receivableAmount } of verdict.takings) {
          if (effect === "settles") receivable.settled += receivableAmount;
          else receivable.paidBack += receivableAmount;
        }
      }
    }
  }
  for (const line of lines) {
    const code = line.type === "SALE" ? "no_receivable" : "no_credit_note";
    if (!verdicts.has(line)) verdicts.set(line, { takings: [], code });
  }
  return verdicts;
}

function candidates(line: OpenLine, rung: number, accounts: readonly Account[]): Account[] {
  const kinds = line.type === "SALE" ? ["invoice", "order"] : ["credit_note", "order"];
  const possible = accounts.filter(
    (account) =>
      kinds.includes(account.kind) &&
      // nothing has been received for it: there is nothing to pay back, it is no candidate yet
      !(paysBack(line, account) && account.settled === 0n),
  );
  const exact = possible.filter((account) => agrees(line, account, rung, reference));
  if (exact.length > 0 || rung < 3) return exact;
  return possible.filter((account) =>
    agrees(line, account, rung, (text) => reference(text).replace(/^0+/, "")),
  );
}

function agrees(line: OpenLine, account: Account, rung: number, key: (text: string) => string): boolean {
  const same = (inReport: string, inBooks: string) => {
    const one = key(line.cells.get(inReport) ?? "");
    return (
      one !== "" && one === key(inBooks === "number" ? account.number : (account.cells.get(inBooks) ?? ""))
    );
  };
  switch (rung) {
    case 1:
      return line.type === "SALE"
        ? same("capture_id", "capture_id") || same("merchant_capture_reference", "number")
        : same("refund_id", "refund_id") || same("merchant_refund_reference", "number");
    case 2:
      return same("order_id", "order_id");
    case 3:
      return same("merchant_reference1", "number") || same("merchant_reference1", "order_number");
    default:
      return same("merchant_reference2", "number") || same("merchant_reference2", "order_number");
  }
}

/** Trimmed, case-insensitive, without a leading "#". */
function reference(text: string): string {
  return text.trim().replace(/^#/, "").toLowerCase();
}

/** null: the rung has no candidate, and the next one is asked. */
function decide(line: OpenLine, all: readonly Account[], rung: number): Verdict | null {
  if (all.length === 0) return null;
  const tell = (code: string): Verdict => ({ takings: [], code });
  const ours = all.filter(({ currency }) => currency === line.currency);
  if (ours.length === 0) return tell("currency_differs");
  const open = ours.filter((account) => left(line, account) > 0n);
  if (open.length === 0) return tell("already_settled");

  const take = (account: Account, lineAmount: bigint, receivableAmount: bigint): Taking => ({
    line,
    receivable: account,
    effect: paysBack(line, account) ? "pays_back" : "settles",
    lineAmount,
    receivableAmount,
    rung,
  });
  const fitting = open.filter((account) => left(line, account) === line.amount);
  const [fit] = fitting.toSorted(byDateAndNumber);
  if (fit)
    return fitting.length === 1 || oneOrder(fitting)
      ? { takings: [take(fit, line.amount, line.amount)], code: null }
      : tell("ambiguous");
  const together = open.reduce((sum, account) => sum + left(line, account), 0n);
  if (open.length > 1) {
    if (together !== line.amount || !oneOrder(open)) return tell("ambiguous");
    return {
      takings: open.map((account) => take(account, left(line, account), left(line, account))),
      code: null,
    };
  }
  const [only] = open;
  if (!only) return tell("ambiguous");
  if (paysBack(line, only)) {
    return line.amount < together
      ? { takings: [take(only, line.amount, line.amount)], code: null }
      : tell("overpaid");
  }
  const difference = line.amount - together;
  if (difference <= tolerance(line.currency) && -difference <= tolerance(line.currency)) {
    return { takings: [take(only, line.amount, together)], code: null };
  }
  if (difference > 0n) return tell("overpaid");
  return { takings: [take(only, line.amount, line.amount)], code: "partly_paid" };
}

function paysBack(line: OpenLine, account: Account): boolean {
  return line.type === "RETURN" && account.kind === "order";
}

function left(line: OpenLine, account: Account): bigint {
  return paysBack(line, account) ? account.settled - account.paidBack : account.openAmount - account.settled;
}

function oneOrder(accounts: readonly Account[]): boolean {
  return accounts.every((one) =>
    accounts.every((other) => {
      const [ids, numbers] = (["order_id", "order_number"] as const).map((name) =>
        [one, other].map(({ cells }) => reference(cells.get(name) ?? "")),
      );
      const [id = "", otherId = ""] = ids ?? [];
      const [number = "", otherNumber = ""] = numbers ?? [];
      return (
        one === other ||
        (id !== "" && otherId !== "" ? id === otherId : number !== "" && number === otherNumber)
      );
    }),
  );
}

function byDateAndNumber(a: Account, b: Account): number {
  const key = ({ cells, number }: Account) => `${cells.get("date") ?? ""} ${number}`;
  return key(a) < key(b) ? -1 : 1;
}

function tolerance(currency: string): bigint {
  return ["SEK", "NOK", "DKK"].includes(currency) ? 100n : 5n;
}
