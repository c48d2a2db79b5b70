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
  states: {
    settled: "The line is matched in full.",
    partly: "The line is matched in part.",
    open: "The line is not matched; its amount is on the clearing account.",
    unmatched:
      "The merchant books daily sums (receivables: none): the line is on the clearing account and is not matched with a receivable.",
    booked: "Lines of this type are not matched; they are booked to an account.",
  },
  rungs: {
    1: "Capture or refund id",
    2: "Klarna's order id",
    3: "The merchant's references",
    4: "The merchant's second reference",
  },
  withoutLeadingZeros: ", without leading zeros",
  outcomes: {
    no_reference: "the line has no such reference",
    no_candidate: "nothing in the books has it",
    contradicted: "what agrees contradicts the line in another way, and is never matched automatically",
    not_reached: "not tried, a stronger rung has decided",
    waits: "waits, the order has not received any payment yet",
  },
  rules: {
    exact: "exact amount",
    twin: "one of several equal ones in an order, by date",
    whole_order: "the whole order on one line",
    tolerance: "the difference is rounding",
    part: "part payment",
    pay_back: "refund of a paid order",
    by_hand: "decided by a person",
    written_off: "the open amount is written off",
    reversal: "reversed",
  },
  why: {
    exact: "matched, exactly the line's amount",
    twin: "matched, the first by date of several equal ones",
    whole_order: "matched, the whole open amount of the order is the line's amount",
    tolerance: "matched, the difference is within rounding",
    part: "matched in part, the line is smaller",
    pay_back: "matched, pays back a part of what was received",
    stronger_rung: "not matched, a stronger rung decides",
    contradicts: "not matched, it contradicts the line",
    second_reference_alone: "not matched, only the second reference agrees and the amount is another",
    other_currency: "not matched, another currency",
    nothing_received: "not matched, the order has not been paid yet",
    nothing_open: "not matched, nothing is open on it",
    amount_differs: "not matched, another has exactly the line's amount",
    later_twin: "not matched, an equal one with an earlier date goes first",
    not_alone: "not matched, several answers are possible and Kvitt never guesses",
    too_small: "not matched, its open amount is less than the line's amount",
  },
  severalLines: "Several payouts have that line.",
  severalLinesRemedy: (example: string) => `Give the merchant id too, for example ${example}`,
  noDeviation: (deviation: bigint) => `There is no deviation ${deviation} of a line.`,
  noDeviationRemedy: "See the list: kvitt deviations --all",
  noRow: ({ row, paymentReference }: { row: number; paymentReference: string }) =>
    `There is no row ${row} in payout ${paymentReference}.`,
  noLine: "There is no such line.",
  noRowRemedy: "Give the line number in the file; kvitt payouts shows the payouts.",
} satisfies typeof sv;
