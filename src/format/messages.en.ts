/** English texts of this folder. `deviation-texts.ts` fills in what stands between braces in a remedy. */
import type { Message } from "../message.ts";
import type { sv } from "./messages.sv.ts";

interface Differing {
  /** "the invoice", "the credit note", "the order". */
  readonly receivable: Message;
  /** What the receivable has, and what the line has. */
  readonly its: string;
  readonly ours: string;
}

export const en = {
  // days and ages
  months: "January February March April May June July August September October November December",
  weekdays: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
  dayAtTime: ({ day, time }: { day: string; time: string }) => `${day} at ${time}`,
  atTime: (time: string) => `at ${time}`,
  today: "today",
  days: (days: number) => (days === 1 ? "1 day" : `${days} days`),

  // receivables
  receivableKinds: { invoice: "invoice", credit_note: "credit note", order: "order" },
  theReceivables: { invoice: "the invoice", credit_note: "the credit note", order: "the order" },
  theReceivable: "the receivable",

  // what a line is looked up by
  facts: {
    merchantReference1: "reference 1",
    merchantReference2: "reference 2",
    shortOrderId: "short order id",
    saleDate: "sold",
    captureDate: "captured",
    paymentMethod: "payment method",
    klarnaComment: "Klarna's comment",
    reversalReference: "dispute",
    merchantCaptureReference: "capture reference",
    merchantRefundReference: "refund reference",
    orderId: "order id",
    captureId: "capture id",
    refundId: "refund id",
  },
  factRefundDate: "refunded",
  factRecordDate: "recorded",

  // candidates and near misses
  onlySecondReference: "only the second reference agrees, and the amount is another",
  orderHasOtherNumber: ({ its, ours }: Differing) =>
    `the order is number ${its}, the line is for order ${ours}`,
  belongsToOtherOrder: ({ receivable, its, ours }: Differing) =>
    `${receivable.en} belongs to order ${its}, the line is for order ${ours}`,
  otherOrderId: ({ receivable, its, ours }: Differing) =>
    `${receivable.en} has Klarna's order id ${its}, the line has ${ours}`,
  otherCapture: ({ receivable, its, ours }: Differing) =>
    `${receivable.en} is for the capture ${its}, the line is for ${ours}`,
  otherRefund: ({ receivable, its, ours }: Differing) =>
    `${receivable.en} is for the refund ${its}, the line is for ${ours}`,
  otherMerchant: ({ receivable, its, ours }: Differing) =>
    `${receivable.en} belongs to merchant id ${its}, the line to ${ours}`,
  otherNumber: ({ receivable, its, ours }: Differing) =>
    `${receivable.en} is number ${its}, the line names number ${ours}`,
  otherValue: ({ key, receivable, its, ours }: Differing & { readonly key: string }) =>
    `${key} is ${its} on ${receivable.en}, ${ours} on the line`,
  openAmount: (amount: string) => `open ${amount}`,
  nearMissReasons: {
    amount: "the same amount",
    reference: "a similar number",
    amount_and_reference: "the same amount and a similar number",
  },
  nearMisses: "similar, but does not agree",

  // advice and completed lines
  referencesAdvice: ({
    merchantId,
    setting,
    lines,
    row,
    paymentReference,
    receivable,
  }: {
    merchantId: string;
    setting: string;
    lines: number;
    row: number;
    paymentReference: string;
    receivable: Message;
  }) =>
    `Merchant id ${merchantId}: with the setting merchants.${merchantId}.references: { ${setting} } another ${lines} lines would be matched by the same amount, for example row ${row} of payout ${paymentReference} with ${receivable.en}. Look one of them up: if it is the same purchase, put the setting into kvitt.config.yaml. Kvitt does not change it by itself.`,
  linesCompleted: ({
    file,
    lines,
    paymentReference,
    fields,
  }: {
    file: string;
    lines: number;
    paymentReference: string;
    fields: string;
  }) =>
    `${file} completed ${lines} ${lines === 1 ? "line" : "lines"} of payout ${paymentReference}: ${fields}.`,
  linesNotCompleted: ({
    undecided,
    paymentReference,
    file,
  }: {
    undecided: number;
    paymentReference: string;
    file: string;
  }) =>
    `${undecided} ${undecided === 1 ? "line" : "lines"} of payout ${paymentReference} ${undecided === 1 ? "was" : "were"} not completed from ${file}: in the first report they look like a line that is matched already, so it cannot be known which is which. Match them by hand.`,

  // the clearing account
  clearing: { each: "waits for an invoice or order", none: "booked against daily sums" },
  dailySums:
    "Merchants with receivables: none book their sales as daily sums against the same account. Compare with the account's balance in the books: what is left there is sold and not paid out yet. An amount that stays longer than until the next payout means that the daily sums differ from what was paid out.",

  // commands and placeholders in a remedy
  accountCommand: '`kvitt resolve {id} --account ACCOUNT --why "reason"`',
  acceptCommand: '`kvitt resolve {id} --accept --why "reason"`',
  filePlaceholder: "FILE",
  numberPlaceholder: "NUMBER",
  payoutPlaceholder: "REFERENCE",

  // deviations
  deviations: {
    no_receivable: {
      title: "No invoice or order found",
      cause:
        "No invoice or order corresponds to the payment. Most often the invoice has not been imported yet, or the order has another number in the report than in the books. Until then the amount is on the clearing account.",
      todo: "Import the invoice with `kvitt receivables FILE`, and the line is matched automatically. Or name the invoice: `kvitt resolve {id} --match {invoice}`. If there is no invoice, book the amount on an account: {account}.",
    },
    no_credit_note: {
      title: "No credit note found",
      cause:
        "The refund corresponds to no credit note, nor to an order that has been paid. Most often the credit note has not been made or imported yet, or the sale comes in a later payout.",
      todo: "Make the credit note if it is missing and import it with `kvitt receivables FILE`; the line is tried again each night. Or name the credit note: `kvitt resolve {id} --match {credit_note}`. If there should be none: {account}.",
    },
    uncertain: {
      title: "Uncertain: a detail contradicts",
      cause:
        "The only invoice or order that fits the line also has a detail that contradicts it: another order, another order id, another merchant id. Or only the second reference agrees, while the amount is another. Most often two series of numbers overlap, so that one customer's invoice number is another's order number. Such a line is never matched automatically.",
      todo: "Each candidate shows what contradicts it. Look the order up in the portal and import the right invoice with `kvitt receivables FILE`, and the line is matched automatically. If the candidate is right after all: `kvitt resolve {id} --match {invoice}`. Otherwise: {account}. If it concerns many lines, the shop probably sends another number than Kvitt expects: see references in the settings.",
    },
    ambiguous: {
      title: "Several possible matches",
      cause:
        "The reference fits several invoices or orders, and the amount does not show which one is paid. Kvitt never guesses between two.",
      todo: "Choose the right candidate, e.g. `kvitt resolve {id} --match {invoice}`. Invoices of one order that add up to the amount come first. If none is right: {account}.",
    },
    partly_paid: {
      title: "Partly paid",
      cause:
        "The payment is smaller than the open amount of the invoice, by more than rounding. Most often the order was delivered in parts, and the rest comes in a later payout.",
      todo: 'Wait for the rest: the deviation then closes automatically. If it never comes, write off the open amount, within your limit, as a bad debt with its VAT back, `kvitt resolve {id} --write-off --vat 25 --why "reason"`, or on another account: {account}. If you credit the invoice instead, close the deviation: {accept}.',
    },
    overpaid: {
      title: "Larger than the open amount",
      cause:
        "The amount in the report is larger than the open amount of the invoice, or than what can be paid back on the order. Most often the invoice was changed after the capture, or the payment is for several invoices.",
      todo: "Compare with the order in the portal. If an invoice is missing, import it with `kvitt receivables FILE`. Otherwise name the right invoice, `kvitt resolve {id} --match {invoice}` (add `--account ACCOUNT` for what is left over), or book it on an account: {account}.",
    },
    already_settled: {
      title: "Already paid",
      cause:
        "The only invoice or order that fits was paid before. Most often the customer was charged twice, or the invoice was paid by another payment.",
      todo: "Look in the portal whether the order was captured twice; if so, refund it. If the payment is for another invoice: `kvitt resolve {id} --match invoice:NUMBER`. Otherwise: {account}.",
    },
    currency_differs: {
      title: "Another currency",
      cause:
        "The only invoice or order that fits is in another currency than the payout. Most often the invoice was made in the wrong currency.",
      todo: "Correct the invoice's currency and import it again with `kvitt receivables FILE`. If that cannot be done: {account}.",
    },
    receivable_changed: {
      title: "The invoice or order was changed",
      cause:
        "An invoice or order has come again with another amount or currency, after it was matched or in two lists at once: two shops may use the same number. What was imported first is kept; where two lists disagree, no payment is matched with it.",
      todo: "If two shops have the number, give the lists the column merchant_id, or put them into receivables/MERCHANT_ID/. If the old amount of a matched invoice is wrong, correct it with a credit note or a new invoice. If what was imported first is right, close the deviation, and the invoice is matched again: {accept}.",
    },
    chargeback: {
      title: "Chargeback",
      cause:
        "The customer has disputed the purchase, and the amount was deducted from the payout. It is booked as a disputed receivable.",
      todo: "Answer the dispute in the portal before its last day. If it is won, or covered by merchant protection, the amount comes back in a payout and the deviation closes automatically; where only a part comes, the difference is shown. If it is lost, book the loss: {account}.",
    },
    payment_default: {
      title: "The customer did not pay",
      cause:
        "The customer did not pay Klarna, who takes the amount back (RETURN, PAYMENT_DEFAULT). No goods have come back and no credit note is to be made: the customer still owes the amount, which is booked as a disputed receivable.",
      todo: "Claim the amount from the customer. If the customer pays, book it on the account where the money arrived: {account}. If the claim is lost, book it as a bad debt (6351) in the same way, with its VAT where that may be taken back. If the amount comes back in a payout, the deviation closes automatically.",
    },
    needs_account: {
      title: "An account is needed",
      cause:
        "The line is a CHARGE, CREDIT or CORRECTION that no account has been chosen for, and whose detailed type does not say what it is for. Until then it is booked to the suspense account. Or a dispute was won that had been booked as lost: then the money is on disputed receivables.",
      todo: "Reclassify it: {account}. Put the line type under lineAccounts in kvitt.config.yaml, and the next one is booked right at once. A dispute won afterwards: reverse the loss with `kvitt undo` on the chargeback's deviation, or book the money on the account of the loss.",
    },
    needs_rate: {
      title: "An exchange rate is needed",
      cause:
        "The payout is in another currency than the books, and no rate is known for the day. The voucher is booked, but has not been exported as a SIE file.",
      todo: "Put the day's rate under rates in kvitt.config.yaml, or into the file that ratesFile names, and run `kvitt nightly`.",
    },
    fee_differs: {
      title: "The fee differs from the contract",
      cause:
        "The fee that was deducted is not the one that the contract in the settings gives. Either the price has changed, or the fee is wrong. It is booked as the report has it.",
      todo: "Compare with the contract. If the fee is wrong, ask Klarna or Kustom for a correction; if it is right, change fees in kvitt.config.yaml. Then close the deviation: {accept}.",
    },
    report_changed: {
      title: "The report was changed",
      cause:
        "A payout that was booked before has come again with other content. The differences are shown, but nothing is booked again. Most often the report's configuration was changed in the portal.",
      todo: "Compare with `kvitt payout {payout}`. If only the fields differ, close the deviation: {accept}. If amounts differ, ask Klarna or Kustom which report is right.",
    },
    debt_gap: {
      title: "The opening debt does not agree",
      cause:
        "The opening debt of the report is not the closing debt of the one before. Most often a report between them is missing, or the debt was invoiced.",
      todo: "Download the missing report from the portal and put it into the inbox. If the debt was invoiced, book that invoice and close the deviation: {accept}.",
    },
    payout_missing: {
      title: "A payout is missing",
      cause:
        "By now a payout should have come, judging by how often they usually do. Most often the report was not downloaded, or there was nothing to pay out.",
      todo: "Look in the portal and at the bank account. If there is a payout, put its report into the inbox; otherwise close the deviation: {accept}.",
    },
    totals_differ: {
      title: "The report does not add up",
      cause:
        "The lines do not give the totals that the report itself states. Most often lines are missing, or the file was changed in Excel. Nothing of the file is booked.",
      todo: "Download the report again and put it into the inbox without opening it in Excel. If it happens again, run `kvitt check {file}`, which shows the total that differs.",
    },
    unknown_type: {
      title: "Unknown line type in the report",
      cause:
        "The report has a line type that Kvitt does not know, and Kvitt never guesses which way the money goes. Nothing of the file is booked.",
      todo: "Run `kvitt check {file}` to see the line. If the portal has that type, update Kvitt or report the type to the project. Otherwise download the report again.",
    },
    unreadable: {
      title: "The file cannot be read",
      cause:
        "The file is no settlement report from Klarna or Kustom (or in receivables/: no receivables list), or it is damaged or was changed in Excel. Nothing of the file is booked.",
      todo: "Run `kvitt check {file}` to see what is wrong. Download the report as CSV from the portal again and put it into the inbox without opening it in Excel; export a receivables list again and put it into receivables/ under the same name.",
    },
  },

  // states
  payoutStates: {
    imported: "imported",
    matched: "booked, not exported",
    posted: "exported",
    failed: "failed",
  },
  runStates: {
    collecting: "collecting files",
    importing: "importing",
    matching: "matching and booking",
    posting: "exporting vouchers",
    notifying: "sending e-mail",
    done: "done",
    failed: "failed",
  },
  runKinds: { nightly: "Nightly run", import: "Import", rematch: "New matching" },
  deviationStates: { open: "open", resolved: "resolved", closed: "closed" },
  postingStates: { pending: "pending", posted: "exported", failed: "failed" },

  // worker roles
  roleAlive: (role: string) => `${role} is running`,
  roleDead: ({ role, when }: { role: string; when: string }) => `${role} has not been heard of since ${when}`,
  roleStopped: ({ role, when }: { role: string; when: string }) => `${role} was stopped ${when}`,
  roleUnseen: (role: string) => `${role} has never been running`,
  rowsWait: ({ waiting, since }: { waiting: number; since: string }) =>
    `${waiting} ${waiting === 1 ? "waits" : "wait"} for it${since === "" ? "" : `, the oldest since ${since}`}`,
} satisfies typeof sv;
