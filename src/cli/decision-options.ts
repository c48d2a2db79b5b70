/** The options of `kvitt resolve` as they are typed, and the decision that they make together. */
import { VAT_RATES, type VatRate } from "../config/accounts.ts";
import type { Decision } from "../decisions/decision.ts";
import { UserError } from "../errors.ts";
import { messages } from "./messages.ts";

export interface DecisionOptions {
  readonly match?: readonly { kind: string; number: string }[];
  readonly account?: NamedAccounts;
  readonly vat?: VatRate;
  readonly writeOff?: boolean;
  readonly accept?: boolean;
  readonly why?: string;
}

interface NamedAccounts {
  readonly split: readonly { readonly account: number; readonly amount: string }[];
  /** The account that takes what is left. */
  readonly rest?: number;
}

/** Throws UserError for options that do not go together. */
export function decisionOf(options: DecisionOptions): Omit<Decision, "actor"> {
  const { match, account, vat, accept, why } = options;
  const writeOff = options.writeOff === true;
  if (!match && !account && !accept && !writeOff) {
    throw new UserError(messages.noDecisionGiven, messages.waysToDecide);
  }
  const clash =
    accept && account ? "--account" : writeOff && match ? "--match" : writeOff && accept ? "--accept" : null;
  if (clash !== null) {
    const option = writeOff ? "--write-off" : "--accept";
    throw new UserError(messages.optionsClash({ option, clash }), messages.chooseOneOption);
  }
  if (vat !== undefined && !account && !writeOff) {
    throw new UserError(messages.vatNeedsAccount, messages.addAccountOrDropVat);
  }
  if ((accept || writeOff) && !why?.trim()) {
    throw new UserError(messages.reasonMissing(writeOff ? "--write-off" : "--accept"), messages.addReason);
  }
  return {
    ...(match ? { match } : {}),
    ...(account?.rest === undefined ? {} : { account: account.rest }),
    ...(account && account.split.length > 0 ? { split: account.split } : {}),
    ...(vat === undefined ? {} : { vat }),
    ...(writeOff ? { writeOff } : {}),
    ...(accept ? { accept } : {}),
    ...(why === undefined ? {} : { why }),
  };
}

export function readMatch(text: string): readonly { kind: string; number: string }[] {
  const matches: { kind: string; number: string }[] = [];
  let kind = "";
  for (const part of text.split(",")) {
    const named = /^(invoice|credit_note|order):(.+)$/.exec(part.trim());
    kind = named?.[1] ?? kind;
    const number = (named?.[2] ?? part).trim();
    if (kind === "" || number === "") {
      throw new UserError(messages.notAReceivable(text), messages.writeKindAndNumber);
    }
    matches.push({ kind, number });
  }
  return matches;
}

/** `3740` or `3740=12,50`, once or several times. The amount stays text: its currency is the line's, not known here. */
export function readAccount(text: string, before: NamedAccounts = { split: [] }): NamedAccounts {
  const [, number, typed] = /^([1-9]\d{3})(?:=(.*))?$/s.exec(text.trim()) ?? [];
  if (number === undefined) throw new UserError(messages.notAnAccount(text), messages.writeAccount);
  const account = Number(number);
  if (typed === undefined) {
    if (before.rest === undefined) return { ...before, rest: account };
    throw new UserError(messages.bothTakeTheRest({ rest: before.rest, account }), messages.oneAccountForRest);
  }
  const amount = typed.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(amount))
    throw new UserError(messages.notAnAmount(typed), messages.writeAccountAmount);
  return { ...before, split: [...before.split, { account, amount }] };
}

export function readVat(text: string): VatRate {
  const rate = VAT_RATES.find((one) => String(one) === text.replace(/\s*%$/, ""));
  if (rate !== undefined) return rate;
  throw new UserError(messages.notAVatRate(text), messages.writeVatRate(VAT_RATES.join(", ")));
}
