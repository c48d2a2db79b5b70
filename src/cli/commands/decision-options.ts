/** What `kvitt resolve` is told: its options as they are typed, and the decision that they make together. */
import { messages } from "./messages.ts";
import { VAT_RATES, type VatRate } from "../../config/accounts.ts";
import { UserError } from "../../errors.ts";
import type { Decision } from "../../decisions/decision.ts";
import type { Message } from "../../message.ts";

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
  /** The one that takes what is left. */
  readonly rest?: number;
}

/** Throws `NeedsPerson` for what does not go together. */
export function decisionOf(options: DecisionOptions): Omit<Decision, "actor"> {
  const { match, account, vat, accept, why } = options;
  const writeOff = options.writeOff === true;
  if (!match && !account && !accept && !writeOff) {
    throw wrong(messages.sayHowDeviationDecided, messages.oneMatchKindNumberAccount);
  }
  const clash =
    accept && account ? "--account" : writeOff && match ? "--match" : writeOff && accept ? "--accept" : null;
  if (clash !== null) {
    const other = writeOff ? "--write-off" : "--accept";
    throw wrong(messages.doGoTogether({ other, clash }), messages.chooseOneThem);
  }
  if (vat !== undefined && !account && !writeOff) {
    throw wrong(messages.vatGoesAccount, messages.addAccountNLeaveVat);
  }
  if ((accept || writeOff) && !why?.trim()) {
    throw wrong(writeOff ? messages.writesOffSaysWhy : messages.acceptsSaysWhy, messages.addWhyText);
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
      throw wrong(messages.doesSayReceivable(text), messages.writeKindNumberKindOne);
    }
    matches.push({ kind, number });
  }
  return matches;
}

/** `3740` or `3740=12,50`, once or several times. The amount's currency is the line's, so it is kept as it is said. */
export function readAccount(text: string, before: NamedAccounts = { split: [] }): NamedAccounts {
  const [, number, said] = /^([1-9]\d{3})(?:=(.*))?$/s.exec(text.trim()) ?? [];
  if (number === undefined) throw wrong(messages.noAccount(text), messages.writeFourDigitsSuch);
  const account = Number(number);
  if (said === undefined) {
    if (before.rest !== undefined)
      throw wrong(messages.bothTakeLeft({ rest: before.rest, account }), messages.onlyOneAccountMayStand);
    return { ...before, rest: account };
  }
  const amount = said.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(amount)) throw wrong(messages.noAmount(said), messages.writeExample);
  return { ...before, split: [...before.split, { account, amount }] };
}

export function readVat(text: string): VatRate {
  const rate = VAT_RATES.find((one) => String(one) === text.replace(/\s*%$/, ""));
  if (rate !== undefined) return rate;
  const rates = VAT_RATES.join(", ");
  throw wrong(messages.noRateVat(text), messages.writeOne(rates));
}

function wrong(problem: Message, remedy: Message): UserError {
  return new UserError(problem, remedy);
}
