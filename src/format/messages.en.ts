/** English texts of this folder. */
import type { Message } from "../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  merchantIdSettingMerchantsReferences: ({
    merchantId,
    setting,
    lines,
    row,
    paymentReference,
    named,
  }: {
    merchantId: string;
    setting: string;
    lines: number;
    row: number;
    paymentReference: string;
    named: (language: "sv" | "en") => string;
  }) =>
    `Merchant id ${merchantId}: with the setting merchants.${merchantId}.references: { ${setting} } another ${lines} lines would be matched by the same amount, for example row ${row} of payout ${paymentReference} with ${named("en")}. Look one of them up: if it is the same purchase, put the setting into kvitt.config.yaml. Kvitt does not change it by itself.`,
  countText: ",",
  theReceivableInvoice: "the invoice",
  theReceivableCreditNote: "the credit note",
  theReceivableOrder: "the order",
  secondOnly: "only the second reference agrees, and the amount is another",
  theReceivable: "the receivable",
  orderNumberLineOrder: ({ its, ours }: { its: string; ours: string }) =>
    `the order is number ${its}, the line is for order ${ours}`,
  belongsOrderLineOrder: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.en} belongs to order ${its}, the line is for order ${ours}`,
  klarnaSOrderIdLine: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.en} has Klarna's order id ${its}, the line has ${ours}`,
  captureLine: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.en} is for the capture ${its}, the line is for ${ours}`,
  refundLine: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.en} is for the refund ${its}, the line is for ${ours}`,
  belongsMerchantLineMerchant: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.en} belongs to merchant ${its}, the line to merchant ${ours}`,
  numberLineNamesNumber: ({ the, its, ours }: { the: Message; its: string; ours: string }) =>
    `${the.en} is number ${its}, the line names number ${ours}`,
  isOnOnTheLine: ({ what, its, the, ours }: { what: string; its: string; the: Message; ours: string }) =>
    `${what} is ${its} on ${the.en}, ${ours} on the line`,
  open: (open: string) => `open ${open}`,
  whyAmount: "the same amount",
  whyReference: "a number that looks alike",
  whyAmountAndReference: "the same amount and a number that looks alike",
  nearMisses: "alike, but does not agree",
  completedPayout: ({
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
  payoutCompletedFirstReportThey: ({
    undecided,
    paymentReference,
    file,
  }: {
    undecided: number;
    paymentReference: string;
    file: string;
  }) =>
    `${undecided} ${undecided === 1 ? "line" : "lines"} of payout ${paymentReference} ${undecided === 1 ? "was" : "were"} not completed from ${file}: in the first report they look like a line that is settled already, so there is no telling which is which. Match them by hand.`,
  completedWords: ({ done, left }: { done: Message; left: Message }) => `${done.en} ${left.en}`,
  receivableInvoice: "invoice",
  receivableCreditNote: "credit note",
  receivableOrder: "order",
  noReceivableTitle: "No receivable found",
  noReceivableCause:
    "No invoice or order corresponds to the payment. Most often the invoice has not been taken in yet, or the order has another number in the report than in the books. Until then the amount stays on the clearing account.",
  noReceivableTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Take in the invoice with \`kvitt receivables FILE\`, and it is paired by itself. Or point it out: \`kvitt resolve {id} --match {invoice}\`. If there is no invoice, book the amount on an account: ${accountEn}.`,
  noCreditNoteTitle: "No credit note found",
  noCreditNoteCause:
    "The refund corresponds to no credit note, nor to an order that has been paid. Most often the credit note has not been made or taken in yet, or the sale comes in a later payout.",
  noCreditNoteTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Make the credit note if it is missing and take it in with \`kvitt receivables FILE\`; the line is tried again each night. Or point it out: \`kvitt resolve {id} --match {credit_note}\`. If there shall be none: ${accountEn}.`,
  uncertainTitle: "Uncertain: the details disagree",
  uncertainCause:
    "All that fits the line also has a detail that speaks against it: another order, another order id, another merchant. Or only the second reference agrees, while the amount is another. Most often two series of numbers have met, so that one customer's invoice number is another's order number. Such a one is never settled by itself.",
  uncertainTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Each candidate says what speaks against it. Look the order up in the portal and take in the right invoice with \`kvitt receivables FILE\`, and it is paired by itself. If the candidate is right after all: \`kvitt resolve {id} --match {invoice}\`. Otherwise: ${accountEn}. If it is many lines, the shop probably sends another number than Kvitt believes: see references in the settings.`,
  ambiguousTitle: "Several possible answers",
  ambiguousCause:
    "The reference fits several receivables, and the amount does not tell which one is paid. Kvitt never guesses between two.",
  ambiguousTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Choose the right one of the candidates, e.g. \`kvitt resolve {id} --match {invoice}\`. Those of one order that add up to the amount stand first, together. If none is right: ${accountEn}.`,
  partlyPaidTitle: "Partly paid",
  partlyPaidCause:
    "The payment is smaller than what is open on the invoice, by more than rounding. Most often the order was delivered in parts, and the rest comes in a later payout.",
  partlyPaidTodo: ({
    accountEn,
    acceptEn,
  }: {
    accountSv: string;
    acceptSv: string;
    accountEn: string;
    acceptEn: string;
  }) =>
    `Wait for the rest: the deviation then closes by itself. If it never comes, write off what is left, within your limit, as a bad debt with its VAT back, \`kvitt resolve {id} --write-off --vat 25 --why "reason"\`, or on another account: ${accountEn}. If you credit the invoice instead, close the deviation: ${acceptEn}.`,
  overpaidTitle: "Larger than what is open",
  overpaidCause:
    "The amount in the report is larger than what is open on the invoice, or than what can be paid back on the order. Most often the invoice was changed after the capture, or the payment is for more invoices.",
  overpaidTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Compare with the order in the portal. If an invoice is missing, take it in with \`kvitt receivables FILE\`. Otherwise point out the right receivable, \`kvitt resolve {id} --match {invoice}\` (add \`--account ACCOUNT\` for what is left over), or book it on an account: ${accountEn}.`,
  alreadySettledTitle: "Already settled",
  alreadySettledCause:
    "The only receivable that fits was paid before. Most often the customer was charged twice, or the invoice was settled by another payment.",
  alreadySettledTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Look in the portal whether the order was captured twice; if so, refund it. If the payment is for another invoice: \`kvitt resolve {id} --match invoice:NUMBER\`. Otherwise: ${accountEn}.`,
  currencyDiffersTitle: "Another currency",
  currencyDiffersCause:
    "The only receivable that fits is in another currency than the payout. Most often the invoice was made in the wrong currency.",
  currencyDiffersTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Correct the invoice's currency and take it in again with \`kvitt receivables FILE\`. If that cannot be done: ${accountEn}.`,
  receivableChangedTitle: "A receivable was changed",
  receivableChangedCause:
    "A receivable has come again with another amount or currency, after it was settled or in two lists at once: two shops may count from the same number. What was there first stands; where two lists disagree, no payment is paired with it.",
  receivableChangedTodo: ({ acceptEn }: { acceptSv: string; acceptEn: string }) =>
    `If two shops have the number, give the lists the column merchant_id, or put them into receivables/MERCHANT_ID/. If the old amount of a settled one is wrong, correct it with a credit note or a new invoice. If what stands is right, close the deviation, and the receivable is used: ${acceptEn}.`,
  chargebackTitle: "Chargeback",
  chargebackCause:
    "The customer has disputed the purchase, and the amount was taken back from the payout. It is booked as a disputed receivable.",
  chargebackTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Answer the dispute in the portal before its last day. If it is won, or covered by merchant protection, the amount comes back in a payout and the deviation closes by itself; where only a part comes, the rest is shown. If it is lost, book the loss: ${accountEn}.`,
  paymentDefaultTitle: "The customer did not pay",
  paymentDefaultCause:
    "The customer did not pay Klarna, who takes the amount back (RETURN, PAYMENT_DEFAULT). No goods have come back and no credit note is to be made: the claim on the customer remains, and is booked as a disputed receivable.",
  paymentDefaultTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Claim the amount from the customer. If the customer pays, book it on the account where the money arrived: ${accountEn}. If the claim is lost, book it as a bad debt (6351) in the same way, with its VAT where that may be taken back. If the amount comes back in a payout, the deviation closes by itself.`,
  needsAccountTitle: "An account is needed",
  needsAccountCause:
    "The line is a CHARGE, CREDIT or CORRECTION that no account has been chosen for, and whose detailed type does not say what it is for. Until then it is booked to the suspense account. Or a dispute was won that had been booked as lost: then the money is on disputed receivables.",
  needsAccountTodo: ({ accountEn }: { accountSv: string; accountEn: string }) =>
    `Rebook it: ${accountEn}. Put the line type under lineAccounts in kvitt.config.yaml, and the next one is booked right at once. A dispute won afterwards: take the loss back with \`kvitt undo\` on the chargeback's deviation, or put the money on the account of the loss.`,
  needsRateTitle: "An exchange rate is needed",
  needsRateCause:
    "The payout is in another currency than the books, and no rate is known for the day. The voucher stands, but has not been written as a SIE file.",
  needsRateTodo:
    "Put the day's rate under rates in kvitt.config.yaml, or into the file that ratesFile names, and run `kvitt nightly`.",
  feeDiffersTitle: "The fee differs from the contract",
  feeDiffersCause:
    "The fee that was taken is not the one that the contract in the settings gives. Either the price has changed, or the fee is wrong. It is booked as the report says.",
  feeDiffersTodo: ({ acceptEn }: { acceptSv: string; acceptEn: string }) =>
    `Compare with the contract. If the fee is wrong, ask Klarna or Kustom for a correction; if it is right, change fees in kvitt.config.yaml. Then close the deviation: ${acceptEn}.`,
  reportChangedTitle: "The report was changed",
  reportChangedCause:
    "A payout that was booked before has come again with other content. The differences are shown, but nothing is booked again. Most often the report's configuration was changed in the portal.",
  reportChangedTodo: ({ acceptEn }: { acceptSv: string; acceptEn: string }) =>
    `Compare with \`kvitt payout {payout}\`. If only the fields differ, close the deviation: ${acceptEn}. If amounts differ, ask Klarna or Kustom which report holds.`,
  debtGapTitle: "The debt does not follow on",
  debtGapCause:
    "The opening debt of the report is not the closing debt of the one before. Most often a report between them is missing, or the debt was invoiced.",
  debtGapTodo: ({ acceptEn }: { acceptSv: string; acceptEn: string }) =>
    `Download the missing report from the portal and put it into the inbox. If the debt was invoiced, book that invoice and close the deviation: ${acceptEn}.`,
  payoutMissingTitle: "A payout is missing",
  payoutMissingCause:
    "By now a payout should have come, going by how often they usually do. Most often the report was not downloaded, or there was nothing to pay out.",
  payoutMissingTodo: ({ acceptEn }: { acceptSv: string; acceptEn: string }) =>
    `Look in the portal and at the bank account. If there is a payout, put its report into the inbox; otherwise close the deviation: ${acceptEn}.`,
  totalsDifferTitle: "The report does not add up",
  totalsDifferCause:
    "The lines do not give the totals that the report itself states. Most often lines are missing, or the file was changed in Excel. Nothing of the file is booked.",
  totalsDifferTodo:
    "Download the report again and put it into the inbox without opening it in Excel. If it happens again, run `kvitt check {file}`, which shows the total that differs.",
  unknownTypeTitle: "Unknown line type in the report",
  unknownTypeCause:
    "The report has a line type that Kvitt does not know, and which way the money goes is never guessed. Nothing of the file is booked.",
  unknownTypeTodo:
    "Run `kvitt check {file}` to see the line. If the portal has that type, update Kvitt or report the type to the project. Otherwise download the report again.",
  unreadableTitle: "The file cannot be read",
  unreadableCause:
    "The file is no settlement report from Klarna or Kustom (or in receivables/: no list of receivables), or it is damaged or was changed in Excel. Nothing of the file is booked.",
  unreadableTodo:
    "Run `kvitt check {file}` to see what is wrong. Download the report as CSV from the portal again and put it into the inbox without opening it in Excel; export a list again and put it into receivables/ under the same name.",
  payoutStatesImported: "imported",
  payoutStatesMatched: "booked, not delivered",
  payoutStatesPosted: "delivered",
  payoutStatesFailed: "failed",
  runStatesCollecting: "collecting files",
  runStatesImporting: "importing",
  runStatesMatching: "matching",
  runStatesPosting: "delivering vouchers",
  runStatesNotifying: "sending mail",
  runStatesDone: "done",
  runStatesFailed: "failed",
  runKindsNightly: "Night",
  runKindsImport: "Import",
  runKindsRematch: "New match",
  deviationStatesOpen: "open",
  deviationStatesResolved: "resolved",
  deviationStatesClosed: "closed",
  postingStatesPending: "waits",
  postingStatesPosted: "delivered",
  postingStatesFailed: "failed",
} satisfies typeof sv;
