/** English texts of this folder. */
import type { Message } from "../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  lineLargerThanOpenYou: (rest: Message) =>
    `The line is ${rest.en} larger than what is open on what you named.`,
  nameMoreReceivablesAddAccount: "Name more receivables, or add --account N for the rest.",
  canOnlyPut: ({ type, allowed, kind }: { type: string | null; allowed: string[]; kind: string }) =>
    `A ${type} can only be put on ${allowed.join(" or ")}, not on ${kind}.`,
  writeExampleMatch: (allowed: string | undefined) => `Write for example --match ${allowed}:1001`,
  noBooks: (name: Message) => `There is no ${name.en} in the books.`,
  takeFirstKvittReceivablesFile: "Take it in first: kvitt receivables FILE",
  severalMerchantsNoneThemLine: (name: Message) =>
    `Several merchants have ${name.en}, and none of them is the line's.`,
  sayOneMatch: (all: string[]) => `Say which one: --match ${all.join(" or ")}`,
  twoListsDisagreeAbout: (name: Message) => `Two lists disagree about ${name.en}.`,
  decideDeviationReceivableChangedFirst: "Decide that deviation (receivable_changed) first: kvitt deviations",
  lineBut: ({ currency, name, currency2 }: { currency: string; name: Message; currency2: string }) =>
    `The line is in ${currency}, but ${name.en} is in ${currency2}.`,
  useAccountNInstead: "Use --account N instead.",
  nothingOpen: (name: Message) => `Nothing is open on ${name.en}.`,
  takeBackSettledUseAccount: "Take back what settled it, or use --account N.",
  namedTwice: (name: Message) => `The ${name.en} is named twice.`,
  nameOnce: "Name it once.",
  togetherMoreOpenThanLine: (whole: Message) =>
    `Together more is open than the line's ${whole.en}: there are several ways to share it out.`,
  nameOnlyThoseLinePays: "Name only those that the line pays in full.",
  nameWords: ({ words, number }: { words: Message; number: string }) => `${words.en} ${number}`,
  deviationAboutLineSoNothing: ({ id, code }: { id: bigint; code: string }) =>
    `Deviation ${id} (${code}) is not about a line, so there is nothing to book.`,
  acceptAcceptWhyText: "Accept it with --accept --why TEXT.",
  deviationBeenDecidedAlready: (deviationId: bigint) => `Deviation ${deviationId} has been decided already.`,
  takeBackFirstKvittUndo: (deviationId: bigint) => `Take that back first: kvitt undo ${deviationId}`,
  noDeviation: (deviationId: bigint) => `There is no deviation ${deviationId}.`,
  seeListKvittDeviations: "See the list: kvitt deviations",
  deviationLeavesNothing: ({
    id,
    code,
    match,
  }: {
    id: bigint;
    code: string;
    match: readonly { readonly kind: string; readonly number: string }[] | undefined;
  }) => `Deviation ${id} (${code}) leaves nothing to ${match ? "match" : "book"}.`,
  acceptAcceptWhyTextMove: "Accept it with --accept --why TEXT, or move a chargeback with --account N.",
  decisionDeviationCannotTakenBack: (deviationId: bigint) =>
    `The decision on deviation ${deviationId} cannot be taken back: something later builds on it.`,
  takeBackLaterOneFirst: "Take back the later one first, for example a repayment of the same order.",
  noOneDecidedDeviationSo: (deviationId: bigint) =>
    `No one has decided deviation ${deviationId}, so there is nothing to take back.`,
  reverseDecisionDeviationCannotTakenBack: ({
    deviationId,
    number,
  }: {
    deviationId: bigint;
    number: string;
  }) =>
    `The decision on deviation ${deviationId} cannot be taken back: the rest of ${number} is written off.`,
  takeBackWriteOffFirst: (id: bigint) => `Take back the write-off first: kvitt undo ${id}`,
  noAccountChartAccounts: ({ account, from }: { account: number; from: string }) =>
    `There is no account ${account} in the chart of accounts (${from}).`,
  nearestIfAccountNewExport: (near: string) =>
    `The nearest there are: ${near}. If the account is new, export the chart again, or add it to accountsInUse.`,
  accountNoAmountAboveZero: ({
    amount,
    account,
    currency,
  }: {
    amount: string;
    account: number;
    currency: string;
  }) => `"${amount}" on account ${account} is no amount in ${currency} above zero.`,
  writeExample: "Write for example 3740=12.50.",
  accountNamedTwice: (account: number) => `Account ${account} is named twice.`,
  nameOnceWholeAmount: "Name it once, with the whole amount.",
  amountsAlreadyNothingLeftAccount: (all: Message) =>
    `The amounts are ${all.en} already, and nothing is left for the account without one.`,
  amountsButSharedOutToo: ({
    given,
    all,
    difference,
    more,
  }: {
    given: Message;
    all: Message;
    difference: Message;
    more: boolean;
  }) =>
    `The amounts are ${given.en}, but ${all.en} is to be shared out: ${difference.en} too ${more ? "much" : "little"}.`,
  correctAmountsOneAccountN: "Correct the amounts; one --account N without an amount takes what is left.",
  noVatTakeOutAccount: (accounts: string) =>
    `There is no VAT to take out of account ${accounts}: only income and costs have VAT.`,
  leaveVatOutNameAccount: "Leave --vat out, or name an account for income or costs.",
  deviationLeavesNoRestInvoice: ({ id, code }: { id: bigint; code: string }) =>
    `Deviation ${id} (${code}) leaves no rest of an invoice to write off.`,
  writeOffPartlyPaidInvoices:
    "--write-off is for partly paid invoices. Put the line on an account with --account N.",
  leftPayMayWriteOff: ({ left, actor, allowed }: { left: Message; actor: string; allowed: Message }) =>
    `${left.en} is left to pay, and ${actor} may write off ${allowed.en} at most.`,
  raisePeopleWriteOffLimit: (actor: string) =>
    `Raise people.${actor}.writeOffLimit in kvitt.config.yaml, let somebody else decide (--as), or credit the invoice.`,
} satisfies typeof sv;
