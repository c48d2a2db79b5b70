/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  left: "Open amount:",
  decided: "Matching and decisions",
  deviationsOfLine: "Deviations of the line",
  ladder: "The ladder, by the books of today without this line's own matching",
  account: "account",
  receivableShare: (amount: string) => `${amount} of the receivable`,
  voucher: "voucher",
  reversed: "– reversed",
  candidatesThen: "candidates then:",
  completedFrom: (names: string) => `Completed with values from ${names}.`,
  open: "open amount",
  decidedBy: ({ actor, at, why }: { actor: string; at: string; why: string }) =>
    `decided by ${actor} ${at}${why}`,
  matchedBy: ({
    rule,
    rung,
    key,
    rules,
    run,
  }: {
    rule: string;
    rung: string | number;
    key: string;
    rules: number;
    run: string | number;
  }) => `${rule}, rung ${rung} (${key}), rules version ${rules}, run ${run}`,
  outcomeSettles: (rule: string) => `decides: ${rule}`,
  outcomeDeviates: ({ title, code }: { title: string; code: string }) =>
    `decides: deviation, ${title} (${code})`,
  stateSettled: "The line is matched in full.",
  statePartly: "The line is matched in part.",
  stateOpen: "The line is not matched; its amount is on the clearing account.",
  stateUnmatched:
    "The merchant books daily sums (receivables: none): the line is on the clearing account and is not matched with a receivable.",
  stateBooked: "Lines of this type are not matched; they are booked to an account.",
  rung1: "Capture or refund id",
  rung2: "Klarna's order id",
  rung3: "The merchant's references",
  rung4: "The merchant's second reference",
  withoutLeadingZeros: ", without leading zeros",
  outcomeNoReference: "the line has no such reference",
  outcomeNoCandidate: "nothing in the books has it",
  outcomeContradicted: "what agrees contradicts the line in another way, and is never matched automatically",
  outcomeNotReached: "not tried, a stronger rung has decided",
  outcomeWaits: "waits, the order has not received any payment yet",
  ruleExact: "exact amount",
  ruleTwin: "one of several equal ones in an order, by date",
  ruleWholeOrder: "the whole order on one line",
  ruleTolerance: "the difference is rounding",
  rulePart: "part payment",
  rulePayBack: "refund of a paid order",
  ruleByHand: "decided by a person",
  ruleWrittenOff: "the open amount is written off",
  ruleReversal: "reversed",
  whyExact: "matched, exactly the line's amount",
  whyTwin: "matched, the first by date of several equal ones",
  whyWholeOrder: "matched, the whole open amount of the order is the line's amount",
  whyTolerance: "matched, the difference is within rounding",
  whyPart: "matched in part, the line is smaller",
  whyPayBack: "matched, pays back a part of what was received",
  whyStrongerRung: "not matched, a stronger rung decides",
  whyContradicts: "not matched, it contradicts the line",
  whySecondReferenceAlone: "not matched, only the second reference agrees and the amount is another",
  whyOtherCurrency: "not matched, another currency",
  whyNothingReceived: "not matched, the order has not been paid yet",
  whyNothingOpen: "not matched, nothing is open on it",
  whyAmountDiffers: "not matched, another has exactly the line's amount",
  whyLaterTwin: "not matched, an equal one with an earlier date goes first",
  whyNotAlone: "not matched, several answers are possible and Kvitt never guesses",
  whyTooSmall: "not matched, its open amount is less than the line's amount",
  severalLines: "Several payouts have that line.",
  severalLinesRemedy: (example: string) => `Give the merchant id too, for example ${example}`,
  noDeviation: (deviation: bigint) => `There is no deviation ${deviation} of a line.`,
  noDeviationRemedy: "See the list: kvitt deviations --all",
  noRow: ({ row, paymentReference }: { row: number; paymentReference: string }) =>
    `There is no row ${row} in payout ${paymentReference}.`,
  noRowRemedy: "Give the line number in the file; kvitt payouts shows the payouts.",
} satisfies typeof sv;
