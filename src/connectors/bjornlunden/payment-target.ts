/**
 * Payments of invoices in Björn Lundén's customer ledger. One call makes a payment, with its own voucher or without; it carries no marker.
 * Each is for what Kvitt has settled of the invoice, against the clearing account; what was rounded or written off is on the voucher's
 * rows. A payment's number is the invoice's and its own: "1001/57".
 */
import type { BjornlundenSettings } from "../../config/connectors/bjornlunden.ts";
import { accountsOf, type Settings } from "../../config/settings.ts";
import {
  refusal,
  type InvoicePayment,
  type InvoiceSeen,
  type PaymentTarget,
  type Refusal,
} from "../../delivery/payment-target.ts";
import { ZERO } from "../../money.ts";
import { forgettingWhenRefused } from "../kept.ts";
import { READ_LAG_MS } from "../vouchers/marked-target.ts";
import type { BjornlundenApi, InvoiceSaid } from "./api.ts";
import { fault, type Ground } from "./ground.ts";
import { hidesPayments, isGone, openOf } from "./invoice.ts";
import { messages } from "./messages.ts";

export interface PaymentTargetOptions {
  readonly api: BjornlundenApi;
  readonly ground: Ground;
  readonly settings: Settings;
  readonly own: BjornlundenSettings;
}

type PaymentSaid = InvoiceSaid["associatedCustomerPayments"][number];

export function bjornlundenPayments({ api, ground, settings, own }: PaymentTargetOptions): PaymentTarget {
  const isBooked = own.payments === "book";

  async function paid(payment: InvoicePayment, seen: InvoiceSeen, signal: AbortSignal): Promise<string> {
    const account = clearingOf(settings);
    await ground.checkAccounts([account], signal);
    // not from before the invoice
    const wanted = seen.date !== null && seen.date > payment.date ? seen.date : payment.date;
    const { date } = await ground.dayOf(wanted, signal);
    const asked = { invoice: payment.number, amount: payment.amount, date, account, isBooked };
    return numberOf(payment.number, await api.pay({ ...asked, series: own.paymentSeries }, signal));
  }

  async function found(number: string, signal: AbortSignal): Promise<PaymentSaid | null> {
    const [invoice = ""] = number.split("/");
    for (const one of await api.invoicesNumbered(invoice, signal))
      for (const payment of one.associatedCustomerPayments)
        if (numberOf(invoice, payment.entityId) === number) return payment;
    return null;
  }

  return {
    name: "bjornlunden-payments",
    readLagMs: READ_LAG_MS,
    isBooked,

    async look(payment, signal): Promise<InvoiceSeen> {
      const none = { open: ZERO, payments: [], date: null };
      const { number } = payment;
      if (!/^[1-9]\d{0,14}$/.test(number))
        return { ...none, obstacle: refusal(messages.notANumber(number), messages.notANumberRemedy) };
      await ground.company(signal);
      const [invoice, ...others] = await api.invoicesNumbered(number, signal);
      if (invoice === undefined)
        return { ...none, obstacle: refusal(messages.invoiceMissing(number), messages.invoiceMissingRemedy) };
      if (others.length > 0)
        return {
          ...none,
          obstacle: refusal(messages.severalInvoices(number), messages.severalInvoicesRemedy),
        };
      return {
        open: openOf(invoice),
        date: invoice.invoiceDate,
        payments: invoice.associatedCustomerPayments.map((one) => ({
          number: numberOf(number, one.entityId),
          amount: one.amountInOriginalCurrency,
          isBooked: hasVoucher(one),
          source: one.paymentMethod || one.registeredByUser || "-",
        })),
        obstacle: obstacleOf(invoice, number),
      };
    },

    pay: (payment, seen, signal) => forgettingWhenRefused(ground, () => paid(payment, seen, signal)),

    async book(number, signal): Promise<"booked" | "gone"> {
      const payment = await found(number, signal);
      if (payment === null) return "gone";
      if (hasVoucher(payment)) return "booked";
      // there is no call that books one later
      throw fault("config", messages.notBooked(number), messages.notBookedRemedy);
    },

    async takeAway(number, signal): Promise<"gone" | "booked"> {
      const payment = await found(number, signal);
      if (payment === null) return "gone";
      // what becomes of its voucher is not documented
      if (hasVoucher(payment)) return "booked";
      const [invoice = "", entityId = ""] = number.split("/");
      await api.deletePayment(invoice, entityId, signal);
      return "gone";
    },
  };
}

/** The account that payments are booked against: one for all, since an invoice does not say whose it is. Throws a ConnectorFault. */
export function clearingOf(settings: Settings): number {
  const { clearing } = accountsOf(settings, "");
  for (const merchant of Object.keys(settings.merchants))
    if (accountsOf(settings, merchant).clearing !== clearing)
      throw fault("config", messages.clearingDiffers, messages.setClearing);
  return clearing;
}

function numberOf(invoice: string, entityId: number): string {
  return `${invoice}/${entityId}`;
}

function hasVoucher({ journalEntryId }: PaymentSaid): boolean {
  return Number(journalEntryId ?? 0) > 0;
}

function obstacleOf(invoice: InvoiceSaid, number: string): Refusal | null {
  const { currency, preliminary } = invoice;
  if (isGone(invoice)) return refusal(messages.invoiceDeleted(number), messages.invoiceDeletedRemedy);
  if (currency !== "" && currency !== "SEK")
    return refusal(messages.invoiceCurrency({ number, currency }), messages.invoiceCurrencyRemedy);
  if (preliminary) return refusal(messages.invoicePreliminary(number), messages.invoicePreliminaryRemedy);
  return hidesPayments(invoice)
    ? refusal(messages.paymentsHidden(number), messages.paymentsHiddenRemedy)
    : null;
}
