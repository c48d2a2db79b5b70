/** What a form of the deviation's page says, as a decision. */
import { z } from "zod";
import { VAT_RATES } from "../../config/accounts.ts";
import type { Decision } from "../../decisions/decision.ts";
import { UserError } from "../../errors.ts";
import { messages } from "./messages.ts";

/** A field that is there once or several times. */
const many = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => (Array.isArray(given) ? given : [given]));

/** As a browser sends it; every field may be empty. */
export const DecisionForm = z.object({
  do: z.enum(["match", "account", "accept", "write_off", "undo"]),
  kind: z.enum(["invoice", "credit_note", "order"]).optional().catch(undefined),
  number: z.string().max(2_000).default(""),
  account: many,
  amount: many,
  vat: z.string().default(""),
  why: z.string().max(1_000).default(""),
});
export type DecisionForm = z.infer<typeof DecisionForm>;

/** Throws UserError for what a person must correct. */
export function decisionOf(form: DecisionForm, actor: string): Decision {
  const why = form.why.trim();
  const reason = why === "" ? {} : { why };
  const vat = VAT_RATES.find((rate) => String(rate) === form.vat);
  switch (form.do) {
    case "match": {
      const numbers = form.number.split(",").flatMap((one) => one.trim() || []);
      const { kind } = form;
      if (kind === undefined || numbers.length === 0) throw nothingChosen();
      const { account: rest } = accountsIn(form);
      return {
        match: numbers.map((number) => ({ kind, number })),
        ...(rest === undefined ? {} : { account: rest }),
        ...reason,
        actor,
      };
    }
    case "account": {
      const accounts = accountsIn(form);
      if (accounts.account === undefined && accounts.split.length === 0) throw nothingChosen();
      return {
        ...(accounts.account === undefined ? {} : { account: accounts.account }),
        ...(accounts.split.length === 0 ? {} : { split: accounts.split }),
        ...(vat === undefined ? {} : { vat }),
        ...reason,
        actor,
      };
    }
    case "write_off":
      if (why === "") throw noReason();
      return { writeOff: true, ...(vat === undefined ? {} : { vat }), why, actor };
    case "accept":
      if (why === "") throw noReason();
      return { accept: true, why, actor };
    case "undo":
      throw nothingChosen();
  }
}

/** Accounts with an amount each, and the one that takes the rest. */
function accountsIn({ account: accounts, amount: amounts }: DecisionForm): {
  readonly account?: number;
  readonly split: { readonly account: number; readonly amount: string }[];
} {
  const split: { account: number; amount: string }[] = [];
  let rest: number | undefined;
  for (const [index, typed] of accounts.entries()) {
    if (typed.trim() === "") continue;
    if (!/^[1-9]\d{3}$/.test(typed.trim()))
      throw new UserError(messages.notAnAccount(typed), messages.writeFourDigits);
    const account = Number(typed.trim());
    const amount = plainAmount(amounts[index] ?? "");
    if (amount !== null) split.push({ account, amount });
    else if (rest === undefined) rest = account;
    else throw new UserError(messages.twoRests, messages.oneRest);
  }
  return { ...(rest === undefined ? {} : { account: rest }), split };
}

/** "1 193,75" -> "1193.75"; null when nothing is typed. */
function plainAmount(typed: string): string | null {
  const amount = typed.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (amount === "") return null;
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(amount))
    throw new UserError(messages.notAnAmount(typed), messages.writeAmount);
  return amount;
}

function nothingChosen(): UserError {
  return new UserError(messages.noDecisionChosen, messages.chooseOne);
}

function noReason(): UserError {
  return new UserError(messages.reasonMissing, messages.writeReason);
}
