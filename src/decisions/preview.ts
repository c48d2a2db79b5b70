/** What a decision or its reversal would book: it is made in a transaction that is rolled back, so that no rule stands twice. */
import { rows, type Books, type Handle } from "../books/database.ts";
import type { Settings } from "../config/settings.ts";
import { showMinor } from "../money.ts";
import { decide, type DecideOptions, type Decided } from "./decide.ts";
import type { Decision } from "./decision.ts";
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

/** Carries the vouchers out of the transaction. */
class RolledBack extends Error {
  readonly vouchers: readonly PreviewedVoucher[];

  constructor(vouchers: readonly PreviewedVoucher[]) {
    super("a preview is rolled back");
    this.name = "RolledBack";
    this.vouchers = vouchers;
  }
}

/** The vouchers of the decision; none where it books nothing. Throws `UserError` when the decision is impossible. */
export async function previewDecision(
  books: Books,
  deviationId: bigint,
  decision: Decision,
  settings: Settings,
  at: Date,
  options: DecideOptions = {},
): Promise<readonly PreviewedVoucher[]> {
  return rehearsed(books, (inside) => decide(inside, deviationId, decision, settings, at, options));
}

/** The same for taking a decision back. */
export async function previewUndo(
  books: Books,
  deviationId: bigint,
  who: { readonly actor: string; readonly why?: string },
  settings: Settings,
  at: Date,
): Promise<readonly PreviewedVoucher[]> {
  return rehearsed(books, (inside) => undo(inside, deviationId, who, settings, at));
}

async function rehearsed(
  books: Books,
  work: (inside: Books) => Promise<Decided>,
): Promise<readonly PreviewedVoucher[]> {
  try {
    return await books.transaction(async (trx) => {
      // a transaction that is opened inside becomes a savepoint of this one
      const { decisionId } = await work(trx as unknown as Books);
      throw new RolledBack(await vouchersOf(trx, decisionId));
    });
  } catch (thrown) {
    if (thrown instanceof RolledBack) return thrown.vouchers;
    throw thrown;
  }
}

async function vouchersOf(trx: Handle, decisionId: bigint): Promise<readonly PreviewedVoucher[]> {
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
