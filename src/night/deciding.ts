/** What a person decides about a deviation, and what the booking of it knows. */
import type { Settings } from "../config.ts";
import type { DecidableDeviation } from "../books/decisions.ts";

export interface Decision {
  /** Receivables that the line settles, as the person named them. */
  readonly match?: readonly { readonly kind: string; readonly number: string }[];
  /** The account that takes the line, or what the receivables leave of it. */
  readonly account?: number;
  /** Accept as it is; together with `match`, accept the difference, within the person's limit. */
  readonly accept?: boolean;
  readonly why?: string;
  readonly actor: string;
}

export interface Deciding {
  readonly deviation: DecidableDeviation;
  readonly decision: Decision;
  readonly decisionId: bigint;
  readonly settings: Settings;
  readonly at: Date;
}
