/** The account on which a line that matching does not book is, and its amount, before a person moves it. */
import { accountsOf, type Settings } from "../config/settings.ts";
import { rows, type Handle } from "../books/database.ts";
import type { DecidableDeviation } from "../books/decisions.ts";

export interface BookedAt {
  readonly account: number;
  /** Debit above zero; less than the line when a part of it has come back. */
  readonly amount: bigint;
}

/** Of lines that matching does not book. */
export const MOVABLE_CODES = ["chargeback", "payment_default", "needs_account"] as const;

/** Null: the deviation is not about money that a person may move. */
export async function bookedAt(
  trx: Handle,
  deviation: DecidableDeviation,
  merchantId: string,
  settings: Settings,
): Promise<BookedAt | null> {
  const accounts = accountsOf(settings, merchantId);
  const usual = {
    chargeback: accounts.chargeback,
    payment_default: accounts.chargeback,
    needs_account: accounts.suspense,
  };
  const { effect } = deviation;
  const code = MOVABLE_CODES.find((one) => one === deviation.code);
  if (code === undefined) return null;
  const [found] = await rows(
    trx,
    { amount: "bigint", account: "number?" },
    `select d.amount, y.account from deviation d left join disputed y on y.line_id = d.line_id where d.id = :id`,
    { id: deviation.id },
  );
  const amount = found?.amount ?? 0n;
  return { account: found?.account ?? usual[code], amount: (effect ?? 0n) > 0n ? -amount : amount };
}
