/**
 * Fortnox's API as far as Kvitt uses it (v3): what is asked, and what comes back, checked. Amounts are exact: numbers in JSON are made
 * of integers and read as their text. Lists are read to their last page. Filters are only "contains" there, so that whoever looks for
 * one thing compares exactly.
 */
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { ZERO, type Minor } from "../../money.ts";
import { keepSecret } from "../../secrets.ts";
import type { HttpClient } from "../http/client.ts";
import { DecimalNumber } from "../http/exact-json.ts";
import { amount, flag, nullWhere, readAs, readMade, text, whole } from "../http/shapes.ts";
import { signedClient } from "../http/signed-client.ts";
import { faultOf, isMissing, TITLE } from "./faults.ts";
import { messages } from "./messages.ts";

/** Below the documented 25 in 5 seconds: the vendor's own client had 429 at 5 a second. */
const CALLS = 4;
/** The most that a page may have. */
const PAGE = 500;

const Year = z.object({ Id: whole, FromDate: z.string(), ToDate: z.string(), AccountingMethod: text });
const VoucherItem = z.object({
  VoucherSeries: z.string(),
  VoucherNumber: whole,
  Year: whole.optional(),
  TransactionDate: z.string(),
  Comments: text,
});
const VoucherWhole = VoucherItem.extend({
  VoucherRows: z.array(
    z.object({ Account: whole, Debit: amount.default(ZERO), Credit: amount.default(ZERO) }),
  ),
});
const InvoiceItem = z.object({
  DocumentNumber: z.union([z.string(), z.number()]).transform(String),
  Balance: amount,
  Total: amount,
  Currency: z.string(),
  InvoiceDate: z.string(),
  Booked: flag,
  Cancelled: flag,
  Sent: flag,
  ExternalInvoiceReference1: text,
  ExternalInvoiceReference2: text,
});
const InvoiceWhole = InvoiceItem.extend({
  YourOrderNumber: text,
  CreditInvoiceReference: text,
  AccountingMethod: text,
});
const PaymentItem = z.object({
  Number: z.union([z.string(), z.number()]).transform(String),
  InvoiceNumber: whole,
  Amount: amount,
  PaymentDate: text,
  Booked: flag,
  Source: text,
});
const Meta = z.object({ MetaInformation: z.object({ "@TotalPages": whole }).optional() });

export type FiscalYearOfFortnox = z.infer<typeof Year>;
export type VoucherItem = z.infer<typeof VoucherItem>;
export type InvoiceItem = z.infer<typeof InvoiceItem>;
export type InvoiceWhole = z.infer<typeof InvoiceWhole>;
export type PaymentItem = z.infer<typeof PaymentItem>;

export interface VoucherToPost {
  readonly Description: string;
  readonly Comments: string;
  readonly VoucherSeries: string;
  readonly TransactionDate: string;
  readonly VoucherRows: readonly {
    readonly Account: number;
    readonly Debit: DecimalNumber;
    readonly Credit: DecimalNumber;
    readonly TransactionInformation: string;
    readonly CostCenter?: string;
    readonly Project?: string;
  }[];
}

export interface FortnoxApiOptions {
  readonly url: string;
  readonly signInUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Only tests are less patient. */
  readonly silentMs?: number | undefined;
}

export class FortnoxApi {
  readonly #http: HttpClient;

  constructor(options: FortnoxApiOptions) {
    const { url, signInUrl, clientId, clientSecret, tenantId, clock, log, silentMs } = options;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
    keepSecret(basic);
    this.#http = signedClient({
      system: TITLE,
      base: `${url}/3`,
      // for the customer's service account
      signIn: {
        base: signInUrl,
        path: "/oauth-v1/token",
        shown: {
          form: { grant_type: "client_credentials" },
          headers: { authorization: `Basic ${basic}`, TenantId: tenantId },
        },
        todo: messages.connectAgain,
      },
      callsASecond: CALLS,
      faultOf,
      clock,
      log,
      silentMs,
    });
  }

  async companyName(signal: AbortSignal): Promise<string> {
    const shape = z.object({ CompanyInformation: z.object({ CompanyName: text }) });
    return (await this.#get("/companyinformation", shape, {}, signal)).CompanyInformation.CompanyName;
  }

  /** Locked up to and including this day; null: nothing is. */
  async lockedThrough(signal: AbortSignal): Promise<string | null> {
    const shape = z.object({ LockedPeriod: z.object({ EndDate: z.string().nullish() }) });
    return (await this.#get("/settings/lockedperiod", shape, {}, signal)).LockedPeriod.EndDate ?? null;
  }

  async years(signal: AbortSignal): Promise<readonly FiscalYearOfFortnox[]> {
    return this.#list("/financialyears", "FinancialYears", Year, {}, signal);
  }

  /** null: there is none. */
  async account(number: number, year: number, signal: AbortSignal): Promise<{ isActive: boolean } | null> {
    const shape = z.object({ Account: z.object({ Active: z.boolean().nullish() }) });
    const query = { financialyear: year };
    const found = await nullWhere(isMissing, this.#get(`/accounts/${number}`, shape, query, signal));
    return found === null ? null : { isActive: found.Account.Active !== false };
  }

  async isManualSeries(code: string, year: number, signal: AbortSignal): Promise<boolean | null> {
    const shape = z.object({ VoucherSeries: z.object({ Manual: z.boolean().nullish() }) });
    const query = { financialyear: year };
    const found = await nullWhere(
      isMissing,
      this.#get(`/voucherseries/${encodeURIComponent(code)}`, shape, query, signal),
    );
    return found === null ? null : found.VoucherSeries.Manual !== false;
  }

  /** The account of a mode of payment; null: there is no such mode. */
  async modeOfPayment(code: string, signal: AbortSignal): Promise<number | null> {
    const shape = z.object({ ModeOfPayment: z.object({ AccountNumber: whole }) });
    const found = await nullWhere(
      isMissing,
      this.#get(`/modesofpayments/${encodeURIComponent(code)}`, shape, {}, signal),
    );
    return found?.ModeOfPayment.AccountNumber ?? null;
  }

  /** Of a series in a year, from a day on. */
  vouchers(series: string, year: number, from: string, signal: AbortSignal): Promise<VoucherItem[]> {
    const query = { voucherseries: series, financialyear: year, fromdate: from };
    return this.#list("/vouchers", "Vouchers", VoucherItem, query, signal);
  }

  /** What each account of a voucher comes to, debit above zero. */
  async voucherSums(
    item: VoucherItem,
    year: number,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, bigint>> {
    const path = `/vouchers/${encodeURIComponent(item.VoucherSeries)}/${item.VoucherNumber}`;
    const { Voucher } = await this.#get(
      path,
      z.object({ Voucher: VoucherWhole }),
      { financialyear: year },
      signal,
    );
    const sums = new Map<number, bigint>();
    for (const { Account, Debit, Credit } of Voucher.VoucherRows)
      sums.set(Account, (sums.get(Account) ?? 0n) + Debit - Credit);
    return sums;
  }

  async postVoucher(voucher: VoucherToPost, year: number, signal: AbortSignal): Promise<VoucherItem> {
    const query = { financialyear: year };
    const { body } = await this.#http.post("/vouchers", { json: { Voucher: voucher }, query, signal });
    return readMade(TITLE, "/vouchers", z.object({ Voucher: VoucherItem }), body).Voucher;
  }

  /** `lastmodified`: "2026-03-02 03:15"; left out, all that match the filter. Page by page. */
  invoices(
    query: { readonly filter?: "unpaid"; readonly lastmodified?: string },
    signal: AbortSignal,
  ): Promise<InvoiceItem[]> {
    return this.#list("/invoices", "Invoices", InvoiceItem, query, signal);
  }

  /** null: there is none with that number. */
  async invoice(number: string, signal: AbortSignal): Promise<InvoiceWhole | null> {
    const shape = z.object({ Invoice: InvoiceWhole });
    const found = await nullWhere(
      isMissing,
      this.#get(`/invoices/${encodeURIComponent(number)}`, shape, {}, signal),
    );
    return found?.Invoice ?? null;
  }

  async payments(invoice: string, signal: AbortSignal): Promise<PaymentItem[]> {
    const query = { invoicenumber: invoice };
    const found = await this.#list("/invoicepayments", "InvoicePayments", PaymentItem, query, signal);
    return found.filter((one) => String(one.InvoiceNumber) === invoice);
  }

  /** null: it is not there any more. */
  async payment(number: string, signal: AbortSignal): Promise<PaymentItem | null> {
    const shape = z.object({ InvoicePayment: PaymentItem });
    const path = `/invoicepayments/${encodeURIComponent(number)}`;
    const found = await nullWhere(isMissing, this.#get(path, shape, {}, signal));
    return found?.InvoicePayment ?? null;
  }

  async pay(
    payment: {
      readonly invoice: string;
      readonly amount: Minor;
      readonly date: string;
      readonly mode: string;
    },
    signal: AbortSignal,
  ): Promise<PaymentItem> {
    const exact = DecimalNumber.of(payment.amount, "SEK");
    const InvoicePayment = {
      InvoiceNumber: Number(payment.invoice),
      Amount: exact,
      AmountCurrency: exact,
      PaymentDate: payment.date,
      ModeOfPayment: payment.mode,
    };
    const { body } = await this.#http.post("/invoicepayments", { json: { InvoicePayment }, signal });
    const shape = z.object({ InvoicePayment: PaymentItem });
    return readMade(TITLE, "/invoicepayments", shape, body).InvoicePayment;
  }

  async bookPayment({ Number: number, InvoiceNumber }: PaymentItem, signal: AbortSignal): Promise<void> {
    const path = `/invoicepayments/${encodeURIComponent(number)}/bookkeep`;
    await this.#http.put(path, { json: { InvoicePayment: { InvoiceNumber } }, signal });
  }

  async deletePayment(number: string, signal: AbortSignal): Promise<void> {
    await this.#http.delete(`/invoicepayments/${encodeURIComponent(number)}`, { signal });
  }

  async #get<T extends z.ZodType>(
    path: string,
    shape: T,
    query: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
  ): Promise<z.infer<T>> {
    return this.#read(path, shape, (await this.#http.get(path, { query, signal })).body);
  }

  async #list<T extends z.ZodType>(
    path: string,
    name: string,
    item: T,
    query: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
  ): Promise<z.infer<T>[]> {
    const found: z.infer<T>[] = [];
    const shape = z.object({ [name]: z.array(item) });
    for (let page = 1, pages = 1; page <= pages; page++) {
      const { body } = await this.#http.get(path, { query: { ...query, limit: PAGE, page }, signal });
      found.push(...(this.#read(path, shape, body)[name] ?? []));
      pages = Meta.safeParse(body).data?.MetaInformation?.["@TotalPages"] ?? 1;
    }
    return found;
  }

  #read<T extends z.ZodType>(path: string, shape: T, body: unknown): z.infer<T> {
    return readAs(TITLE, path, shape, body);
  }
}
