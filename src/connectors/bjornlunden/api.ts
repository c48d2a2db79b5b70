/**
 * Björn Lundén's API as far as Kvitt uses it (BLA v1): what is asked, and what comes back, checked. Amounts are exact: numbers in JSON are
 * made of integers and read as their text. Lists are read to their end, or refused.
 */
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { ZERO, type Minor } from "../../money.ts";
import { keepSecret } from "../../secrets.ts";
import { ConnectorFault } from "../fault.ts";
import type { HttpClient } from "../http/client.ts";
import { DecimalNumber } from "../http/exact-json.ts";
import { amount, flag, nullWhere, readAs, readMade, text, whole } from "../http/shapes.ts";
import { signedClient } from "../http/signed-client.ts";
import { faultOf, isMissing, TITLE } from "./faults.ts";
import { messages } from "./messages.ts";

/** No limit is published; others who connect keep to ten a second. */
const CALLS = 5;
/** Rows of a list at a time. Others have been given 10,000. */
const ROWS = 1_000;

const Company = z.object({ name: text, publicKey: text });
const Details = z.object({ name: text, orgNumber: text });
const Year = z.object({
  id: z.string(),
  fromDate: z.string(),
  toDate: z.string(),
  /** "202604": the month. */
  firstOpenPeriod: text,
  open: z.boolean().nullish(),
});
const Entry = z.object({
  entityId: whole,
  journalId: z.string(),
  journalEntryId: whole,
  journalEntryDate: z.string(),
  journalEntryText: text,
});
const EntryWhole = Entry.extend({ ledgerEntries: z.array(z.object({ accountId: whole, amount })) });
const Payment = z.object({
  entityId: whole,
  amountInOriginalCurrency: amount,
  registeredByUser: text,
  paymentMethod: text,
  journalEntryId: z.union([z.number(), z.string()]).nullish(),
});
const Invoice = z.object({
  entityId: whole,
  invoiceNumber: whole,
  invoiceDate: z.string(),
  currency: text,
  customerId: text,
  orderNumber: text,
  amountInOriginalCurrency: amount,
  amountPaidInOriginalCurrency: amount.nullish().transform((paid) => paid ?? ZERO),
  preliminary: flag,
  status: z
    .union([z.array(whole), whole.transform((one) => [one])])
    .nullish()
    .transform((codes) => codes ?? []),
  subLedgerEntries: z
    .array(z.object({ amount }))
    .nullish()
    .transform((entries) => entries ?? []),
  connectedInvoices: z
    .array(whole)
    .nullish()
    .transform((ids) => ids ?? []),
  associatedCustomerPayments: z
    .array(Payment)
    .nullish()
    .transform((payments) => payments ?? []),
});

export type YearOfCompany = z.infer<typeof Year>;
export type JournalEntry = z.infer<typeof Entry>;
export type InvoiceSaid = z.infer<typeof Invoice>;
/** As its ledger is asked for them. */
export type OpenStatus = "unpaid" | "overdue" | "partlypaid";

export interface EntryToPost {
  readonly journalId: string;
  readonly journalEntryDate: string;
  readonly journalEntryText: string;
  readonly financialYearId: string;
  readonly ledgerEntries: readonly {
    readonly accountId: string;
    /** Debit above zero. */
    readonly amount: DecimalNumber;
    readonly text: string;
    readonly costCenterId?: string;
    readonly projectId?: string;
  }[];
}

export interface PaymentToMake {
  readonly invoice: string;
  readonly amount: Minor;
  readonly date: string;
  readonly account: number;
  readonly series: string | undefined;
  /** With a voucher of its own, or registered only. */
  readonly isBooked: boolean;
}

export interface BjornlundenApiOptions {
  readonly url: string;
  readonly signInUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userKey: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Only tests are less patient. */
  readonly silentMs?: number | undefined;
}

type Query = Readonly<Record<string, string | number>>;

export class BjornlundenApi {
  readonly #http: HttpClient;

  constructor(options: BjornlundenApiOptions) {
    const { url, signInUrl, clientId, clientSecret, userKey, clock, log, silentMs } = options;
    keepSecret(clientSecret);
    this.#http = signedClient({
      system: TITLE,
      base: url,
      signIn: {
        base: signInUrl,
        path: "/token",
        shown: {
          form: { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret },
        },
        beside: { "user-key": userKey },
        todo: messages.connectAgain,
      },
      callsASecond: CALLS,
      faultOf,
      clock,
      log,
      silentMs,
    });
  }

  /** The companies that the integration is activated for, whatever the key. */
  companies(signal: AbortSignal): Promise<readonly z.infer<typeof Company>[]> {
    return this.#get("/common/client", z.array(Company), {}, signal);
  }

  /** The company of the key. */
  details(signal: AbortSignal): Promise<z.infer<typeof Details>> {
    return this.#get("/details", Details, {}, signal);
  }

  years(signal: AbortSignal): Promise<readonly YearOfCompany[]> {
    return this.#get("/financialyear", z.array(Year), {}, signal);
  }

  /** null: there is none. */
  async account(number: number, signal: AbortSignal): Promise<{ readonly isOpen: boolean } | null> {
    const found = await nullWhere(
      isMissing,
      this.#get(`/account/${number}`, z.object({ closed: flag }), {}, signal),
    );
    return found === null ? null : { isOpen: !found.closed };
  }

  /** Whether the series has a next number in a year. Throws a ConnectorFault where the answer is another. */
  async checkSeries(series: string, year: string, signal: AbortSignal): Promise<void> {
    const path = `/journal/nextJournalEntryNumber/${encodeURIComponent(series)}/${encodeURIComponent(year)}`;
    await this.#http.get(path, { signal });
  }

  /** Of a series, from a day to another. */
  async entries(series: string, from: string, to: string, signal: AbortSignal): Promise<JournalEntry[]> {
    // a number is never given before an earlier one, so that what comes meanwhile moves nothing to another page
    const query = { journalid: series, startdate: from, enddate: to, sortkey: "entryid", sortorder: "asc" };
    return this.#list("/journal/entry/batch", Entry, query, signal);
  }

  /** What each account of an entry comes to, debit above zero. */
  async entrySums(entry: JournalEntry, signal: AbortSignal): Promise<ReadonlyMap<number, bigint>> {
    const { journalId, journalEntryId, journalEntryDate } = entry;
    const path = `/journal/entry/${encodeURIComponent(journalId)}/${journalEntryId}/${journalEntryDate}`;
    const { ledgerEntries } = await this.#get(path, EntryWhole, {}, signal);
    const sums = new Map<number, bigint>();
    for (const one of ledgerEntries) sums.set(one.accountId, (sums.get(one.accountId) ?? 0n) + one.amount);
    return sums;
  }

  async postEntry(entry: EntryToPost, signal: AbortSignal): Promise<JournalEntry> {
    const { body } = await this.#http.post("/journal", { json: entry, signal });
    return readMade(TITLE, "/journal", Entry, body);
  }

  invoices(status: OpenStatus, signal: AbortSignal): Promise<InvoiceSaid[]> {
    const query = { status, sortkey: "invoicenumber", sortorder: "asc" };
    return this.#list("/customerinvoice/batch", Invoice, query, signal);
  }

  /** All that have the number. */
  async invoicesNumbered(number: string, signal: AbortSignal): Promise<readonly InvoiceSaid[]> {
    const path = `/customerinvoice/${encodeURIComponent(number)}`;
    const found = await nullWhere(isMissing, this.#get(path, z.array(Invoice), {}, signal));
    return (found ?? []).filter((one) => String(one.invoiceNumber) === number);
  }

  async invoicesOfEntity(entityId: number, signal: AbortSignal): Promise<readonly InvoiceSaid[]> {
    const found = await nullWhere(
      isMissing,
      this.#get("/customerinvoice", z.array(Invoice), { entityId }, signal),
    );
    return (found ?? []).filter((one) => one.entityId === entityId);
  }

  /** The customer's own number of an order; null: there is no such order. */
  async customerOrderNumber(order: string, signal: AbortSignal): Promise<string | null> {
    const shape = z.object({ customerOrderNumber: text });
    const found = await nullWhere(
      isMissing,
      this.#get(`/order/${encodeURIComponent(order)}`, shape, {}, signal),
    );
    return found === null ? null : found.customerOrderNumber.trim();
  }

  /** Its id. */
  async pay({ invoice, amount: sum, date, account, series, isBooked }: PaymentToMake, signal: AbortSignal) {
    const exact = DecimalNumber.of(sum, "SEK");
    const path = `/customerinvoice/payment/${encodeURIComponent(invoice)}`;
    const { body } = await this.#http.post(path, {
      query: { createverification: String(isBooked), foreignPayment: "false" },
      json: {
        accountId: String(account),
        paymentDate: date,
        // both always, and equal where the currency is the company's
        amountInOriginalCurrency: exact,
        amountInLocalCurrency: exact,
        currency: "SEK",
        ...(series === undefined ? {} : { journalId: series }),
      },
      signal,
    });
    return readMade(TITLE, path, z.object({ entityId: whole }), body).entityId;
  }

  async deletePayment(invoice: string, entityId: string, signal: AbortSignal): Promise<void> {
    const query = { entityId, invoiceNumber: invoice };
    await this.#http.delete("/customerinvoice/payment/", { query, signal });
  }

  async #get<T extends z.ZodType>(
    path: string,
    shape: T,
    query: Query,
    signal: AbortSignal,
  ): Promise<z.infer<T>> {
    return readAs(TITLE, path, shape, (await this.#http.get(path, { query, signal })).body);
  }

  /**
   * All rows, by pages. These lists say how many pages they have; whether they can be asked for one is in the description of other lists
   * only. Where the second is the first again, the whole list is asked for at once; and what is still not complete is refused.
   */
  async #list<T extends z.ZodType<{ readonly entityId: number }>>(
    path: string,
    item: T,
    query: Query,
    signal: AbortSignal,
  ): Promise<z.infer<T>[]> {
    const shape = z.object({ totalRows: whole, data: z.array(item) });
    const found = new Map<number, z.infer<T>>();
    let all = 0;
    const read = async (more: Query): Promise<number> => {
      const before = found.size;
      const { totalRows, data } = await this.#get(path, shape, { ...query, ...more }, signal);
      all = totalRows;
      for (const one of data) found.set(one.entityId, one);
      return found.size - before;
    };
    await read({ rows: ROWS });
    for (let page = 2; found.size < all; page++) if ((await read({ rows: ROWS, page })) === 0) break;
    if (found.size < all) await read({ rows: all });
    if (found.size >= all) return [...found.values()];
    throw new ConnectorFault({
      system: TITLE,
      kind: "data",
      says: messages.listCut({ path, found: found.size, all }),
    });
  }
}
