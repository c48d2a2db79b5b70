/** One line of a report: what it says, where it went, and why. */
import type { Explanation } from "../../audit/explain/explain.ts";
import type { ExplanationParts } from "../../audit/explain/explanation-text.ts";
import { moneyText } from "../../format/amount.ts";
import type { Language } from "../../message.ts";
import { messages as deviation } from "../deviations/messages.ts";
import { titleOf } from "../deviations/title.ts";
import { markup, type Markup } from "../markup.ts";
import { payoutHref } from "./hits-page.ts";
import { messages } from "./messages.ts";

export function lineContent(
  { line, state, deviations }: Explanation,
  parts: ExplanationParts,
  language: Language,
): readonly Markup[] {
  const { row, paymentReference, merchantId, date, type, detailedType, amount, currency } = line;
  const facts = [
    [messages.amount[language], moneyText({ amount, currency }, language)],
    [messages.type[language], detailedType === null ? type : `${type}/${detailedType}`],
    [messages.date[language], date],
    [messages.merchantId[language], merchantId],
    ["order_id", line.orderId],
    ["capture_id", line.captureId],
    ["refund_id", line.refundId],
    ["merchant_reference1", line.merchantReference1],
    ["merchant_reference2", line.merchantReference2],
    ["merchant_capture_reference", line.merchantCaptureReference],
    ["merchant_refund_reference", line.merchantRefundReference],
  ] as const;
  const shown = facts.flatMap(([name, fact]) =>
    fact === null || fact === "" ? [] : [markup`<dt>${name}</dt><dd>${fact}</dd>`],
  );
  const tone = state === "settled" || state === "booked" ? "good" : "attention";
  const open = deviations.find((one) => one.state === "open");
  return [
    markup`<section><h1>${messages.lineTitle({ row, payout: paymentReference })[language]}</h1>
<dl class="list">${shown}</dl>
<p><a href="${payoutHref({ merchantId, paymentReference })}">${messages.payout[language]} ${paymentReference}</a></p></section>`,
    markup`<section><h2>${messages.why[language]}</h2>
<p class="says ${tone}">${parts.state}</p>
${parts.completed === "" ? null : markup`<p>${parts.completed}</p>`}
${parts.lists.map(({ title, entries }) => markup`<h3>${title}</h3><ul class="why">${entries.map((one) => markup`<li>${one}</li>`)}</ul>`)}
${open === undefined ? null : markup`<p><a href="/deviations/${open.id}">${titleOf(open.code, language)} (${deviation.deviation(open.id)[language]})</a></p>`}</section>`,
  ];
}
