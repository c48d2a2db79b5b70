/**
 * Payments of invoices in Fortnox's customer ledger. A payment is made unbooked, and booked by a second call; it carries no marker. Each
 * is for what Kvitt has settled of the invoice, against the account of the mode of payment, which is the clearing account; what was
 * rounded or written off is on the voucher's own rows, so no write-off is sent, whose sign Fortnox does not document.
 */
import type { FortnoxSettings } from "../../config/connectors/fortnox.ts";
import { accountsOf, type Settings } from "../../config/settings.ts";
import {
  refusal,
  type InvoicePayment,
  type InvoiceSeen,
  type PaymentTarget,
  type Refusal,
} from "../../delivery/payment-target.ts";
import { ZERO } from "../../money.ts";
import { ConnectorFault } from "../fault.ts";
import { forgettingWhenRefused } from "../kept.ts";
import { READ_LAG_MS } from "../vouchers/marked-target.ts";
import type { FortnoxApi, InvoiceWhole } from "./api.ts";
import { TITLE } from "./faults.ts";
import type { Ground } from "./ground.ts";
import { messages } from "./messages.ts";
import { dayOf } from "./voucher-target.ts";

export interface PaymentTargetOptions {
  readonly api: FortnoxApi;
  readonly ground: Ground;
  readonly settings: Settings;
  readonly own: FortnoxSettings;
}

export function fortnoxPayments({ api, ground, settings, own }: PaymentTargetOptions): PaymentTarget {
  async function paid(payment: InvoicePayment, seen: InvoiceSeen, signal: AbortSignal): Promise<string> {
    const mode = await checkMode(ground, settings, own, signal);
    const { date: wanted } = await dayOf(payment.date, own, ground, signal);
    // Fortnox takes no payment from before the invoice
    const date = seen.date !== null && seen.date > wanted ? seen.date : wanted;
    await ground.yearOf(date, signal);
    const made = await api.pay({ invoice: payment.number, amount: payment.amount, date, mode }, signal);
    return made.Number;
  }

  return {
    name: "fortnox-payments",
    readLagMs: READ_LAG_MS,
    isBooked: own.payments === "book",

    async look(payment, signal): Promise<InvoiceSeen> {
      const none = { open: ZERO, payments: [], date: null };
      const obstacle = /^[1-9]\d{0,14}$/.test(payment.number)
        ? null
        : refusal(messages.notAFortnoxNumber(payment.number), messages.notAFortnoxNumberRemedy);
      if (obstacle !== null) return { ...none, obstacle };
      const invoice = await api.invoice(payment.number, signal);
      if (invoice === null)
        return {
          ...none,
          obstacle: refusal(messages.invoiceMissing(payment.number), messages.invoiceMissingRemedy),
        };
      const payments = await api.payments(payment.number, signal);
      return {
        open: invoice.Balance,
        date: invoice.InvoiceDate,
        payments: payments.map((one) => ({
          number: one.Number,
          amount: one.Amount,
          isBooked: one.Booked,
          source: one.Source,
        })),
        obstacle: obstacleOf(invoice, payment),
      };
    },

    pay: (payment, seen, signal) => forgettingWhenRefused(ground, () => paid(payment, seen, signal)),

    async book(number, signal): Promise<"booked" | "gone"> {
      const payment = await api.payment(number, signal);
      if (payment === null) return "gone";
      if (!payment.Booked) await api.bookPayment(payment, signal);
      return "booked";
    },

    async takeAway(number, signal): Promise<"gone" | "booked"> {
      const payment = await api.payment(number, signal);
      if (payment === null) return "gone";
      if (payment.Booked) return "booked";
      await api.deletePayment(number, signal);
      return "gone";
    },
  };
}

/** The mode of payment, whose account is the clearing account. Throws a ConnectorFault where it is not. */
export async function checkMode(
  ground: Ground,
  settings: Settings,
  { modeOfPayment: code }: FortnoxSettings,
  signal: AbortSignal,
): Promise<string> {
  const fault = (says: typeof messages.modeNotSet, todo: typeof messages.setMode) =>
    new ConnectorFault({ system: TITLE, kind: "config", says, todo });
  if (code === undefined) throw fault(messages.modeNotSet, messages.setMode);
  const found = await ground.modeOfPayment(code, signal);
  if (found === null) throw fault(messages.modeMissing(code), messages.setMode);
  for (const merchant of ["", ...Object.keys(settings.merchants)]) {
    const { clearing } = accountsOf(settings, merchant);
    if (clearing !== found)
      throw fault(messages.modeAccountDiffers({ code, found, clearing }), messages.setModeAccount);
  }
  return code;
}

function obstacleOf(invoice: InvoiceWhole, { number }: InvoicePayment): Refusal | null {
  if (invoice.Cancelled) return refusal(messages.invoiceCancelled(number), messages.invoiceCancelledRemedy);
  if (invoice.Currency !== "SEK")
    return refusal(
      messages.invoiceCurrency({ number, currency: invoice.Currency }),
      messages.invoiceCurrencyRemedy,
    );
  if (invoice.AccountingMethod === "CASH")
    // by the cash method the payment books the sale, and needs an invoice that was sent
    return invoice.Sent ? null : refusal(messages.invoiceNotSent(number), messages.invoiceNotSentRemedy);
  return invoice.Booked ? null : refusal(messages.invoiceNotBooked(number), messages.invoiceNotBookedRemedy);
}
