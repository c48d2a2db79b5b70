/**
 * The known answer: the expected content of the books after a night, summed up from the stories. Amounts are minor units.
 */
import type { Line, Rung } from "./story.ts";
export type { Rung } from "./story.ts";
import { directionOf, type Payout } from "./payout.ts";

/** A row of a report: "K123456 4711 row 12". Two merchants may have the same payment reference. */
export type LineKey = string;
/** "invoice:F1001", or "invoice:F1001@K123456" of one that says whose it is. */
export type ReceivableKey = string;

export interface KnownPayout {
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly currency: string;
  /** Of the voucher: the payout's day in Stockholm. */
  readonly date: string;
  readonly settlementAmount: bigint;
  readonly lines: number;
}

export interface KnownLine {
  readonly line: LineKey;
  readonly type: string;
  readonly amount: bigint;
}

export interface KnownSettlement {
  readonly line: LineKey;
  readonly receivable: ReceivableKey;
  readonly lineAmount: bigint;
  readonly receivableAmount: bigint;
  readonly effect: "settles" | "pays_back";
  readonly rung: Rung;
  readonly story: string;
}

export interface KnownDeviation {
  /** The line's key, "K123456 4711" for a payout, or the name of a file that was refused. */
  readonly about: string;
  /** Any of these; more than one only where the contract itself allows several. */
  readonly codes: readonly [string, ...string[]];
  readonly story: string;
}

/** Debit less credit, over all vouchers. */
export interface KnownBalance {
  readonly account: number;
  readonly currency: string;
  readonly balance: bigint;
}

export interface Known {
  readonly payouts: readonly KnownPayout[];
  readonly lines: readonly KnownLine[];
  /** Everything that is settled so far; nothing else may be. */
  readonly settled: readonly KnownSettlement[];
  /** Everything that is open now. */
  readonly deviations: readonly KnownDeviation[];
  readonly balances: readonly KnownBalance[];
}

export function payoutKey(merchantId: string, paymentReference: string): string {
  return `${merchantId} ${paymentReference}`;
}

export function lineKey(merchantId: string, paymentReference: string, row: number): LineKey {
  return `${payoutKey(merchantId, paymentReference)} row ${row}`;
}

export function receivableKey({
  kind,
  number,
  merchantId,
}: {
  readonly kind: string;
  readonly number: string;
  readonly merchantId: string;
}): ReceivableKey {
  const whose = merchantId.trim();
  return `${kind}:${number.trim()}${whose === "" ? "" : `@${whose}`}`;
}

/** The accounts of CONTRACT §6, Swedish chart. */
export const ACCOUNTS = {
  bank: 1930,
  receivable: 1510,
  clearing: 1686,
  fee: 6064,
  feeVat: 2641,
  rounding: 3740,
  holdback: 1687,
  chargeback: 1516,
  commission: 3990,
  suspense: 2999,
  debt: 2890,
} as const;

/** Detailed types that put a row on another account than its type does, among those in the stories. */
export const FINER: Readonly<Record<string, number>> = {
  "CHARGE/PAYMENT_REMINDER": ACCOUNTS.debt,
  "CHARGE/LIABILITY_TRANSFER": ACCOUNTS.debt,
  "CREDIT/CORRECTION_DISPUTE": ACCOUNTS.chargeback,
};

/** Where a row goes that is neither sale nor return; `lineAccounts` as in the shop's settings. */
function accountOf(
  { type, detailedType }: Pick<Line, "type" | "detailedType">,
  lineAccounts: Readonly<Record<string, number>>,
): number {
  const finer = FINER[`${type}/${detailedType}`];
  if (finer !== undefined) return finer;
  switch (type) {
    case "FEE":
    case "FEE_REFUND":
      return ACCOUNTS.fee;
    case "HOLDBACK":
    case "RELEASE":
      return ACCOUNTS.holdback;
    case "REVERSAL":
    case "REVERSAL_MERCHANT_PROTECTION":
      return ACCOUNTS.chargeback;
    case "COMMISSION":
      return ACCOUNTS.commission;
    default:
      return lineAccounts[type] ?? ACCOUNTS.suspense;
  }
}

/** What all vouchers together must have done to each account, from the payouts and what is settled of them. */
export function knownBalances(
  payouts: readonly Payout[],
  settled: readonly {
    readonly line: Line;
    readonly currency: string;
    readonly lineAmount: bigint;
    readonly receivableAmount: bigint;
  }[],
  lineAccounts: Readonly<Record<string, number>>,
): KnownBalance[] {
  const balances = new Map<string, bigint>();
  const book = (account: number, currency: string, amount: bigint) => {
    const key = `${account} ${currency}`;
    balances.set(key, (balances.get(key) ?? 0n) + amount);
  };
  for (const { channel, rows, totals } of payouts) {
    const { currency } = channel;
    book(ACCOUNTS.bank, currency, totals.total_settlement_amount);
    book(ACCOUNTS.debt, currency, totals.total_repay_amount - totals.total_deposit_amount);
    for (const row of rows) {
      const { type, detailedType, amount, feeVat } = row;
      // what adds to the payout is a credit on its account
      const account =
        detailedType === "PAYMENT_DEFAULT"
          ? ACCOUNTS.chargeback
          : type === "SALE" || type === "RETURN"
            ? ACCOUNTS.clearing
            : accountOf(row, lineAccounts);
      book(account, currency, -directionOf(type) * amount);
      book(ACCOUNTS.feeVat, currency, -directionOf(type) * (feeVat ?? 0n));
    }
  }
  for (const { line, currency, lineAmount, receivableAmount } of settled) {
    const direction = directionOf(line.type);
    book(ACCOUNTS.clearing, currency, direction * lineAmount);
    book(ACCOUNTS.receivable, currency, -direction * receivableAmount);
    book(ACCOUNTS.rounding, currency, direction * (receivableAmount - lineAmount));
  }
  return [...balances]
    .map(([key, balance]) => {
      const [account = "", currency = ""] = key.split(" ");
      return { account: Number(account), currency, balance };
    })
    .filter(({ balance }) => balance !== 0n)
    .sort((a, b) => a.currency.localeCompare(b.currency) || a.account - b.account);
}
