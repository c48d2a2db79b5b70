/** The stand-in's customer ledger: invoices, their orders, and payments. */
import type { Company, Invoice, Payment } from "../company.ts";
import type { Handler } from "../stand-in.ts";
import type { Habits } from "./bjornlunden.ts";
import { mustBeAccount, mustBeOpen } from "./journal.ts";
import { batch, kronor, missing, oreOf, refuse } from "./lists.ts";

interface GivenPayment {
  readonly accountId: string;
  readonly paymentDate: string;
  readonly amountInOriginalCurrency?: number;
  readonly amountInLocalCurrency?: number;
  readonly currency: string;
}

export function invoiceHandlers(company: Company, habits: Habits): Record<string, Handler> {
  const numbered = (number: unknown): Invoice =>
    company.invoices.get(Number(number)) ?? missing(habits, "INVOICE_NOT_FOUND", "Fakturan saknas");
  const said = (one: Invoice) => invoiceSaid(one, company, habits);

  return {
    "GET /customerinvoice/batch": (asked) => {
      const status = asked.query.get("status");
      const found = [...company.invoices.values()].filter(
        (one) => status === null || statusesOf(one, company, habits).includes(status),
      );
      return batch(asked, habits, found.map(said));
    },
    "GET /customerinvoice/{invoiceNumber}": ({ values }) => ({
      status: 200,
      body: [said(numbered(values["invoiceNumber"]))],
    }),
    "GET /customerinvoice": ({ query }) => ({
      status: 200,
      body: [...company.invoices.values()]
        .filter((one) => String(entityOf(one)) === query.get("entityId"))
        .map(said),
    }),
    "GET /order/{id}": ({ values }) => {
      const invoice = [...company.invoices.values()].find((one) => String(orderOf(one)) === values["id"]);
      if (invoice === undefined || invoice.orderNumber === "")
        return missing(habits, "ORDER_NOT_FOUND", "Ordern saknas");
      const id = orderOf(invoice);
      const customerOrderNumber = habits.ordersWithoutNumber.includes(id) ? "" : invoice.orderNumber;
      return { status: 200, body: { id, customerOrderNumber } };
    },
    "POST /customerinvoice/payment/{invoiceNumber}": ({ values, body, query }) => {
      const invoice = numbered(values["invoiceNumber"]);
      const given = body as GivenPayment;
      if (given.amountInLocalCurrency === undefined || given.amountInOriginalCurrency === undefined)
        return refuse("BOTH_AMOUNTS_MUST_BE_SPECIFIED", "Ange båda beloppen");
      if (given.currency !== invoice.currency)
        refuse("PAYMENT_AND_INVOICE_CURRENCY_DIFFER", "Fakturan är i en annan valuta");
      if (given.amountInLocalCurrency !== given.amountInOriginalCurrency)
        refuse("AMOUNTS_DIFFER_BUT_CURRENCY_IS_DOMESTIC", "Beloppen skiljer sig");
      if (invoice.cancelled) refuse("INVOICE_NOT_FOUND", "Fakturan är makulerad");
      const amount = oreOf(given.amountInOriginalCurrency);
      const open = openOf(invoice, company, habits);
      if (open === 0n) refuse("INVOICE_MARKED_AS_PAID", "Fakturan är betald");
      if (amount === 0n || amount > 0n !== invoice.total > 0n) refuse("PAYMENT_INVALID", "Fel belopp");
      const account = mustBeAccount(company, given.accountId);
      mustBeOpen(company, given.paymentDate, "ACCOUNTING_PERIOD_IS_LOCKED");
      const payment: Payment = {
        number: company.nextPayment(),
        invoice: invoice.number,
        amount,
        date: given.paymentDate,
        account,
        mode: "",
        source: "#2",
        booked: false,
        voucher: null,
      };
      company.payments.push(payment);
      if (query.get("createverification") === "true" && habits.makesVouchers) company.book(payment);
      return { status: 200, body: paymentSaid(payment) };
    },
    "DELETE /customerinvoice/payment/": ({ query }) => {
      const payment = company.payments.find(
        (one) =>
          String(one.number) === query.get("entityId") && String(one.invoice) === query.get("invoiceNumber"),
      );
      if (payment === undefined) return refuse("PAYMENT_INVALID", "Inbetalningen saknas");
      if (payment.booked) refuse("PAYMENT_INVALID", "Inbetalningen är bokförd");
      company.payments.splice(company.payments.indexOf(payment), 1);
      return { status: 200, body: paymentSaid(payment) };
    },
  };
}

/** Ids are of another series than numbers, and overlap with them. */
function entityOf({ number }: Pick<Invoice, "number">): number {
  return number + 1_000;
}

/** The order in Björn Lundén; 0: there is none. */
function orderOf({ number, orderNumber }: Invoice): number {
  return orderNumber === "" ? 0 : number + 50_000;
}

function openOf(invoice: Invoice, company: Company, { unbookedLowersBalance }: Habits): bigint {
  if (!unbookedLowersBalance) return invoice.balance;
  return company.payments
    .filter((one) => one.invoice === invoice.number && !one.booked)
    .reduce((left, { amount }) => left - amount, invoice.balance);
}

function statusesOf(invoice: Invoice, company: Company, habits: Habits): string[] {
  if (invoice.cancelled) return ["deleted"];
  const open = openOf(invoice, company, habits);
  if (open === 0n) return ["paid"];
  if (open !== invoice.total) return ["partlypaid"];
  // due the day after
  const isOverdue = invoice.date < habits.today;
  return isOverdue ? (habits.overdueIsUnpaid ? ["unpaid", "overdue"] : ["overdue"]) : ["unpaid"];
}

const CODES: Readonly<Record<string, number>> = { unpaid: 0, overdue: 1, paid: 2, partlypaid: 3, deleted: 5 };

function invoiceSaid(invoice: Invoice, company: Company, habits: Habits) {
  const { number, total, date, currency, booked, credits } = invoice;
  const open = openOf(invoice, company, habits);
  const entityId = entityOf(invoice);
  const connected = credits === "" ? [] : [Number(credits)];
  const entry = { accountId: "1510", customerInvoiceEntityId: entityId };
  return {
    entityId,
    invoiceNumber: number,
    invoiceDate: date,
    dueDate: date,
    currency,
    customerId: "1000",
    orderNumber: orderOf(invoice),
    amountInOriginalCurrency: kronor(total),
    amountInLocalCurrency: kronor(total),
    amountPaidInOriginalCurrency: habits.hasAmountPaid ? kronor(total - open) : 0,
    paid: open === 0n,
    preliminary: !booked,
    status: statusesOf(invoice, company, habits).map((one) => CODES[one] ?? 0),
    connectedInvoices: habits.connectsByEntity
      ? connected.map((other) => entityOf({ number: other }))
      : connected,
    subLedgerEntries: [
      { ...entry, entityId, amount: kronor(total) },
      ...(habits.subLedgerHasPayments && open !== total
        ? [{ ...entry, entityId: entityId + 1, amount: kronor(open - total) }]
        : []),
    ],
    associatedCustomerPayments: company.payments.filter((one) => one.invoice === number).map(paymentSaid),
  };
}

function paymentSaid(payment: Payment) {
  const { number, invoice, amount, date, account, source, booked, voucher } = payment;
  return {
    entityId: number,
    customerInvoiceEntityId: entityOf({ number: invoice }),
    paymentDate: date,
    amountInOriginalCurrency: kronor(amount),
    amountInLocalCurrency: kronor(amount),
    currency: "SEK",
    accountId: String(account),
    registeredByUser: source,
    journalId: booked ? "C" : "",
    journalEntryId: booked ? (voucher ?? 0) : 0,
  };
}
