/** English texts of this folder. */
import type { Message } from "../../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  deviations: "Deviations",
  deviation: (id: number) => `Deviation ${id}`,
  all: "all",
  none: "No open deviations.",
  noneOfKind: (kind: string) => `No open deviation is of the kind “${kind}”.`,
  noneOlder: "No older deviations.",
  showAllOpen: (count: number) => (count === 1 ? "Show the one that is open" : `Show all ${count} open`),
  older: "Older deviations",
  showAll: (count: number) => `Show ${count} more`,
  kind: "What",
  payout: "Payout",
  line: "Row",
  file: "File",
  amount: "Amount",
  age: "Age",
  expectedAndFound: "Expected / found",
  cause: "Likely cause",
  reportSays: "The report says",
  booksExpect: "The books expect",
  toVouchers: "The payout's vouchers and SIE files",
  nothingFits: "Nothing: no open invoice, credit note or order fits.",
  differs: (amount: string) => `Difference: ${amount}`,
  expected: "Expected",
  found: "Found",
  type: "Type",
  opened: "Opened",
  closed: "Resolved or closed",
  decide: "Decide",
  matchWith: (name: string, open: string) => `Match with ${name} (${open} open)`,
  restOnAccount: (rest: string) => `The rest, ${rest}, on account`,
  cannotTake: ({ name, open }: { name: string; open: string }) =>
    `Agrees with the line but cannot be matched: ${name} (${open} open).`,
  changes: { added: "new line", gone: "no longer there", altered: "altered" },
  contradicts: "But:",
  similar: "Similar to the line",
  otherReceivable: "Match with another invoice, credit note or order",
  receivableKind: "Kind",
  receivableNumber: "Number, several with commas",
  onAccount: "Book on an account",
  account: "Account",
  accountAmount: "Amount (empty: the rest)",
  vat: "VAT in the amount",
  noVat: "none",
  writeOff: "Write off the remaining amount",
  accept: "Accept it as it is",
  why: "Reason",
  whyNeeded: "Reason (required)",
  preview: "Preview",
  asItWillBe: "The voucher as it will be",
  nothingBooked: "The decision books nothing; the deviation closes with your reason.",
  confirm: "Book the decision",
  acceptConfirm: "Accept",
  back: "Back",
  undo: "Take the decision back",
  undoConfirm: "Book the reversal",
  history: "History",
  when: "When",
  who: "Who",
  what: "What",
  madeVoucher: "Voucher",
  actionMatch: "matched",
  actionAccount: "booked on an account",
  actionWriteOff: "wrote off the remaining amount",
  actionAccept: "accepted",
  actionUndo: "took back",
  decided: (text: string) => `Done: ${text}.`,
  resolvedWith: (voucher: string | null) =>
    voucher === null ? "the deviation is resolved" : `the deviation is resolved by voucher ${voucher}`,
  takenBackWith: (voucher: string | null) =>
    voucher === null ? "the decision is taken back" : `the decision is taken back by voucher ${voucher}`,
  next: "Next deviation",
  noDecisionChosen: "No decision is chosen.",
  chooseOne: "Choose a receivable, an account, a write-off, or to accept the deviation.",
  reasonMissing: "The reason is missing.",
  writeReason: "Write why, so that it stands in the audit trail.",
  notAnAccount: (text: string) => `${text} is no account.`,
  writeFourDigits: "Write four digits.",
  notAnAmount: (text: string) => `${text} is no amount.`,
  writeAmount: "Write for instance 1193.75.",
  twoRests: "Two accounts have no amount.",
  oneRest: "Only one of the accounts can take the rest.",
  markAll: (count: number) => (count === 1 ? "Mark it" : `Mark all ${count} shown`),
  markFirst: (count: number) => `Mark the first ${count}`,
  markNone: "Mark none",
  markOne: (id: number) => `Mark deviation ${id}`,
  decideMarked: "Decide those marked, all in the same way",
  matchOnlyCandidates: "Match each with its only candidate",
  chooseForMany: "Choose how those marked are to be decided.",
  manyAsItWillBe: "Many at once, as it will be",
  manyHeadline: ({ count, sums, vouchers }: { count: number; sums: string; vouchers: number }) =>
    count === 0
      ? "None of those marked can be decided this way."
      : `${count} ${count === 1 ? "deviation" : "deviations"}, ${sums}, ${vouchers} ${vouchers === 1 ? "voucher" : "vouchers"}`,
  someRefused: (count: number) => `${count} cannot be decided this way; the reasons are below.`,
  decideAll: (count: number) => `Decide ${count === 1 ? "it" : `all ${count}`}`,
  decideOthers: (count: number) => `Decide the other ${count}`,
  vouchersAsTheyWillBe: "The vouchers as they will be",
  deviation1: "Deviation",
  cannotSo: "Cannot be decided this way",
  because: "Because",
  nothingBookedBecause: (why: Message) => `Nothing is booked: ${why.en} Here is how it is now.`,
  manyDecided: (count: number) =>
    count === 1 ? "1 deviation is decided" : `${count} deviations are decided`,
  manyBooked: ({ count, vouchers }: { count: number; vouchers: number }) =>
    `Done: ${count} decided, ${vouchers} ${vouchers === 1 ? "voucher" : "vouchers"} booked.`,
  takenBack: "taken back",

  // a second person
  waitsForSecond: "Waits for a second person",
  onlyOldest: (count: number) => `The oldest ${count} are shown.`,
  needsSecond:
    "The amount is above what one person decides alone. The decision is kept as a proposal, and another person approves it.",
  propose: "Propose to a second person",
  approve: "Approve and book",
  reject: "Reject",
  withdraw: "Withdraw the proposal",
  ownWaits:
    "You proposed it. Another person who may decide approves or rejects it; until then you can withdraw it.",
  proposalChanged: "The books have changed since it was proposed. This is what it would book now.",
  proposesMatch: (names: string) => `match with ${names}`,
  proposesAccount: (accounts: string) => `book on account ${accounts}`,
  proposesVat: (rate: number) => `VAT ${rate} %`,
  actionProposed: "proposed",
  actionRejected: "rejected the proposal",
  actionWithdrawn: "withdrew the proposal",
  proposedNow: "the decision waits for a second person",
  rejectedNow: "the proposal is rejected, and the deviation is open",
  withdrawnNow: "the proposal is withdrawn, and the deviation is open",
  keys: "Keys: j/k down and up, Enter opens, x marks, d decides, n next, / searches.",

  // what to do, for who has the buttons of the desk; the mail and the terminal have commands instead
  todo: "What to do",
  todos: {
    no_receivable:
      "Upload the list that has the invoice, and the line is matched automatically. Or match it with the invoice below. If there is no invoice, book the amount on an account.",
    no_credit_note:
      "Make the credit note if it is missing and upload it; the line is tried again each night. Or match it with the credit note below. If there should be none, book it on an account.",
    uncertain:
      "Each candidate shows what contradicts it. Look the order up in the portal and upload the right invoice, and the line is matched automatically. If the candidate is right after all, match with it; otherwise book it on an account. If it concerns many lines, the shop probably sends another number than Kvitt expects: see references in the settings.",
    ambiguous:
      "Choose the right candidate. Invoices of one order that add up to the amount come first. If none is right, match with another number or book it on an account.",
    partly_paid:
      "Wait for the rest: the deviation then closes automatically. If it never comes, write off the open amount, within your limit, as a bad debt with its VAT back, or book it on another account. If you credit the invoice instead, accept the deviation.",
    overpaid:
      "Compare with the order in the portal. If an invoice is missing, upload it. Otherwise match with the right invoice, or book it on an account.",
    already_settled:
      "Look in the portal whether the order was captured twice; if so, refund it. If the payment is for another invoice, match with its number. Otherwise book it on an account.",
    currency_differs:
      "Correct the invoice's currency and upload it again. If that cannot be done, book the amount on an account.",
    receivable_changed:
      "If two shops have the number, give the lists the column merchant_id. If the old amount of a matched invoice is wrong, correct it with a credit note or a new invoice. If what was imported first is right, accept the deviation, and the invoice is matched again.",
    chargeback:
      "Answer the dispute in the portal before its last day. If it is won, or covered by merchant protection, the amount comes back in a payout and the deviation closes automatically; where only a part comes, the difference is shown. If it is lost, book the loss on an account.",
    payment_default:
      "Claim the amount from the customer. If the customer pays, book it on the account where the money arrived. If the claim is lost, book it as a bad debt (6351) in the same way, with its VAT where that may be taken back. If the amount comes back in a payout, the deviation closes automatically.",
    needs_account:
      "Book it on the right account. An account for the line type in the settings (lineAccounts) books the next one right at once. A dispute won afterwards: take the decision on the chargeback's deviation back, or book the money on the account of the loss.",
    needs_rate:
      "Give the day's rate in the settings (rates), or upload a file of rates; the next run exports the voucher.",
    fee_differs:
      "Compare with the contract. If the fee is wrong, ask Klarna or Kustom for a correction; if it is right, change the fees in the settings. Then accept the deviation.",
    report_changed:
      "Compare with the payout. If only the fields differ, accept the deviation. If amounts differ, ask Klarna or Kustom which report is right.",
    debt_gap:
      "Download the missing report from the portal and upload it. If the debt was invoiced, book that invoice and accept the deviation.",
    payout_missing:
      "Look in the portal and at the bank account. If there is a payout, upload its report; otherwise accept the deviation.",
    totals_differ:
      "Download the report again and upload it without opening it in Excel. If it happens again, send the file to Klarna's or Kustom's merchant support and ask for a correct report.",
    unknown_type:
      "Download the report again and upload it. If the portal has that type, update Kvitt or report the type to the project.",
    unreadable:
      "Download the report as CSV from the portal again and upload it without opening it in Excel; export a receivables list again and upload it under the same name.",
  },
} satisfies typeof sv;
