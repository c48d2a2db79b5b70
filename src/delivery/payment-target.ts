/**
 * The interface of a customer ledger in which invoices are paid. Its payments carry no marker, so one whose answer was lost is found by
 * comparing with what the ledger had before the call, which is written down first.
 */
import type { Message } from "../message.ts";
import type { Minor } from "../money.ts";

export interface InvoicePayment {
  readonly kind: "invoice" | "credit_note";
  /** The invoice's number in the ledger. */
  readonly number: string;
  /** Off its balance; below zero for a credit note. */
  readonly amount: Minor;
  readonly currency: string;
  /** The day of the voucher, "2026-03-02". */
  readonly date: string;
}

/** A payment that the ledger has. */
export interface LedgerPayment {
  readonly number: string;
  readonly amount: Minor;
  readonly isBooked: boolean;
  /** Who made it, as the ledger says: "direct", "file". */
  readonly source: string;
}

export interface InvoiceSeen {
  /** What is left of it, with the sign of its total. */
  readonly open: Minor;
  readonly payments: readonly LedgerPayment[];
  /** The day of the invoice, "2026-03-01"; null where it is not there. */
  readonly date: string | null;
  /** Why it cannot be paid as it is; null: it can. */
  readonly obstacle: Refusal | null;
}

export interface Refusal {
  readonly problem: Message;
  readonly remedy: Message;
}

export function refusal(problem: Message, remedy: Message): Refusal {
  return { problem, remedy };
}

export interface PaymentTarget {
  /** As in the books. */
  readonly name: string;
  /** So long may a payment that was made not be seen yet. */
  readonly readLagMs: number;
  /** Whether payments are booked, or left for a person to book. */
  readonly isBooked: boolean;
  /** The invoice as it is right now. */
  look(payment: InvoicePayment, signal: AbortSignal): Promise<InvoiceSeen>;
  /**
   * Pays once, after a look at the invoice, and returns the payment's number. Throws what was not done as a fault, and AnswerLost where
   * that is not known.
   */
  pay(payment: InvoicePayment, seen: InvoiceSeen, signal: AbortSignal): Promise<string>;
  /** Books a payment, if it is not booked. "gone": it is not there. */
  book(number: string, signal: AbortSignal): Promise<"booked" | "gone">;
  /** Takes a payment away that is not booked. "booked": the ledger does not give it back. "gone": it is not there any more. */
  takeAway(number: string, signal: AbortSignal): Promise<"gone" | "booked">;
}
