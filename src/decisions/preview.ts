/** What a decision or its reversal would book: it is made in a transaction that is rolled back, so that no rule stands twice. */
import { createHash } from "node:crypto";
import { rows, type Books, type Handle } from "../books/database.ts";
import type { Settings } from "../config/settings.ts";
import { showMinor } from "../money.ts";
import { decideInside, type DecideOptions } from "./decide.ts";
import type { Decision } from "./decision.ts";
import type { DecidedAmount } from "./four-eyes.ts";
import { undo } from "./reverse.ts";

export interface PreviewedVoucher {
  readonly date: string;
  readonly text: string;
  readonly currency: string;
  readonly rows: readonly {
    readonly account: number;
    /** "1193.75" */
    readonly debit: string;
    readonly credit: string;
    readonly text: string;
  }[];
}

export interface PreviewedDecision {
  /** None where it books nothing. */
  readonly vouchers: readonly PreviewedVoucher[];
  readonly amount: DecidedAmount;
  /** It will be a proposal, which another person approves. */
  readonly needsSecondPerson: boolean;
}

/** Carries what was made out of the transaction. */
class RolledBack<T> extends Error {
  readonly made: T;

  constructor(made: T) {
    super("a preview is rolled back");
    this.name = "RolledBack";
    this.made = made;
  }
}

/** Throws `UserError` when the decision is impossible. */
export async function previewDecision(
  books: Books,
  deviationId: bigint,
  decision: Decision,
  settings: Settings,
  at: Date,
  options: DecideOptions = {},
): Promise<PreviewedDecision> {
  return rehearsed(books, async (trx) => {
    const rehearsal = { second: "rehearsal", ...options } as const;
    const { decisionId, amount, forTwo } = await decideInside(
      trx,
      deviationId,
      decision,
      settings,
      at,
      rehearsal,
    );
    const vouchers = await vouchersOf(trx, decisionId);
    return { vouchers, amount, needsSecondPerson: forTwo };
  });
}

/** The vouchers of taking a decision back. */
export async function previewUndo(
  books: Books,
  deviationId: bigint,
  who: { readonly actor: string; readonly why?: string },
  settings: Settings,
  at: Date,
): Promise<readonly PreviewedVoucher[]> {
  return rehearsed(books, async (trx) => {
    // a transaction that is opened inside becomes a savepoint of this one
    const { decisionId } = await undo(trx as unknown as Books, deviationId, who, settings, at);
    return vouchersOf(trx, decisionId);
  });
}

/** What the work returns, and nothing of what it wrote. Within a transaction, everything before it stays. */
export async function rehearsed<T>(db: Handle, work: (trx: Handle) => Promise<T>): Promise<T> {
  try {
    return await db.transaction(async (trx) => {
      throw new RolledBack(await work(trx));
    });
  } catch (thrown) {
    if (thrown instanceof RolledBack) return thrown.made as T; // only the line above throws it
    throw thrown;
  }
}

/** The same vouchers have the same sign, so that what is booked can be held against what was shown. */
export function signOf(shown: unknown): string {
  return createHash("sha256").update(JSON.stringify(shown)).digest("hex");
}

/** Of what is booked where, without words and days: those differ with who decides, and when. */
export function signOfRows(vouchers: readonly PreviewedVoucher[]): string {
  return signOf(
    vouchers.map(({ currency, rows: its }) => [
      currency,
      its.map(({ account, debit, credit }) => [account, debit, credit]),
    ]),
  );
}

export async function vouchersOf(trx: Handle, decisionId: bigint): Promise<readonly PreviewedVoucher[]> {
  const found = await rows(
    trx,
    {
      id: "bigint",
      date: "text",
      title: "text",
      currency: "text",
      account: "number",
      debit: "bigint",
      credit: "bigint",
      text: "text",
    },
    `select v.id, v.date, v.text as title, v.currency, r.account, r.debit, r.credit, r.text
       from voucher v join voucher_row r on r.voucher_id = v.id
      where v.decision_id = :decisionId order by v.id, r.position`,
    { decisionId },
  );
  const byId = new Map<bigint, typeof found>();
  for (const row of found) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  return [...byId.values()].map((ofOne) => ({
    date: ofOne[0]?.date ?? "",
    text: ofOne[0]?.title ?? "",
    currency: ofOne[0]?.currency ?? "",
    rows: ofOne.map(({ account, debit, credit, text, currency }) => ({
      account,
      debit: showMinor(debit, currency),
      credit: showMinor(credit, currency),
      text,
    })),
  }));
}
