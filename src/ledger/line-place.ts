/**
 * The account and text of lines that matching does not book (CONTRACT §6: the detailed type decides where it is finer than the
 * type, and an account of the settings goes before the chart's). Pure.
 */
import type { AccountRole, Accounts } from "../config/accounts.ts";
import { meaningOf, type KindOfLine } from "../config/detailed-types.ts";
import { TAKES_BACK, type LineType } from "../line-types.ts";
import type { Message } from "../message.ts";

export interface Place {
  readonly account: number;
  readonly role: AccountRole;
  readonly words: Message;
  /** No account is set for such a line: it is on the suspense account until a person decides. */
  readonly needsAccount: boolean;
}

export interface PlaceRules {
  readonly accounts: Accounts;
  /** The account set for exactly this key, "CHARGE" or "CHARGE/PAYMENT_REMINDER"; null: none. */
  readonly accountSet: (key: string) => number | null;
  readonly feeVat: "normal" | "reverse" | "exempt";
}

/** The type whose account in the settings applies to all lines of a role that have none of their own. */
const ROLE_TYPE: Readonly<Partial<Record<AccountRole, LineType>>> = {
  chargeback: "REVERSAL",
  commission: "COMMISSION",
  fee: "FEE",
  holdback: "HOLDBACK",
};

/** Null: matching books the line. */
export function placeOf(kind: KindOfLine, rules: PlaceRules): Place | null {
  const { role, words, finer } = meaningOf(kind);
  if (role === null) return null;
  const { type, detailedType } = kind;
  const like = TAKES_BACK[type];
  const ofDetail = detailedType === null ? [] : [type, like].map((one) => one && `${one}/${detailedType}`);
  const ofType = finer ? [] : [type, like];
  const set = firstSet([...ofDetail, ...ofType], rules);
  return {
    account: set ?? roleAccount(role, rules),
    role,
    words,
    needsAccount: set === null && role === "suspense",
  };
}

/** The account of a role; one that the settings have for the role's type goes first. */
export function roleAccount(role: AccountRole, rules: PlaceRules): number {
  const type = ROLE_TYPE[role];
  const set = type === undefined ? null : rules.accountSet(type);
  if (set !== null) return set;
  if (role === "feeVat" && rules.feeVat === "exempt") return roleAccount("fee", rules);
  return rules.accounts[role];
}

function firstSet(keys: readonly (string | undefined)[], { accountSet }: PlaceRules): number | null {
  for (const key of keys) {
    const account = key === undefined ? null : accountSet(key);
    if (account !== null) return account;
  }
  return null;
}
