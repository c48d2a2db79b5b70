/** The form under a list of one kind: those that are marked are decided in one way. Works without a script. */
import { z } from "zod";
import type { DeviationView } from "../../books/views.ts";
import { VAT_RATES } from "../../config/accounts.ts";
import type { DecisionOfMany } from "../../decisions/decide-many.ts";
import { waysToDecide } from "../../decisions/ways.ts";
import { UserError } from "../../errors.ts";
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { messages } from "./messages.ts";
import { rowId } from "../row-id.ts";

const WAYS = ["accept", "account", "write_off", "match"] as const;
type Way = (typeof WAYS)[number];

/** As a browser sends it. */
export const ManyForm = z.object({
  id: z.union([rowId.transform((one) => [one]), z.array(rowId)]).default([]),
  code: z.string().max(40).default(""),
  do: z.enum(WAYS).optional(),
  account: z.string().max(20).default(""),
  vat: z.string().max(3).default(""),
  why: z.string().max(1_000).default(""),
  /** Of the preview. */
  shown: z.string().max(64).default(""),
});
export type ManyForm = z.infer<typeof ManyForm>;

/** Throws UserError for what a person must correct. */
export function decisionOfMany(form: ManyForm, actor: string): DecisionOfMany {
  const why = form.why.trim();
  const vat = VAT_RATES.find((rate) => String(rate) === form.vat);
  const rate = vat === undefined ? {} : { vat };
  if (form.do === undefined) throw new UserError(messages.noDecisionChosen, messages.chooseForMany);
  if (form.do === "match") return { onlyCandidate: true, ...(why === "" ? {} : { why }), actor };
  if (why === "") throw new UserError(messages.reasonMissing, messages.writeReason);
  if (form.do === "accept") return { accept: true, why, actor };
  if (form.do === "write_off") return { writeOff: true, ...rate, why, actor };
  const account = form.account.trim();
  if (!/^[1-9]\d{3}$/.test(account))
    throw new UserError(messages.notAnAccount(account), messages.writeFourDigits);
  return { account: Number(account), ...rate, why, actor };
}

/** The ways that may fit those that are shown; which of them it does, the preview says. */
function waysFor(shown: readonly DeviationView[]): readonly Way[] {
  const all = shown.map(waysToDecide);
  const fits: Readonly<Record<Way, boolean>> = {
    accept: true,
    account: all.some(({ account }) => account),
    write_off: all.some(({ writeOff }) => writeOff),
    match: all.some(({ matches: [only, second] }) => {
      const isSure = only !== undefined && only.rest === null && only.candidate.contradictions === undefined;
      return isSure && second === undefined;
    }),
  };
  return WAYS.filter((way) => fits[way]);
}

export function manyFields(shown: readonly DeviationView[], language: Language): Markup {
  const names = {
    accept: messages.accept,
    account: messages.onAccount,
    write_off: messages.writeOff,
    match: messages.matchOnlyCandidates,
  } as const;
  const ways = waysFor(shown).map(
    (way) =>
      markup`<label><input type="radio" name="do" value="${way}" required> ${names[way][language]}</label>`,
  );
  const rates = VAT_RATES.map((rate) => markup`<option value="${rate}">${rate} %</option>`);
  return markup`<fieldset id="decide"><legend>${messages.decideMarked[language]}</legend>${ways}
<p><label>${messages.account[language]} <input name="account" inputmode="numeric" pattern="[1-9][0-9]{3}" size="6"></label>
<label>${messages.vat[language]} <select name="vat"><option value="">${messages.noVat[language]}</option>${rates}</select></label>
<label>${messages.why[language]} <input name="why" size="40" maxlength="1000"></label>
<button>${messages.preview[language]}</button></p></fieldset>`;
}

/** The same form once more, for those that can be decided. */
export function hiddenMany(ids: readonly number[], shown: string, form: ManyForm): readonly Markup[] {
  const fields = [
    ["code", form.code],
    ["do", form.do ?? ""],
    ["account", form.account],
    ["vat", form.vat],
    ["why", form.why],
    ["shown", shown],
    ...ids.map((id) => ["id", String(id)] as const),
  ] as const;
  return fields.map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`);
}
