/** A person's decision about a deviation, and the context in which it is booked. */
import type { VatRate } from "../config/accounts.ts";
import type { Settings } from "../config/settings.ts";
import type { DecidableDeviation } from "../books/decisions.ts";

export interface Decision {
  /** Receivables that the line settles, as the person named them. */
  readonly match?: readonly { readonly kind: string; readonly number: string }[];
  /** The account for the line, or for what the receivables and the split leave of it. */
  readonly account?: number;
  /** Accounts with an amount each, VAT included: decimal text in the line's currency, "1193.75". */
  readonly split?: readonly { readonly account: number; readonly amount: string }[];
  /** VAT rate in percent, split out of amounts on income and cost accounts. */
  readonly vat?: VatRate;
  /** Writes off what is left of a partly paid receivable; without accounts, as a bad debt. */
  readonly writeOff?: boolean;
  /** Accept as it is; together with `match`, accept the difference, within the person's limit. */
  readonly accept?: boolean;
  readonly why?: string;
  readonly actor: string;
}

export interface DecisionContext {
  readonly deviation: DecidableDeviation;
  readonly decision: Decision;
  readonly decisionId: bigint;
  readonly settings: Settings;
  readonly at: Date;
  /** The accounts that exist; null: any. */
  readonly known: KnownAccounts | null;
}

/** The accounts of the company's chart. */
export interface KnownAccounts {
  /** Where they are listed: a file's name, or the setting. */
  readonly from: string;
  /** Account -> name; empty when it is not known. */
  readonly names: ReadonlyMap<number, string>;
}

export function namesAccounts({ account, split = [] }: Decision): boolean {
  return account !== undefined || split.length > 0;
}
