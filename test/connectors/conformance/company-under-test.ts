/** What the suites ask of every stand-in that is a company's whole ledger. */
import { row, type Company, type Voucher } from "../../stand-ins/company.ts";
import type { TargetUnderTest } from "./system-under-test.ts";

type OfCompany = Pick<
  TargetUnderTest,
  | "vouchers"
  | "addVouchers"
  | "balance"
  | "sell"
  | "changeAt"
  | "payments"
  | "payElsewhere"
  | "removePayments"
  | "cancelPayments"
  | "openOf"
  | "lockThrough"
  | "withoutYears"
  | "deactivate"
  | "remove"
  | "addAccount"
>;

export interface Marking {
  /** The marker of a voucher; of one that has none, whatever stands in its place. */
  readonly markerOf: (voucher: Voucher) => string;
  /** Description and comments of a stranger's voucher with a marker. */
  readonly marked: (marker: string) => readonly [description: string, comments: string];
}

export function companyUnderTest(company: Company, { markerOf, marked }: Marking): OfCompany {
  /** Somebody else posts: their vouchers are not to be counted. */
  let hasStrangers = false;
  return {
    vouchers: () =>
      company
        .manual()
        .filter((one) => markerOf(one).startsWith("kvitt:") && !hasStrangers)
        .map((one) => {
          const sums = new Map<number, bigint>();
          for (const { account, amount } of one.rows) sums.set(account, (sums.get(account) ?? 0n) + amount);
          return { date: one.date, marker: markerOf(one), text: one.description, sums };
        }),
    addVouchers: (markers, date) => {
      hasStrangers = true;
      for (const marker of markers) {
        const [description, comments] = marked(marker);
        company.post("K", date, description, "MANUAL", [row(1930, 100n), row(1510, -100n)], comments);
      }
    },
    balance: (account) => company.balance(account),
    sell: (number, amount, own = {}) => void company.sell(number, amount, own),
    changeAt: (time) => {
      company.now = time;
    },
    payments: (invoice) => company.payments.filter((one) => one.invoice === invoice),
    payElsewhere: (invoice, amount, booked) => {
      const payment = {
        number: company.nextPayment(),
        invoice,
        amount,
        date: "2026-03-01",
        account: 1930,
        mode: "BG",
        source: "file",
        booked: false,
        voucher: null,
      };
      company.payments.push(payment);
      if (booked) company.book(payment);
    },
    removePayments: (invoice) => {
      for (const payment of company.payments.filter((one) => one.invoice === invoice))
        company.payments.splice(company.payments.indexOf(payment), 1);
    },
    cancelPayments: (invoice) => {
      for (const payment of company.payments.filter((one) => one.invoice === invoice)) {
        company.post("C", payment.date, "Makulerad", "INVOICEPAYMENT", [
          row(payment.account, -payment.amount),
          row(1510, payment.amount),
        ]);
        const sold = company.invoices.get(invoice);
        if (sold !== undefined) sold.balance += payment.amount;
        company.payments.splice(company.payments.indexOf(payment), 1);
      }
    },
    openOf: (invoice) => company.invoices.get(invoice)?.balance ?? 0n,
    lockThrough: (date) => {
      company.lockedThrough = date;
    },
    withoutYears: () => void company.years.splice(0),
    deactivate: (number) => void company.accounts.set(number, { number, active: false }),
    remove: (number) => void company.accounts.delete(number),
    addAccount: (number) => void company.accounts.set(number, { number, active: true }),
  };
}
