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
  tokenUnreadable: "the answer of the sign-in has no access token",
  answerDiffers: ({ path, where }: { path: string; where: string }) =>
    `the answer to ${path} is not as expected (${where})`,
  secretMissing: "the client secret is missing",
  setSecret:
    "Set KVITT_FORTNOX_CLIENT_SECRET, or KVITT_FORTNOX_CLIENT_SECRET_FILE with a file that holds it.",
  currencyDiffers: (currency: string) => `the book currency is ${currency}, and Fortnox books in SEK`,
  setCurrency: "Set company.currency: SEK, or take fortnox out of targets.",
  yearMissing: (date: string) => `there is no fiscal year for ${date}`,
  addYear: 'Add the fiscal year in Fortnox (Settings, Bookkeeping), and then run "kvitt retry --all".',
  periodLocked: ({ date, through }: { date: string; through: string }) =>
    `${date} is in a locked period (locked through ${through})`,
  openPeriod:
    'Unlock the period in Fortnox, or set connectors.fortnox.lockedPeriod: first-open-day, and then run "kvitt retry --all".',
  seriesMissing: (series: string) => `there is no voucher series ${series}`,
  seriesNotManual: (series: string) => `the voucher series ${series} is not manual`,
  addSeries:
    'Add the series in Fortnox (Settings, Bookkeeping, Voucher series) as manual, or set another in connectors.fortnox.series, and then run "kvitt retry --all".',
  accountsMissing: (accounts: string) => `accounts that are not there or not active: ${accounts}`,
  otherContent: ({ marker, reference }: { marker: string; reference: string }) =>
    `Fortnox already has voucher ${reference} with Kvitt's marker ${marker}, but with other amounts.`,
  otherContentRemedy:
    'Compare it with Kvitt\'s voucher. Correct it in Fortnox, or take the marker out of its comment, and then run "kvitt retry --all".',
  severalFound: ({ marker, references }: { marker: string; references: string }) =>
    `Fortnox has several vouchers with Kvitt's marker ${marker}: ${references}.`,
  severalRemedy:
    'Reverse all but one of them in Fortnox, take the marker out of their comments, and then run "kvitt retry --all".',
  forDay: (date: string) => `for ${date}`,
  byPayments: "booked by the payments",
  paidDoNotFit: "the voucher's rows of receivables do not come to its payments",
  paidDoNotFitRemedy:
    'Was the account of receivables changed in the settings after it was booked? Set the one of then, and then run "kvitt retry --all".',
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
