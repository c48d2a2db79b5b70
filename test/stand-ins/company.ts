/**
 * A company in an accounting system, in memory: accounts, years, series, invoices, payments and vouchers. A ledger that can be asked, and
 * that keeps the rules of bookkeeping by itself, knowing nothing of how Kvitt keeps to them.
 */
export interface Account {
  readonly number: number;
  active: boolean;
}

export interface Year {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly method: "ACCRUAL" | "CASH";
}

export interface Invoice {
  readonly number: number;
  /** Öre; below zero for a credit invoice. */
  readonly total: bigint;
  balance: bigint;
  readonly date: string;
  readonly orderNumber: string;
  readonly external1: string;
  readonly external2: string;
  readonly currency: string;
  readonly credits: string;
  booked: boolean;
  cancelled: boolean;
  sent: boolean;
  modified: string;
}

export interface Payment {
  readonly number: number;
  readonly invoice: number;
  readonly amount: bigint;
  readonly date: string;
  readonly account: number;
  readonly mode: string;
  readonly source: string;
  booked: boolean;
  voucher: number | null;
}

export interface Row {
  readonly account: number;
  /** Debit above zero. */
  readonly amount: bigint;
  readonly text: string;
  readonly costCentre: string;
  readonly project: string;
}

export interface Voucher {
  readonly series: string;
  readonly number: number;
  readonly year: Year;
  readonly date: string;
  readonly description: string;
  readonly comments: string;
  readonly type: "MANUAL" | "INVOICE" | "INVOICEPAYMENT";
  readonly rows: readonly Row[];
}

export const RECEIVABLES = 1510;

export class Company {
  readonly accounts = new Map<number, Account>();
  readonly years: Year[] = [];
  readonly series = new Map<string, { readonly manual: boolean }>();
  readonly modes = new Map<string, number>();
  readonly invoices = new Map<number, Invoice>();
  readonly payments: Payment[] = [];
  readonly vouchers: Voucher[] = [];
  readonly files = new Map<string, string>();
  readonly attached: {
    readonly file: string;
    readonly series: string;
    readonly number: number;
    readonly year: number;
  }[] = [];
  lockedThrough: string | null = null;
  #payments = 0;
  /** When what is changed now was changed, in Swedish time. */
  now = "2026-03-01 10:00";

  constructor() {
    const usual = [1510, 1516, 1686, 1687, 1930, 2611, 2641, 2890, 2999, 3001, 3740, 3990, 6064, 6351];
    for (const number of usual) this.accounts.set(number, { number, active: true });
    this.years.push({ id: 3, from: "2026-01-01", to: "2026-12-31", method: "ACCRUAL" });
    this.years.push({ id: 2, from: "2025-01-01", to: "2025-12-31", method: "ACCRUAL" });
    for (const code of ["A", "K"]) this.series.set(code, { manual: true });
    for (const code of ["B", "C"]) this.series.set(code, { manual: false });
    this.modes.set("KLARNA", 1686);
    this.modes.set("BG", 1930);
  }

  /** A shop sells: the invoice is booked on the customer ledger's account, or left as a draft. */
  sell(
    number: number,
    total: bigint,
    own: Partial<
      Pick<
        Invoice,
        | "date"
        | "orderNumber"
        | "external1"
        | "external2"
        | "currency"
        | "booked"
        | "credits"
        | "modified"
        | "sent"
      >
    > = {},
  ): Invoice {
    const invoice: Invoice = {
      number,
      total,
      balance: total,
      date: "2026-02-20",
      orderNumber: "",
      external1: "",
      external2: "",
      currency: "SEK",
      credits: "",
      booked: true,
      cancelled: false,
      sent: true,
      modified: this.now,
      ...own,
    };
    this.invoices.set(number, invoice);
    if (invoice.booked && this.yearAt(invoice.date)?.method === "ACCRUAL")
      this.post("B", invoice.date, `Faktura ${number}`, "INVOICE", [
        row(RECEIVABLES, total),
        row(3001, -(total * 4n) / 5n),
        row(2611, -(total - (total * 4n) / 5n)),
      ]);
    return invoice;
  }

  yearAt(date: string): Year | undefined {
    return this.years.find(({ from, to }) => from <= date && date <= to);
  }

  isLocked(date: string): boolean {
    return this.lockedThrough !== null && date <= this.lockedThrough;
  }

  post(
    series: string,
    date: string,
    description: string,
    type: Voucher["type"],
    rows: readonly Row[],
    comments = "",
  ): Voucher {
    const year = this.yearAt(date);
    if (year === undefined) throw new Error(`no year for ${date}`);
    if (rows.reduce((sum, { amount }) => sum + amount, 0n) !== 0n) throw new Error("it does not balance");
    const number = this.vouchers.filter((one) => one.series === series && one.year.id === year.id).length + 1;
    const voucher = { series, number, year, date, description, comments, type, rows };
    this.vouchers.push(voucher);
    return voucher;
  }

  /** A number is never given twice, also where a payment was removed. */
  nextPayment(): number {
    return ++this.#payments;
  }

  /** What a payment does when it is booked. */
  book(payment: Payment): void {
    const invoice = this.invoices.get(payment.invoice);
    if (invoice === undefined) throw new Error(`no invoice ${payment.invoice}`);
    // by the cash method the payment is what books the sale and its VAT
    const sale = (payment.amount * 4n) / 5n;
    const other =
      this.yearAt(invoice.date)?.method === "CASH"
        ? [row(3001, -sale), row(2611, sale - payment.amount)]
        : [row(RECEIVABLES, -payment.amount)];
    const rows = [row(payment.account, payment.amount), ...other];
    const voucher = this.post("C", payment.date, `Inbetalning ${payment.invoice}`, "INVOICEPAYMENT", rows);
    payment.booked = true;
    payment.voucher = voucher.number;
    invoice.balance -= payment.amount;
    invoice.modified = this.now;
  }

  /** Balance of an account, debit above zero, over all years. */
  balance(account: number): bigint {
    return this.vouchers
      .flatMap(({ rows }) => rows)
      .filter((one) => one.account === account)
      .reduce((sum, { amount }) => sum + amount, 0n);
  }

  /** What is open of all booked invoices: what 1510 should be. */
  customerLedger(): bigint {
    return [...this.invoices.values()]
      .filter(({ booked, cancelled }) => booked && !cancelled)
      .reduce((sum, { balance }) => sum + balance, 0n);
  }

  manual(): readonly Voucher[] {
    return this.vouchers.filter(({ type }) => type === "MANUAL");
  }
}

export function row(account: number, amount: bigint): Row {
  return { account, amount, text: "", costCentre: "", project: "" };
}
