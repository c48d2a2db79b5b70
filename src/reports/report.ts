/**
 * What a settlement report says once it has been read and proven: the shapes that leave this room.
 * Source of the fields: docs.klarna.com "settlement files"; help.kustom.co "settlement reports".
 */
import { LINE_TYPES, type LineType } from "../line-types.ts";
import type { Minor } from "../money.ts";
import type { Message } from "../message.ts";

export { LINE_TYPES, type LineType };

export const SETTLEMENT_TYPES = ["NET", "GROSS", "GROSS_FEE"] as const;
export type SettlementType = (typeof SETTLEMENT_TYPES)[number];

/** Who issued the payout. Merchant ids made at Kustom start with M, Klarna's with K or a digit (help.kustom.co). */
export type Issuer = "klarna" | "kustom";

/** One row of the transaction list. */
export interface SettlementLine {
  /** 1-based line number in the report file (for JSON: 1-based position in the transaction list). */
  readonly row: number;
  readonly type: LineType;
  readonly detailedType: string | null;
  /** UTC instants in ISO 8601 ("2018-08-10T07:45:00.000Z"), or null where the report has none. */
  readonly saleDate: string | null;
  readonly captureDate: string | null;
  readonly orderId: string | null;
  readonly shortOrderId: string | null;
  readonly captureId: string | null;
  readonly refundId: string | null;
  readonly merchantReference1: string | null;
  readonly merchantReference2: string | null;
  readonly merchantCaptureReference: string | null;
  readonly merchantRefundReference: string | null;
  /** Never negative; the direction is in `effect`. A FEE is without its VAT. */
  readonly amount: Minor;
  /** What the line (without its VAT) does to the payout: +amount or -amount, by type; 0 for fees that are invoiced (GROSS). */
  readonly effect: Minor;
  /** VAT on Klarna's fee, never negative; null where the report has no such column or cell. */
  readonly feeVat: Minor | null;
  /** The rate in percent, without zeros at the end: "25", "12.5". */
  readonly feeVatRate: string | null;
  readonly purchaseCountry: string | null;
  readonly paymentMethod: string | null;
  /** Every other cell of the row that is not empty, under its normalised header; null when there is none. */
  readonly extra: Readonly<Record<string, string>> | null;
}

/** Summary totals by canonical name, in minor units. Those the file does not state are computed from rows, or 0. */
export interface Totals {
  readonly sale: Minor;
  readonly return: Minor;
  /** REVERSAL less REVERSAL_MERCHANT_PROTECTION. */
  readonly reversal: Minor;
  readonly fee: Minor;
  readonly feeCorrection: Minor;
  readonly feeRefund: Minor;
  readonly tax: Minor;
  readonly taxRefund: Minor;
  readonly commission: Minor;
  readonly commissionReversal: Minor;
  readonly charge: Minor;
  readonly credit: Minor;
  readonly holdback: Minor;
  readonly release: Minor;
  readonly repay: Minor;
  readonly deposit: Minor;
  readonly openingDebt: Minor | null;
  readonly closingDebt: Minor | null;
  readonly settlement: Minor;
}

/**
 * What makes up a payout besides its lines: settlement = Σ effect of all lines + vat + feeCorrection - repay + deposit.
 * This, not `Totals`, is for building vouchers: a total may also count what lines already carry.
 */
export interface Adjustments {
  /** VAT of fees less VAT of refunded fees, as it enters the payout: negative when it is withheld, 0 when fees are invoiced. */
  readonly vat: Minor;
  /** Fees corrected by Klarna that no line shows; positive when the merchant gets money. */
  readonly feeCorrection: Minor;
  /** Old debt taken from this payout. */
  readonly repay: Minor;
  /** New debt: what the payout fell short of. */
  readonly deposit: Minor;
}

/** One proven payout. Its lines have been handed to the sink while reading. */
export interface ProvenPayout {
  /** 0-based, in order of first appearance in the file; the sink's lines carry the same number. */
  readonly index: number;
  readonly issuer: Issuer;
  /** null where neither summary nor columns have it; intake then takes the folder's or the only configured one. */
  readonly merchantId: string | null;
  readonly paymentReference: string;
  /** ISO 4217; never empty (a payout whose currency cannot be read is refused). */
  readonly currency: string;
  /** UTC instant in ISO 8601; null when the file has none (then the latest capture date is used, as said in `unproven`). */
  readonly payoutDate: string | null;
  readonly settlementType: SettlementType;
  readonly totals: Totals;
  readonly adjustments: Adjustments;
  /** The latest capture date among the lines, for a payout without a date of its own; null when no line has one. */
  readonly latestCaptureDate: string | null;
  readonly lineCount: number;
  /** Fields of `SettlementLine` (and keys of `extra`) that the file has columns for: two files are compared only on what both have. */
  readonly columns: readonly string[];
  /** Why none of its lines can be found among the receivables, in words, and the cure; null where some can, or need not. */
  readonly unfindable: Message | null;
  /** What could not be proven because the report is configured without it, in words. Empty is best. */
  readonly unproven: readonly Message[];
}

export type RefusalCode = "unreadable" | "unknown_type" | "totals_differ";

/** Why a file is not booked: what, where, what was found, what to do. */
export interface Refusal {
  readonly code: RefusalCode;
  /** A finer, stable name of the reason ("not_a_report", "amount_ambiguous", "pdf", ...): a row of the table in the docs. */
  readonly reason: string;
  readonly file: string;
  /** 1-based; null when the whole file is meant. */
  readonly line: number | null;
  readonly column: string | null;
  /** The raw value, cut to 200 characters; null when there is none. */
  readonly found: string | null;
  readonly expected: string | null;
  readonly what: Message;
  readonly todo: Message;
}

export type ReadResult =
  | { readonly outcome: "proven"; readonly payouts: readonly ProvenPayout[]; readonly dialect: Dialect }
  | { readonly outcome: "refused"; readonly refusals: readonly [Refusal, ...Refusal[]] };

/** How the bytes were written, as detected; shown by `check` and kept with the file. */
export interface Dialect {
  readonly format: "csv" | "json";
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly decimalMark: "." | "," | null;
  readonly signed: boolean | null;
  readonly dates: string | null;
  readonly layout: string;
}

/**
 * Takes the lines while the file is being read, in batches. Nothing it is given is proven yet: it must be able to
 * throw all of it away when the outcome is "refused". Awaited before the next batch is read (back-pressure).
 */
export type LineSink = (payoutIndex: number, lines: readonly SettlementLine[]) => void | Promise<void>;

export interface ReadOptions {
  /** The name as the person knows it: used for the payment reference (known file-name patterns) and in refusals. */
  readonly name: string;
  /** Renamed columns of this merchant: normalised header in the file -> canonical token ("amount", "order_id", ...). */
  readonly headers?: Readonly<Record<string, string>>;
  /** Settings for what a file cannot tell by itself. */
  readonly decimalMark?: "." | ",";
  readonly dateOrder?: "dmy" | "mdy";
  readonly signal?: AbortSignal;
}

/** Opens the file's bytes from the start; may be called more than once (a first look, then the reading). */
export type ByteSource = () => AsyncIterable<Uint8Array>;
