/** The ways in which a deviation can be decided, so that nobody is offered what is refused whatever they write. */
import type { CandidateView, DeviationView } from "../books/views.ts";
import { UNSETTLED_CODES } from "../matching/deviations.ts";
import { parsePlain } from "../money.ts";
import { MOVABLE_CODES } from "./booked-at.ts";

export interface MatchWay {
  readonly candidate: CandidateView;
  /** Of the line after the match: it needs an account; null: nothing. */
  readonly rest: bigint | null;
}

export interface Ways {
  /** Receivables that can take the line, or a part of it. */
  readonly matches: readonly MatchWay[];
  /** Those that agree with the line and cannot: paid in full, or in another currency. */
  readonly unfit: readonly CandidateView[];
  /** Any receivable that a person names. */
  readonly match: boolean;
  readonly account: boolean;
  readonly writeOff: boolean;
}

type Decidable = Pick<DeviationView, "code" | "line" | "amount" | "currency" | "candidates">;

/** Accepting with a reason is always possible. */
export function waysToDecide({ code, line, amount, currency, candidates }: Decidable): Ways {
  const isUnsettled = line !== null && UNSETTLED_CODES.some((one) => one === code);
  const isPartlyPaid = code === "partly_paid";
  const matches: MatchWay[] = [];
  const unfit: CandidateView[] = [];
  for (const candidate of isUnsettled ? candidates : []) {
    const own = currency ?? "SEK";
    const open = parsePlain(candidate.open, own);
    const whole = amount === null ? null : parsePlain(amount, own);
    const isOther = candidate.currency !== undefined && candidate.currency !== own;
    if (open === null || open <= 0n || isOther) unfit.push(candidate);
    else matches.push({ candidate, rest: whole !== null && whole > open ? whole - open : null });
  }
  return {
    matches,
    unfit,
    match: isUnsettled,
    account: line !== null && (isUnsettled || isPartlyPaid || MOVABLE_CODES.some((one) => one === code)),
    writeOff: isPartlyPaid,
  };
}
