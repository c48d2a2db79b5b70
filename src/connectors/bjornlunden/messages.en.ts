/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  connectAgain:
    'Check clientId and the client secret against those that Björn Lundén has sent (docs/connect/bjornlunden.md). Nothing is booked twice; then run "kvitt retry --all".',
  activate:
    'Activate the integration for the company in Lundify (Integrations), and check that Björn Lundén has given it the permissions in docs/connect/bjornlunden.md. Then run "kvitt retry --all".',
  companyMissing: (connected: string) =>
    `the company key is of no company that the integration is activated for (these are: ${connected})`,
  companyNone: "the integration is activated for no company",
  setUserKey:
    'Set the company\'s key in connectors.bjornlunden.userKey: it is in Lundify under Integrations, the cogwheel. If the integration was turned off there, activate it again. Then run "kvitt retry --all".',
  otherCompany: ({ name, found, wanted }: { name: string; found: string; wanted: string }) =>
    `the key is of ${name} (${found}), and the settings are of ${wanted}`,
  setCompany:
    'Set the key of the right company in connectors.bjornlunden.userKey, or correct company.orgNumber, and then run "kvitt retry --all".',
  addAccount:
    'Add or open the account in Björn Lundén (Chart of accounts), or set another in the settings, and then run "kvitt retry --all".',
  addObject:
    'Add the cost centre or project in Björn Lundén, or set another in the settings, and then run "kvitt retry --all".',
  licence:
    'Check the company\'s licence at Björn Lundén, and that its database is active, and then run "kvitt retry --all".',
  secretMissing: "the client secret is missing",
  setSecret:
    "Set KVITT_BJORNLUNDEN_CLIENT_SECRET, or KVITT_BJORNLUNDEN_CLIENT_SECRET_FILE with a file that holds it.",
  addYear: 'Add the fiscal year in Björn Lundén, and then run "kvitt retry --all".',
  openPeriod:
    'Open the period in Björn Lundén, or set connectors.bjornlunden.lockedPeriod: first-open-day, and then run "kvitt retry --all".',
  seriesTooLong: (series: string) => `the voucher series ${series} is more than one character`,
  addSeries:
    'Add the series in Björn Lundén, or set another, of one character, in connectors.bjornlunden.series, and then run "kvitt retry --all".',
  listCut: ({ path, found, all }: { path: string; found: number; all: number }) =>
    `the list ${path} has ${all} rows, and only ${found} are given`,
  clearingDiffers: "the merchants have different clearing accounts",
  setClearing:
    'Set the same accounts.clearing for all merchants, or connectors.bjornlunden.payments: none, and then run "kvitt retry --all".',
  notANumber: (number: string) => `${number} is no invoice number in Björn Lundén.`,
  notANumberRemedy:
    "Do the receivables come from another system? Then set connectors.bjornlunden.payments: none.",
  invoiceMissing: (number: string) => `Invoice ${number} is not in Björn Lundén.`,
  invoiceMissingRemedy: "Check the number. If the invoice was removed, resolve the line by hand in Kvitt.",
  severalInvoices: (number: string) => `Björn Lundén has several invoices with the number ${number}.`,
  severalInvoicesRemedy: "Register the payment in Björn Lundén against the clearing account.",
  invoicePreliminary: (number: string) => `Invoice ${number} is preliminary in Björn Lundén.`,
  invoicePreliminaryRemedy: 'Print or book the invoice in Björn Lundén, and then run "kvitt retry --all".',
  invoiceDeleted: (number: string) => `Invoice ${number} is deleted in Björn Lundén, or a customer loss.`,
  invoiceDeletedRemedy: "Undo the match in Kvitt, or make the invoice again.",
  invoiceCurrency: ({ number, currency }: { number: string; currency: string }) =>
    `Invoice ${number} is in ${currency}.`,
  invoiceCurrencyRemedy:
    "Kvitt pays invoices in SEK only: register the payment in Björn Lundén against the clearing account.",
  paymentsHidden: (number: string) =>
    `Invoice ${number} is paid by more than the payments that Björn Lundén shows.`,
  paymentsHiddenRemedy:
    "Kvitt cannot see whether the payment is there already. Compare the invoice in Björn Lundén, and register what is missing there against the clearing account.",
  notBooked: (payment: string) => `the payment ${payment} is registered, and not booked`,
  notBookedRemedy:
    'Book the payment in Björn Lundén, and then run "kvitt retry --all"; or set connectors.bjornlunden.payments: leave.',
  connected: (company: string) => `Björn Lundén lets Kvitt in: ${company}`,
  yearWorks: ({ from, to }: { from: string; to: string }) => `the fiscal year ${from}–${to} is open`,
  seriesWorks: (series: string) => `the voucher series ${series} is there`,
  clearingWorks: (account: number) => `payments are booked on account ${account}`,
} satisfies typeof sv;
