/**
 * Receivables out of Björn Lundén: invoices and credit invoices with their order numbers and balances. Its lists cannot be asked for what
 * has changed, so all that is open is read each night; what was open the night before and is not any more is read by itself.
 *
 * An invoice has the number of the order in Björn Lundén; the shop's own number is the customer's order number in that order, which is read
 * once, when the invoice is new.
 */
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { absolute, ZERO } from "../../money.ts";
import type { Brought, FileSource } from "../connector.ts";
import { receivablesFiles, type BroughtReceivable } from "../receivables-file.ts";
import type { BjornlundenApi, InvoiceSaid, OpenStatus } from "./api.ts";
import type { Ground } from "./ground.ts";
import { isGone, openOf } from "./invoice.ts";

/** Whether what is overdue is also among the unpaid is not documented: all are asked for, and each is taken once. */
const STATUSES: readonly OpenStatus[] = ["unpaid", "overdue", "partlypaid"];

const Cursor = z.object({ open: z.array(z.number()) });

export interface ReceivablesOptions {
  readonly api: BjornlundenApi;
  readonly ground: Ground;
  readonly clock: Clock;
}

export function bjornlundenReceivables({ api, ground, clock }: ReceivablesOptions): FileSource {
  return {
    async bring(cursor, signal): Promise<Brought> {
      await ground.company(signal);
      const before = openBefore(cursor);
      const found = new Map<number, InvoiceSaid>();
      for (const status of STATUSES)
        for (const one of await api.invoices(status, signal))
          if (isReal(one)) found.set(one.invoiceNumber, one);
      const open = [...found.keys()];
      for (const number of before) {
        if (found.has(number)) continue;
        const [invoice, ...others] = await api.invoicesNumbered(String(number), signal);
        if (invoice !== undefined && others.length === 0) found.set(number, invoice);
      }
      const receivables: BroughtReceivable[] = [];
      for (const one of found.values()) {
        if (one.amountInOriginalCurrency === 0n) continue;
        const facts = receivableOf(one);
        const isKnown = before.has(one.invoiceNumber);
        receivables.push(isKnown ? facts : { ...facts, ...(await relationsOf(one, api, signal)) });
      }
      return {
        files: receivablesFiles("bjornlunden", clock.now(), receivables),
        cursor: JSON.stringify({ open }),
        more: false,
      };
    },
  };
}

/** A preliminary one has no number of its own yet. */
function isReal({ preliminary, invoiceNumber }: InvoiceSaid): boolean {
  return !preliminary && invoiceNumber > 0;
}

function receivableOf(invoice: InvoiceSaid): BroughtReceivable {
  const { invoiceNumber, currency, amountInOriginalCurrency: total, invoiceDate } = invoice;
  return {
    kind: total < 0n ? "credit_note" : "invoice",
    number: String(invoiceNumber),
    currency: currency || "SEK",
    amount: absolute(total),
    openAmount: isGone(invoice) ? ZERO : absolute(openOf(invoice)),
    date: invoiceDate,
  };
}

async function relationsOf(
  invoice: InvoiceSaid,
  api: BjornlundenApi,
  signal: AbortSignal,
): Promise<Pick<BroughtReceivable, "orderNumber" | "credits">> {
  const order = /^[1-9]\d*$/.test(invoice.orderNumber) ? invoice.orderNumber : null;
  const customers = order === null ? null : await api.customerOrderNumber(order, signal);
  return {
    orderNumber: customers || order,
    credits: invoice.amountInOriginalCurrency < 0n ? await creditedBy(invoice, api, signal) : null,
  };
}

/**
 * The invoice that a credit invoice is for. Whether the ledger connects the two by their ids or their numbers is not documented: both are
 * looked up, and one is taken only where no other could be meant.
 */
async function creditedBy(
  credit: InvoiceSaid,
  api: BjornlundenApi,
  signal: AbortSignal,
): Promise<string | null> {
  const meant = new Set<number>();
  for (const id of credit.connectedInvoices) {
    const all = [
      ...(await api.invoicesOfEntity(id, signal)),
      ...(await api.invoicesNumbered(String(id), signal)),
    ];
    for (const one of all)
      if (
        one.customerId === credit.customerId &&
        one.amountInOriginalCurrency >= absolute(credit.amountInOriginalCurrency)
      )
        meant.add(one.invoiceNumber);
  }
  const [number, ...others] = meant;
  return number === undefined || others.length > 0 ? null : String(number);
}

function openBefore(cursor: string | null): ReadonlySet<number> {
  if (cursor === null) return new Set();
  // written by this file; one of another version begins anew
  const read = Cursor.safeParse(JSON.parse(cursor));
  return new Set(read.success ? read.data.open : []);
}
