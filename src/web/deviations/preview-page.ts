/** What a decision would book, before it is written. */
import type { PreviewedVoucher } from "../../decisions/preview.ts";
import type { Language } from "../../message.ts";
import { formField } from "../document.ts";
import type { Visitor } from "../access/access.ts";
import { markup, type Markup } from "../markup.ts";
import { plannedVoucher } from "../voucher-table.ts";
import type { DecisionForm } from "./decision-form.ts";
import { messages } from "./messages.ts";

export interface PreviewPage {
  readonly id: number;
  readonly form: DecisionForm;
  readonly vouchers: readonly PreviewedVoucher[];
  /** It will be a proposal. */
  readonly needsSecondPerson: boolean;
  readonly visitor: Visitor | null;
  readonly language: Language;
}

export function previewContent({
  id,
  form,
  vouchers,
  needsSecondPerson,
  visitor,
  language,
}: PreviewPage): readonly Markup[] {
  const title = messages.asItWillBe[language];
  const shown = vouchers.map((one) => plannedVoucher(one, language, 2));
  const button =
    form.do === "undo"
      ? messages.undoConfirm
      : needsSecondPerson
        ? messages.propose
        : vouchers.length === 0
          ? messages.acceptConfirm
          : messages.confirm;
  return [
    markup`<section><h1>${title}</h1>
${vouchers.length === 0 ? markup`<p>${messages.nothingBooked[language]}</p>` : shown}
${needsSecondPerson ? markup`<p class="says attention">${messages.needsSecond[language]}</p>` : null}
<form method="post" action="/deviations/${id}/decide" class="decision">${formField(visitor)}${hidden(form)}
<p><button autofocus>${button[language]}</button> <a href="/deviations/${id}">${messages.back[language]}</a></p></form></section>`,
  ];
}

/** The same form once more, so that what is booked is what was shown. */
function hidden({ do: action, kind, number, account, amount, vat, why }: DecisionForm): readonly Markup[] {
  const fields = [
    ["do", action],
    ["kind", kind ?? ""],
    ["number", number],
    ["vat", vat],
    ["why", why],
    ...account.map((one) => ["account", one] as const),
    ...amount.map((one) => ["amount", one] as const),
  ] as const;
  return fields.map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`);
}
