/** Klarna's transaction types, and which of them reverse another one. */

/** Klarna's thirteen transaction types (Settlements API, enum `type`). An unknown one refuses the file. */
export const LINE_TYPES = [
  "SALE",
  "RETURN",
  "REVERSAL",
  "REVERSAL_MERCHANT_PROTECTION",
  "FEE",
  "FEE_REFUND",
  "TAX",
  "COMMISSION",
  "CORRECTION",
  "CHARGE",
  "CREDIT",
  "HOLDBACK",
  "RELEASE",
] as const;
export type LineType = (typeof LINE_TYPES)[number];

/** A line of the first type reverses one of the second: without an account of its own it is booked on the account of that one. */
export const TAKES_BACK: Readonly<Partial<Record<LineType, LineType>>> = {
  REVERSAL_MERCHANT_PROTECTION: "REVERSAL",
  FEE_REFUND: "FEE",
  RELEASE: "HOLDBACK",
};
