/** Fortnox's stand-in, as the conformance suites ask it. */
import { fortnox } from "../../../src/connectors/fortnox/fortnox.ts";
import { Fortnox } from "../../stand-ins/fortnox/fortnox.ts";
import { row } from "../../stand-ins/fortnox/company.ts";
import type { OpenTarget, TargetUnderTest } from "../conformance/system-under-test.ts";

export interface FortnoxUnderTest extends TargetUnderTest {
  readonly server: Fortnox;
}

export const openFortnox = async (clock: Parameters<OpenTarget>[0]): Promise<FortnoxUnderTest> => {
  const server = await Fortnox.open({ clock });
  const { company, tokens } = server;
  return {
    system: fortnox,
    server,
    secrets: server.secrets,
    settings: (own = {}) => ({ ...server.settings, ...own }),
    operations: {
      post: "POST /3/vouchers",
      pay: "POST /3/invoicepayments",
      book: "PUT /3/invoicepayments/{Number}/bookkeep",
      list: "GET /3/vouchers",
      invoices: "GET /3/invoices",
    },
    vouchers: () =>
      company
        .manual()
        .filter(({ comments }) => comments.startsWith("kvitt:") && !strangers.has(company))
        .map(({ date, comments, description, rows }) => {
          const sums = new Map<number, bigint>();
          for (const { account, amount } of rows) sums.set(account, (sums.get(account) ?? 0n) + amount);
          return { date, marker: comments, text: description, sums };
        }),
    addVouchers: (markers, date) => {
      strangers.add(company);
      for (const marker of markers)
        company.post("K", date, "En annan", "MANUAL", [row(1930, 100n), row(1510, -100n)], marker);
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
    expireTokens: () => tokens.expire(),
    revoke: () => tokens.revoke(),
    consent: () => tokens.consent(),
  };
};

/** Companies in which somebody else posts, whose vouchers are not to be counted. */
const strangers = new WeakSet<object>();
