/** Many deviations at once: what the decision would book, before it is written, and what it has booked. */
import type { ManyDecided } from "../../books/decision-history.ts";
import type { PreviewedMany, PreviewedOne } from "../../decisions/decide-many.ts";
import { sumsText } from "../../format/amount.ts";
import type { Language } from "../../message.ts";
import { minor } from "../../money.ts";
import type { Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, type Markup } from "../markup.ts";
import { messages as ofWeb } from "../messages.ts";
import { sideText } from "../voucher-table.ts";
import { section } from "../section.ts";
import { table } from "../tables.ts";
import { ACTIONS } from "./history-section.ts";
import { titleOf } from "./title.ts";
import { hiddenMany, type ManyForm } from "./many-form.ts";
import { messages } from "./messages.ts";

export interface ManyPreviewPage {
  readonly preview: PreviewedMany;
  readonly form: ManyForm;
  readonly visitor: Visitor | null;
  readonly language: Language;
  /** Why it was not booked as it was shown before. */
  readonly says?: string;
}

export function manyPreviewContent(page: ManyPreviewPage): readonly Markup[] {
  const { preview, language, says } = page;
  const { decidable, refused } = preview;
  return [
    markup`<section><h1>${messages.manyAsItWillBe[language]}</h1>
${says === undefined ? null : markup`<p class="says trouble" role="alert">${says}</p>`}
<p class="headline attention">${headline(decidable, language)}</p>
${refused.length === 0 ? null : markup`<p><a href="#refused">${messages.someRefused(refused.length)[language]}</a></p>`}
${confirmForm(page)}</section>`,
    ...(decidable.some(({ vouchers }) => vouchers.length > 0) ? [vouchersSection(decidable, language)] : []),
    ...(refused.length === 0 ? [] : [refusedSection(page)]),
  ];
}

function headline(decidable: readonly PreviewedOne[], language: Language): string {
  const vouchers = decidable.reduce((total, one) => total + one.vouchers.length, 0);
  const money = decidable.map(({ amount }) => ({ amount: minor(amount.amount), currency: amount.currency }));
  const sums = sumsText(money, language);
  return messages.manyHeadline({ count: decidable.length, sums, vouchers })[language];
}

function confirmForm({ preview, form, visitor, language }: ManyPreviewPage): Markup {
  const { decidable, refused, shown } = preview;
  const count = decidable.length;
  const text = refused.length > 0 ? messages.decideOthers(count) : messages.decideAll(count);
  const ids = decidable.map(({ deviation }) => deviation.id);
  const button = count === 0 ? null : markup`<button autofocus>${text[language]}</button> `;
  return markup`<form method="post" action="/deviations/many/decide" class="decision">${formField(visitor)}${hiddenMany(ids, shown, form)}
<p>${button}<a href="${listOf(form)}">${messages.back[language]}</a></p></form>`;
}

function listOf({ code }: ManyForm): string {
  return code === "" ? "/deviations" : `/deviations?code=${encodeURIComponent(code)}`;
}

function vouchersSection(decidable: readonly PreviewedOne[], language: Language): Markup {
  const title = messages.vouchersAsTheyWillBe[language];
  const rows = decidable.flatMap(({ deviation, vouchers }) =>
    vouchers.flatMap(({ currency, rows: its, date }) =>
      its.map((row, index) => [
        {
          text: messages.deviation(deviation.id)[language],
          ...(index === 0 ? { href: `/deviations/${deviation.id}`, note: date } : {}),
        },
        String(row.account),
        sideText(row.debit, currency, language),
        sideText(row.credit, currency, language),
        row.text,
      ]),
    ),
  );
  const columns = [
    { title: messages.deviation1[language] },
    { title: ofWeb.account[language] },
    { title: ofWeb.debit[language], kind: "number" as const },
    { title: ofWeb.credit[language], kind: "number" as const },
    { title: ofWeb.text[language] },
  ];
  return section("vouchers", title, [table(title, columns, rows)]);
}

function refusedSection({ preview, language }: ManyPreviewPage): Markup {
  const title = messages.cannotSo[language];
  return section("refused", title, [
    table(
      title,
      [{ title: messages.deviation1[language] }, { title: messages.because[language] }],
      preview.refused.map(({ deviation, problem }) => [
        { text: messages.deviation(deviation.id)[language], href: `/deviations/${deviation.id}` },
        problem.problem[language],
      ]),
    ),
  ]);
}

export function manyDoneContent(
  done: readonly ManyDecided[],
  { language, canDecide }: { readonly language: Language; readonly canDecide: boolean },
): readonly Markup[] {
  const title = messages.manyDecided(done.length)[language];
  const [first] = done;
  const vouchers = done.filter(({ voucher }) => voucher !== null).length;
  const columns = [messages.deviation1, messages.what, messages.madeVoucher, messages.undo];
  const list = table(
    title,
    columns.map((one) => ({ title: one[language] })),
    done.map(({ deviationId, action, code, voucher, isInForce }) => [
      {
        text: messages.deviation(Number(deviationId))[language],
        href: `/deviations/${String(deviationId)}`,
        note: titleOf(code, language),
      },
      ACTIONS[action][language],
      voucher ?? "",
      isInForce
        ? canDecide
          ? { text: messages.undo[language], href: `/deviations/${String(deviationId)}#undo` }
          : ""
        : messages.takenBack[language],
    ]),
  );
  return [
    markup`<section><h1>${title}</h1>
<p class="says good" role="status">${messages.manyBooked({ count: done.length, vouchers })[language]}</p>
${list}
<p><a href="/deviations${first === undefined ? "" : `?code=${encodeURIComponent(first.code)}`}">${messages.deviations[language]}</a></p></section>`,
  ];
}
