/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  paymentGone: ({ number, payment }: { number: string; payment: string }) =>
    `Payment ${payment} of invoice ${number}, which Kvitt has made, was removed in the customer ledger. If it should be there, "kvitt retry" makes it again; if not, undo the match in Kvitt.`,
  paymentsRefused: ({ refused, of, en }: { refused: number; of: number; sv: string; en: string }) =>
    `${refused} of ${of} payments could not be made:\n${en}\n`,
  retryPayments: (id: string) => `Correct it, and then run "kvitt retry ${id}". The others are made.`,
  paymentsMade: (count: number) => `${count} ${count === 1 ? "payment" : "payments"}`,
  severalPayments: ({ number }: { number: string }) =>
    `Invoice ${number} has had several equal payments since Kvitt sent its own, whose answer was lost. Remove those that should not be there.`,
  paymentWaits: ({
    number,
    amount,
    payment,
    source,
  }: {
    number: string;
    amount: string;
    payment: string;
    source: string;
  }) =>
    `Invoice ${number} already has payment ${payment} of ${amount} (${source}), which is not booked. Kvitt does not pay it again. Book or remove it.`,
  openIsLess: ({ number, wanted, open, by }: { number: string; wanted: string; open: string; by: string }) =>
    `Invoice ${number} has ${open} left to pay, and ${wanted} was to be paid${by === "" ? "" : `; payment ${by} is not Kvitt's`}. Kvitt does not pay it again. If the other payment is wrong, remove it; if it is right, undo the match in Kvitt.`,
  takeBackByHand: ({ number, amount }: { number: string; amount: string }) =>
    `The payment ${amount} of invoice ${number} is undone in Kvitt, but not as a single payment. Correct the payment by hand in the customer ledger.`,
  takeBackBooked: ({ number, amount, payment }: { number: string; amount: string; payment: string }) =>
    `The payment ${amount} of invoice ${number} is undone in Kvitt, but payment ${payment} is booked. Cancel it in the customer ledger.`,
  paidInvoices: "Invoices paid in the customer ledger",
  inboxAway: (inbox: string) =>
    `The inbox ${inbox} is not there, so no report could be taken. Mount the share, or correct KVITT_INBOX.`,
  notPut: ({ system, why }: { system: string; why: string }) =>
    `What ${system} has could not be put there (${why}). The next run fetches it again.`,
  inboxNotMounted: (inbox: string) =>
    `The inbox ${inbox} was a mounted folder the last time and is a plain one now. That it is empty says nothing of what has come: mount it again.`,
  nothingCame: ({ days, inbox }: { days: number; inbox: string }) =>
    `No report has come for ${days} days. See that reports are still sent to ${inbox}. If this is as it should be: change quietDays in the settings.`,
  correctAndRunAgain: "Correct it and run again.",
  hasNotFailed: (id: string | null) => `${id} has not failed.`,
  ratesUnreadable: ({ file, error }: { file: string; error: string }) =>
    `The rates file ${file} cannot be read (${error}). Vouchers in other currencies wait for their rate.`,
  tooLargeForMail: ({ name, megabytes, most }: { name: string; megabytes: number; most: number }) =>
    `The SIE file with voucher ${name} has ${megabytes} MB, and a mail holds ${most} MB.`,
  tooLargeForMailRemedy:
    'Fetch the file on the page of the month, or with "kvitt month", and import it by hand. Set voucher.rows: account, so that further vouchers are smaller.',
  saidArrived: (name: string) => `arrived, as ${name} says`,
  notUnclear: (id: string) => `There is no mail ${id} of which it is not known whether it has arrived.`,
  mailTriedAgain: "Kvitt tries again by itself.",
  mailMayHaveArrived: ({ subject, to }: { subject: string; to: string }) =>
    `It is not known whether the mail "${subject}" has arrived at ${to}: the connection broke before the mail server had answered.`,
  seeWhetherArrived: (id: string) =>
    `See in the accounting program whether the file is there. If it is, run "kvitt retry mail:${id} --arrived". If it is not, send it again with "kvitt retry mail:${id}"; "kvitt retry --all" does not send it.`,
  seeFailures: "See what has failed: kvitt doctor",
  nothingNamed: "Name what to run again.",
  notAFailedJob: (id: string) => `There is no failed job "${id}".`,
  retrySyntax: "Write file:12, run:3, posting:7 or mail:4, or --all for everything that has failed.",
  noRatesFile: "No rates file is set, so the rates have nowhere to go.",
  setRatesFile: "Write ratesFile: rates.csv in kvitt.config.yaml and restart Kvitt.",
  rateIsAnother: ({
    currency,
    date,
    rate,
    was,
  }: {
    currency: string;
    date: string;
    rate: string;
    was: string;
  }) => `${currency} ${date} has the rate ${was} already, and the file says ${rate}.`,
  correctRates: (file: string) => `Correct ${file} and try again.`,
} satisfies typeof sv;
