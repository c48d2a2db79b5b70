/** What a person decides about a deviation, and what the booking of it knows. */
import type { VatRate } from "../config/accounts.ts";
import type { Settings } from "../config/settings.ts";
import type { DecidableDeviation } from "../books/decisions.ts";

export interface Decision {
  /** Receivables that the line settles, as the person named them. */
  readonly match?: readonly { readonly kind: string; readonly number: string }[];
  /** The account that takes the line, or what the receivables and the split leave of it. */
  readonly account?: number;
  /** Accounts with what each takes of it, VAT included: decimal text in the line's currency, "1193.75". */
  readonly split?: readonly { readonly account: number; readonly amount: string }[];
  /** Percent of VAT that is taken out of what goes to accounts of income or cost. */
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
  /** The accounts there are; null: any. */
  readonly known: KnownAccounts | null;
}

/** The accounts of the company's chart, as far as they are known. */
export interface KnownAccounts {
  /** Where they stand: a file's name, or the setting. */
  readonly from: string;
  /** Account -> its name; empty where it is not known. */
  readonly names: ReadonlyMap<number, string>;
}

export function namesAccounts({ account, split = [] }: Decision): boolean {
  return account !== undefined || split.length > 0;
}
