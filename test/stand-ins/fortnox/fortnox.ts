/**
 * Stands in for Fortnox. What the specification leaves open (targets-and-sources: filters that are "contains", pages, codes of
 * errors, the order of a payment's two steps) is as observed by others who connect to it.
 */
import type { Clock } from "../../../src/clock.ts";
import { systemClock } from "../../../src/clock.ts";
import { readSpec, Validator, type Corrections } from "../openapi/validator.ts";
import { Refused, StandIn, type Answer, type Asked, type Handler } from "../stand-in.ts";
import { Company, type Invoice, type Payment, type Row, type Voucher, type Year } from "../company.ts";
import { CLIENT, Tokens } from "./tokens.ts";

const CORRECTIONS: Corrections = {
  schemas: {
    // listed as required, and is an output
    fortnox_Voucher: { required: ["Description", "TransactionDate", "VoucherSeries"] },
    fortnox_LockedPeriod: {
      type: "object",
      properties: { EndDate: { type: "string", format: "date", nullable: true } },
    },
    // an invoice is read here, never written
    fortnox_Invoice: { required: [] },
  },
  parameters: {
    GET: ["page", "limit", "lastmodified", "financialyear"],
    "GET /3/vouchers": ["voucherseries", "fromdate", "todate"],
    "POST /3/voucherfileconnections": ["financialyear"],
    "GET /3/voucherfileconnections": ["voucheryear"],
  },
};

/** One for all: compiling the schemas takes longer than most tests. */
const VALIDATOR = new Validator(readSpec("fortnox"), CORRECTIONS);

const SCOPES: readonly (readonly [pattern: RegExp, scope: string])[] = [
  [/invoicepayments/, "payment"],
  [/invoices/, "invoice"],
  [/vouchers|voucherseries|financialyears|accounts/, "bookkeeping"],
  [/settings|modesofpayments/, "settings"],
  [/companyinformation/, "companyinformation"],
  [/inbox/, "inbox"],
  [/voucherfileconnections/, "connectfile"],
];

/** What may stand in a text; anything else is 2000359. */
const TEXT = /^[\p{L}\p{N}\s’\\–:.`´,;^¤#%§£$€¢¥©™°&/()=+\-*_!?²³®½@]*$/u;

export interface FortnoxOptions {
  readonly clock?: Clock;
  /** 25 calls in 5 seconds, as documented. */
  readonly limit?: { readonly most: number; readonly windowMs: number };
}

/** Whether an unbooked payment already lowers the invoice's balance is not documented: tests ask both ways. */
export interface Habits {
  unbookedLowersBalance: boolean;
}

export class Fortnox extends StandIn {
  readonly company: Company;
  readonly tokens: Tokens;
  readonly habits: Habits;

  private constructor(
    company: Company,
    tokens: Tokens,
    habits: Habits,
    clock: Clock,
    limit: { most: number; windowMs: number },
  ) {
    super({
      validator: VALIDATOR,
      handlers: handlersOf(company, habits),
      others: { "POST /oauth-v1/token": (asked) => tokens.answer(asked) },
      letIn: (headers, operation) =>
        tokens.letIn(headers.authorization, SCOPES.find(([pattern]) => pattern.test(operation))?.[1] ?? ""),
      limit,
      clock,
      refusal: (status, says) => informed(status === 429 ? 1000003 : 2001392, says),
    });
    this.company = company;
    this.tokens = tokens;
    this.habits = habits;
  }

  static open({
    clock = systemClock,
    limit = { most: 25, windowMs: 5_000 },
  }: FortnoxOptions = {}): Promise<Fortnox> {
    const habits = { unbookedLowersBalance: false };
    return new Fortnox(new Company(), new Tokens(clock), habits, clock, limit).listen();
  }

  /** As the settings have it. */
  get settings() {
    return { clientId: CLIENT.id, tenantId: CLIENT.tenant, url: this.url, signInUrl: this.url };
  }

  readonly secrets = { KVITT_FORTNOX_CLIENT_SECRET: CLIENT.secret } as const;
}

function informed(code: number, message: string) {
  return { ErrorInformation: { Error: 1, Message: message, Code: code } };
}

function refuse(code: number, message: string, status = 400): never {
  throw new Refused({ status, body: informed(code, message) });
}

function handlersOf(company: Company, habits: Habits): Record<string, Handler> {
  const yearOf = ({ query }: Asked): Year => {
    const id = query.get("financialyear");
    const [preselected] = company.years;
    const year = id === null ? preselected : company.years.find((one) => one.id === Number(id));
    return year ?? refuse(2000588, `Räkenskapsår ${id} finns inte`);
  };
  const invoiceOf = (number: unknown): Invoice =>
    company.invoices.get(Number(number)) ?? refuse(2000434, "Kunde inte hitta faktura", 404);
  const paymentOf = ({ values }: Asked): Payment =>
    company.payments.find((one) => String(one.number) === values["Number"]) ??
    refuse(2000434, "Kunde inte hitta betalning", 404);
  const balanceOf = (invoice: Invoice): bigint =>
    invoice.balance -
    (habits.unbookedLowersBalance
      ? company.payments
          .filter((one) => one.invoice === invoice.number && !one.booked)
          .reduce((sum, one) => sum + one.amount, 0n)
      : 0n);

  return {
    "GET /3/companyinformation": () => ({
      status: 200,
      body: {
        CompanyInformation: {
          CompanyName: "Nordljus AB",
          OrganizationNumber: "556334-3689",
          DatabaseNumber: Number(CLIENT.tenant),
        },
      },
    }),
    "GET /3/settings/lockedperiod": () => ({
      status: 200,
      body: { LockedPeriod: { EndDate: company.lockedThrough } },
    }),
    "GET /3/financialyears": ({ query }) => ({
      status: 200,
      body: {
        FinancialYears: company.years
          .filter(
            ({ from, to }) =>
              query.get("Date") === null ||
              (from <= (query.get("Date") ?? "") && (query.get("Date") ?? "") <= to),
          )
          .map(({ id, from, to, method }) => ({
            Id: id,
            FromDate: from,
            ToDate: to,
            AccountingMethod: method,
          })),
      },
    }),
    "GET /3/accounts/{Number}": ({ values }) => {
      const account =
        company.accounts.get(Number(values["Number"])) ?? refuse(2000423, "Kunde inte hitta konto", 404);
      return {
        status: 200,
        body: { Account: { Number: account.number, Description: "Konto", Active: account.active } },
      };
    },
    "GET /3/voucherseries/{Code}": ({ values }) => {
      const found =
        company.series.get(values["Code"] ?? "") ??
        refuse(2000588, "Kunde inte hitta verifikationsserie", 404);
      return { status: 200, body: { VoucherSeries: { Code: values["Code"], Manual: found.manual } } };
    },
    "GET /3/modesofpayments/{Code}": ({ values }) => {
      const account =
        company.modes.get(values["Code"] ?? "") ?? refuse(2000588, "Kunde inte hitta betalningssätt", 404);
      return {
        status: 200,
        body: { ModeOfPayment: { Code: values["Code"], AccountNumber: String(account) } },
      };
    },
    "GET /3/vouchers": (asked) => {
      const year = yearOf(asked);
      const series = asked.query.get("voucherseries");
      const [from, to] = [asked.query.get("fromdate") ?? "", asked.query.get("todate") ?? "9999"];
      const found = company.vouchers.filter(
        (one) =>
          one.year === year &&
          (series === null || one.series.includes(series)) &&
          from <= one.date &&
          one.date <= to,
      );
      return paged(asked, "Vouchers", found.map(listed));
    },
    "GET /3/vouchers/{VoucherSeries}/{VoucherNumber}": (asked) => {
      const { VoucherSeries: series, VoucherNumber: number } = asked.values;
      const year = yearOf(asked);
      const found = company.vouchers.find(
        (one) => one.year === year && one.series === series && String(one.number) === number,
      );
      return {
        status: 200,
        body: { Voucher: whole(found ?? refuse(2000434, "Kunde inte hitta verifikation", 404)) },
      };
    },
    "POST /3/vouchers": (asked) => {
      const year = yearOf(asked);
      const { Voucher: given } = asked.body as { Voucher: Given };
      const { Description, Comments = "", VoucherSeries, TransactionDate } = given;
      if (!(year.from <= TransactionDate && TransactionDate <= year.to))
        refuse(2000588, "Datumet ligger utanför räkenskapsåret");
      if (company.isLocked(TransactionDate)) refuse(2000401, "Perioden är låst");
      if (company.series.get(VoucherSeries)?.manual !== true)
        refuse(2000588, "Verifikationsserien är inte manuell");
      const rows = given.VoucherRows.map((one): Row => {
        const account =
          company.accounts.get(one.Account) ?? refuse(2000423, `Kunde inte hitta konto ${one.Account}`);
        if (!account.active) refuse(2000550, `Kontot ${one.Account} är inte aktivt`);
        const [debit, credit] = [oreOf(one.Debit ?? 0), oreOf(one.Credit ?? 0)];
        if (debit < 0n || credit < 0n || (debit > 0n && credit > 0n)) refuse(2000588, "Fel belopp");
        const text = one.TransactionInformation ?? "";
        if (text.length > 100) refuse(2000588, "För lång text");
        return {
          account: one.Account,
          amount: debit - credit,
          text,
          costCentre: one.CostCenter ?? "",
          project: one.Project ?? "",
        };
      });
      for (const text of [Description, Comments, ...rows.map((one) => one.text)])
        if (!TEXT.test(text)) refuse(2000359, "Otillåtna tecken");
      if (rows.reduce((sum, { amount }) => sum + amount, 0n) !== 0n)
        refuse(2000588, "Verifikationen balanserar inte");
      const made = company.post(VoucherSeries, TransactionDate, Description, "MANUAL", rows, Comments);
      return { status: 201, body: { Voucher: whole(made) } };
    },
    "GET /3/invoices": (asked) => {
      const { query } = asked;
      const found = [...company.invoices.values()].filter(
        (one) =>
          String(one.number).includes(query.get("documentnumber") ?? "") &&
          one.modified >= (query.get("lastmodified") ?? "") &&
          matches(one, query.get("filter")),
      );
      return paged(
        asked,
        "Invoices",
        found.map((one) => invoiceItem(one, balanceOf(one))),
      );
    },
    "GET /3/invoices/{DocumentNumber}": ({ values }) => {
      const one = invoiceOf(values["DocumentNumber"]);
      const year = company.yearAt(one.date);
      return {
        status: 200,
        body: {
          Invoice: {
            ...invoiceItem(one, balanceOf(one)),
            CustomerNumber: "1",
            YourOrderNumber: one.orderNumber,
            CreditInvoiceReference: one.credits,
            Credit: one.total < 0n ? "true" : "false",
            AccountingMethod: year?.method ?? "ACCRUAL",
          },
        },
      };
    },
    "GET /3/invoicepayments": (asked) => {
      const number = asked.query.get("invoicenumber");
      const found = company.payments.filter((one) => String(one.invoice).includes(number ?? ""));
      return paged(
        asked,
        "InvoicePayments",
        found.map((one) => paymentItem(one, company)),
      );
    },
    "GET /3/invoicepayments/{Number}": (asked) => ({
      status: 200,
      body: { InvoicePayment: paymentItem(paymentOf(asked), company) },
    }),
    "POST /3/invoicepayments": ({ body }) => {
      const { InvoicePayment: given } = body as { InvoicePayment: GivenPayment };
      const invoice = invoiceOf(given.InvoiceNumber);
      const method = company.yearAt(invoice.date)?.method ?? "ACCRUAL";
      const amount = oreOf(given.Amount);
      if (invoice.cancelled) refuse(2000588, "Fakturan är makulerad");
      if (method === "ACCRUAL" && !invoice.booked) refuse(2000588, "Fakturan är inte bokförd");
      if (method === "CASH" && !invoice.sent) refuse(2000588, "Fakturan är inte skickad");
      if (given.PaymentDate < invoice.date) refuse(2000588, "Betalningsdatum före fakturadatum");
      const left = balanceOf(invoice);
      if (amount === 0n || amount > 0n !== invoice.total > 0n) refuse(2000588, "Fel belopp");
      if (amount > 0n ? amount > left : amount < left) refuse(2000588, "Beloppet är större än restbeloppet");
      const mode =
        company.modes.get(given.ModeOfPayment ?? "") ?? refuse(2000588, "Kunde inte hitta betalningssätt");
      const payment: Payment = {
        number: company.nextPayment(),
        invoice: invoice.number,
        amount,
        date: given.PaymentDate,
        account: given.ModeOfPaymentAccount ?? mode,
        mode: given.ModeOfPayment ?? "",
        source: "direct",
        booked: false,
        voucher: null,
      };
      company.payments.push(payment);
      return { status: 201, body: { InvoicePayment: paymentItem(payment, company) } };
    },
    "PUT /3/invoicepayments/{Number}/bookkeep": (asked) => {
      const payment = paymentOf(asked);
      if (payment.booked) refuse(2000588, "Betalningen är redan bokförd");
      if (company.isLocked(payment.date)) refuse(2000401, "Perioden är låst");
      company.book(payment);
      return { status: 200, body: { InvoicePayment: paymentItem(payment, company) } };
    },
    "DELETE /3/invoicepayments/{Number}": (asked) => {
      const payment = paymentOf(asked);
      if (payment.booked) refuse(2000588, "Betalningen är bokförd");
      company.payments.splice(company.payments.indexOf(payment), 1);
      return { status: 204 };
    },
    "POST /3/inbox": ({ body, query }) => {
      if (query.get("path") !== "inbox_v") refuse(2000588, "Fel mapp");
      const id = `file-${company.files.size + 1}`;
      company.files.set(id, String(body));
      return { status: 201, body: { File: { Id: id, ArchiveFileId: `archive-${id}`, Name: "rapport.csv" } } };
    },
    "POST /3/voucherfileconnections": (asked) => {
      const given = (
        asked.body as {
          VoucherFileConnection: { FileId: string; VoucherNumber: string; VoucherSeries: string };
        }
      ).VoucherFileConnection;
      const year = yearOf(asked);
      if (!company.files.has(given.FileId)) refuse(2000588, "Filen finns inte");
      company.attached.push({
        file: given.FileId,
        series: given.VoucherSeries,
        number: Number(given.VoucherNumber),
        year: year.id,
      });
      return { status: 201, body: { VoucherFileConnection: given } };
    },
    "GET /3/voucherfileconnections": (asked) =>
      paged(
        asked,
        "VoucherFileConnections",
        company.attached.map(({ file, series, number, year }) => ({
          FileId: file,
          VoucherSeries: series,
          VoucherNumber: String(number),
          VoucherYear: year,
        })),
      ),
  };
}

interface Given {
  readonly Description: string;
  readonly Comments?: string;
  readonly VoucherSeries: string;
  readonly TransactionDate: string;
  readonly VoucherRows: readonly {
    readonly Account: number;
    readonly Debit?: number;
    readonly Credit?: number;
    readonly TransactionInformation?: string;
    readonly CostCenter?: string;
    readonly Project?: string;
  }[];
}

interface GivenPayment {
  readonly InvoiceNumber: number;
  readonly Amount: number;
  readonly PaymentDate: string;
  readonly ModeOfPayment?: string;
  readonly ModeOfPaymentAccount?: number;
}

function matches({ balance, booked, cancelled }: Invoice, filter: string | null): boolean {
  if (filter === "unpaid") return balance !== 0n && !cancelled;
  if (filter === "fullypaid") return balance === 0n && !cancelled;
  if (filter === "cancelled") return cancelled;
  return filter === "unbooked" ? !booked : true;
}

/** Refuses a third decimal, as Fortnox rounds it. */
function oreOf(amount: number): bigint {
  const ore = Math.round(amount * 100);
  if (Math.abs(amount * 100 - ore) > 1e-6) refuse(2000588, "För många decimaler");
  return BigInt(ore);
}

const kronor = (ore: bigint): number => Number(ore) / 100;

function listed({ series, number, year, date, description, comments, type }: Voucher) {
  return {
    VoucherSeries: series,
    VoucherNumber: number,
    Year: year.id,
    TransactionDate: date,
    Description: description,
    Comments: comments,
    ReferenceType: type,
  };
}

function whole(voucher: Voucher) {
  return {
    ...listed(voucher),
    VoucherRows: voucher.rows.map(({ account, amount, text, costCentre, project }) => ({
      Account: account,
      Debit: amount > 0n ? kronor(amount) : 0,
      Credit: amount < 0n ? kronor(-amount) : 0,
      TransactionInformation: text,
      CostCenter: costCentre,
      Project: project,
    })),
  };
}

function invoiceItem(one: Invoice, balance: bigint) {
  return {
    DocumentNumber: String(one.number),
    Balance: kronor(balance),
    Total: kronor(one.total),
    Currency: one.currency,
    CurrencyRate: 1,
    CurrencyUnit: 1,
    Booked: one.booked,
    Cancelled: one.cancelled,
    Sent: one.sent,
    InvoiceDate: one.date,
    DueDate: one.date,
    ExternalInvoiceReference1: one.external1,
    ExternalInvoiceReference2: one.external2,
    InvoiceType: "INVOICE",
  };
}

function paymentItem(payment: Payment, company: Company) {
  return {
    Number: String(payment.number),
    InvoiceNumber: payment.invoice,
    Amount: kronor(payment.amount),
    Currency: company.invoices.get(payment.invoice)?.currency ?? "SEK",
    PaymentDate: payment.date,
    Booked: payment.booked,
    Source: payment.source,
    ...(payment.voucher === null ? {} : { VoucherNumber: payment.voucher, VoucherSeries: "C" }),
  };
}

function paged(asked: Asked, name: string, found: readonly unknown[]): Answer {
  const limit = Number(asked.query.get("limit") ?? 100);
  if (limit < 1 || limit > 500) refuse(2000588, "Fel limit");
  const page = Number(asked.query.get("page") ?? 1);
  const pages = Math.max(1, Math.ceil(found.length / limit));
  // a page beyond the last one has no route
  if (page < 1 || page > pages) refuse(2000762, "Hittar ingen route", 404);
  return {
    status: 200,
    body: {
      MetaInformation: { "@TotalResources": found.length, "@TotalPages": pages, "@CurrentPage": page },
      [name]: found.slice((page - 1) * limit, page * limit),
    },
  };
}
