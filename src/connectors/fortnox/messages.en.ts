/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  grantScope:
    'The app lacks a permission in Fortnox. Have a system administrator approve it again with the permissions in docs/connect/fortnox.md, and then run "kvitt retry --all".',
  buyLicence:
    'The company lacks a licence in Fortnox for that. Order it, or turn that part off under connectors.fortnox, and then run "kvitt retry --all".',
  addAccount:
    'Add or activate the account in Fortnox (Settings, Chart of accounts), or set another in the settings, and then run "kvitt retry --all".',
  connectAgain:
    'Check clientId, tenantId and the client secret. If the consent was taken back, have a system administrator in Fortnox approve the app again (docs/connect/fortnox.md). Nothing is booked twice; then run "kvitt retry --all".',
  secretMissing: "the client secret is missing",
  setSecret:
    "Set KVITT_FORTNOX_CLIENT_SECRET, or KVITT_FORTNOX_CLIENT_SECRET_FILE with a file that holds it.",
  addYear: 'Add the fiscal year in Fortnox (Settings, Bookkeeping), and then run "kvitt retry --all".',
  openPeriod:
    'Unlock the period in Fortnox, or set connectors.fortnox.lockedPeriod: first-open-day, and then run "kvitt retry --all".',
  seriesMissing: (series: string) => `there is no voucher series ${series}`,
  seriesNotManual: (series: string) => `the voucher series ${series} is not manual`,
  addSeries:
    'Add the series in Fortnox (Settings, Bookkeeping, Voucher series) as manual, or set another in connectors.fortnox.series, and then run "kvitt retry --all".',
  modeNotSet: "connectors.fortnox.modeOfPayment is missing",
  setMode:
    "Add a mode of payment in Fortnox (Settings, Bookkeeping, Modes of payment) with the clearing account, and set its code in connectors.fortnox.modeOfPayment.",
  modeMissing: (code: string) => `there is no mode of payment ${code}`,
  modeAccountDiffers: ({ code, found, clearing }: { code: string; found: number; clearing: number }) =>
    `the mode of payment ${code} has account ${found}, and Kvitt's clearing account is ${clearing}`,
  setModeAccount:
    "Change the account of the mode of payment in Fortnox, or accounts.clearing in the settings.",
  notAFortnoxNumber: (number: string) => `${number} is no invoice number in Fortnox.`,
  notAFortnoxNumberRemedy:
    "Do the receivables come from another system? Then set connectors.fortnox.payments: none.",
  invoiceMissing: (number: string) => `Invoice ${number} is not in Fortnox.`,
  invoiceMissingRemedy: "Check the number. If the invoice was removed, resolve the line by hand in Kvitt.",
  invoiceCancelled: (number: string) => `Invoice ${number} is cancelled in Fortnox.`,
  invoiceCancelledRemedy: "Undo the match in Kvitt, or make the invoice again.",
  invoiceNotBooked: (number: string) => `Invoice ${number} is not booked in Fortnox.`,
  invoiceNotBookedRemedy: 'Book the invoice in Fortnox, and then run "kvitt retry --all".',
  invoiceNotSent: (number: string) => `Invoice ${number} is not sent (cash method).`,
  invoiceNotSentRemedy: 'Send the invoice in Fortnox, or mark it as sent, and then run "kvitt retry --all".',
  invoiceCurrency: ({ number, currency }: { number: string; currency: string }) =>
    `Invoice ${number} is in ${currency}.`,
  invoiceCurrencyRemedy:
    "Kvitt pays invoices in SEK only: register the payment in Fortnox against the clearing account.",
  connected: (company: string) => `Fortnox lets Kvitt in: ${company}`,
  seriesWorks: (series: string) => `the voucher series ${series} is there`,
  modeWorks: ({ code, account }: { code: string; account: number }) =>
    `the mode of payment ${code} has account ${account}`,
} satisfies typeof sv;
