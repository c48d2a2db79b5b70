/** English texts of this folder. */
import type { Message } from "../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  // The line is put on receivables (--match).
  lineExceedsOpen: (rest: Message) => `The line is ${rest.en} more than the open amount of what you named.`,
  nameMoreOrAddAccount: "Name more receivables, or an account for the rest (--account N).",
  kindNotForType: ({ type, allowed, kind }: { type: string | null; allowed: string[]; kind: string }) =>
    `A ${type} can only be matched with ${allowed.join(" or ")}, not with ${kind}.`,
  matchExample: (kind: string | undefined) => `Name for example 1001 (--match ${kind}:1001).`,
  notInBooks: (name: Message) => `There is no ${name.en} in the books.`,
  importFirst: "Import it first: kvitt receivables FILE",
  severalMerchants: (name: Message) =>
    `Several merchant ids have ${name.en}, and none of them is the line's.`,
  nameOneOf: (names: string[]) => `Name one (--match): ${names.join(" or ")}.`,
  listsDisagree: (name: Message) => `Two lists disagree about ${name.en}.`,
  resolveChangedFirst: "Resolve that deviation (receivable_changed) first: kvitt deviations",
  otherCurrency: ({
    lineCurrency,
    name,
    currency,
  }: {
    lineCurrency: string;
    name: Message;
    currency: string;
  }) => `The line is in ${lineCurrency}, but ${name.en} is in ${currency}.`,
  useAccount: "Book it on an account instead (--account N).",
  nothingOpen: (name: Message) => `The open amount of ${name.en} is zero.`,
  undoOrUseAccount: "Undo what paid it, or book it on an account (--account N).",
  namedTwice: (name: Message) => `The ${name.en} is named twice.`,
  nameOnce: "Name it once.",
  openExceedsLine: (amount: Message) =>
    `The open amounts together are more than the line's ${amount.en}: there are several ways to allocate it.`,
  nameOnlyPaidInFull: "Name only those that the line pays in full.",
  receivable: ({ kind, number }: { kind: Message; number: string }) => `${kind.en} ${number}`,

  // Which deviation.
  notAboutLine: ({ id, code }: { id: bigint; code: string }) =>
    `Deviation ${id} (${code}) is not about a line, so there is nothing to book.`,
  acceptIt: "Accept it with a reason (--accept --why TEXT).",
  alreadyResolved: (id: bigint) => `Deviation ${id} is resolved already.`,
  undoFirst: (id: bigint) => `Undo that first: kvitt undo ${id}`,
  noDeviation: (id: bigint) => `There is no deviation ${id}.`,
  seeDeviations: "See the list: kvitt deviations",
  nothingToMatch: ({ id, code }: { id: bigint; code: string }) =>
    `Deviation ${id} (${code}) has nothing left to match.`,
  nothingToBook: ({ id, code }: { id: bigint; code: string }) =>
    `Deviation ${id} (${code}) has nothing left to book.`,
  acceptOrMove:
    "Accept it with a reason (--accept --why TEXT), or move a chargeback to an account (--account N).",

  // Undo (kvitt undo).
  laterDependsOnIt: (id: bigint) =>
    `The decision on deviation ${id} cannot be undone: something later depends on it.`,
  undoLaterFirst: "Undo the later one first, for example a refund of the same order.",
  nothingToUndo: (id: bigint) => `Nobody has resolved deviation ${id}, so there is nothing to undo.`,
  restIsWrittenOff: ({ id, number }: { id: bigint; number: string }) =>
    `The decision on deviation ${id} cannot be undone: the rest of ${number} is written off.`,
  undoWriteOffFirst: (id: bigint) => `Undo the write-off first: kvitt undo ${id}`,

  // Accounts and amounts (--account, --split, --vat).
  unknownAccount: ({ account, from }: { account: number; from: string }) =>
    `Account ${account} is not in the chart of accounts (${from}).`,
  nearestAccounts: (near: string) =>
    `The nearest are ${near}. If the account is new, export the chart again, or add it to accountsInUse.`,
  notAnAmount: ({ amount, account, currency }: { amount: string; account: number; currency: string }) =>
    `"${amount}" on account ${account} is not an amount in ${currency} above zero.`,
  splitExample: "Write for example 3740=12.50.",
  accountNamedTwice: (account: number) => `Account ${account} is named twice.`,
  nameOnceWithWhole: "Name it once, with the whole amount.",
  nothingLeftForAccount: (whole: Message) =>
    `The amounts are ${whole.en} already, and nothing is left for the account without an amount.`,
  splitTooMuch: ({ named, whole, difference }: { named: Message; whole: Message; difference: Message }) =>
    `The amounts are ${named.en}, but ${whole.en} is to be allocated: ${difference.en} too much.`,
  splitTooLittle: ({ named, whole, difference }: { named: Message; whole: Message; difference: Message }) =>
    `The amounts are ${named.en}, but ${whole.en} is to be allocated: ${difference.en} too little.`,
  correctAmounts: "Correct the amounts; one account without an amount (--account N) takes what is left.",
  noVatIn: (accounts: string) =>
    `There is no VAT to split out of account ${accounts}: only income and costs have VAT.`,
  leaveVatOut: "Leave the VAT out (--vat), or name an income or cost account.",

  // Write-off (--write-off).
  noRestToWriteOff: ({ id, code }: { id: bigint; code: string }) =>
    `Deviation ${id} (${code}) has no open amount to write off.`,
  writeOffIsForPartlyPaid:
    "A write-off (--write-off) is for partly paid invoices. Put the line on an account (--account N).",
  aboveLimit: ({ left, actor, limit }: { left: Message; actor: string; limit: Message }) =>
    `The open amount is ${left.en}, and the limit of ${actor} is ${limit.en}.`,
  raiseLimit: (actor: string) =>
    `Raise people.${actor}.writeOffLimit in kvitt.config.yaml, let somebody else write it off (--as), or credit the invoice.`,

  // Several at once.
  noneChosen: "No deviation is chosen.",
  chooseSome: "Mark those that you want to decide.",
  tooManyAtOnce: ({ count, max }: { count: number; max: number }) =>
    `${count} deviations are chosen, and at most ${max} are decided at once.`,
  chooseFewer: "Decide them in several rounds.",
  noCandidate: (id: number) => `Deviation ${id} has no candidate.`,
  severalCandidates: ({ id, count }: { id: number; count: number }) =>
    `Deviation ${id} has ${count} candidates.`,
  candidateIsUncertain: (id: number) => `The candidate of deviation ${id} is uncertain.`,
  decideAlone: "Open it, and look at what is there.",
  notAsShown: "The books have changed since the preview, so nothing has been booked.",
  lookAgain: "Look at the preview as it is now, and decide again.",

  // A second person above an amount (people.fourEyesAbove).
  needsSecondPerson: ({ amount, limit }: { amount: Message; limit: Message }) =>
    `The decision is about ${amount.en}, and above ${limit.en} a second person must approve.`,
  proposeInDesk:
    "Make the decision in the browser: it is kept as a proposal there, until another person who may decide approves it.",
  proposalWaits: ({ id, actor }: { id: bigint; actor: string }) =>
    `A proposal of ${actor} about deviation ${id} waits for a second person.`,
  endProposalFirst: "It must be approved, rejected or withdrawn first, in the browser.",
  noProposal: (id: bigint) => `There is no proposal ${id}.`,
  seeProposals: "See what waits on the page of deviations.",
  proposalEnded: {
    approved: (actor: string) => `${actor} has approved the proposal already.`,
    rejected: (actor: string) => `${actor} has rejected the proposal.`,
    withdrawn: (actor: string) => `${actor} has withdrawn the proposal.`,
  },
  deviationClosedMeanwhile: (id: bigint) =>
    `Deviation ${id} has closed since it was proposed, so there is nothing left to decide.`,
  ownProposal: "The proposal is your own.",
  askSecondPerson: "Another person who may decide must approve it.",
  withdrawInstead: "Withdraw it instead.",
  notOwnProposal: (actor: string) => `The proposal is made by ${actor}, who alone may withdraw it.`,
  rejectInstead: "Reject it instead, with a reason.",
  nobodyBehind: (actor: string) => `It is not known which person made the token of ${actor}.`,
  makeNewToken: "An administrator can make a new one in the settings; or sign in, and decide there.",
} satisfies typeof sv;
