/** One deviation: what the report says beside what the books expect, the ways to decide, and who has decided what. */
import type { PastDecision } from "../../books/decision-history.ts";
import type { Proposal } from "../../books/proposals.ts";
import type { CandidateView, DeviationView } from "../../books/views.ts";
import { VAT_RATES } from "../../config/accounts.ts";
import { waysToDecide, type MatchWay } from "../../decisions/ways.ts";
import { amountText, moneyText } from "../../format/amount.ts";
import { contradictionText, nearMissText, receivableName } from "../../format/candidate-texts.ts";
import { dayAndTime } from "../../format/days.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import { knownFacts } from "../../format/line-facts.ts";
import type { Language, Message } from "../../message.ts";
import { formField } from "../document.ts";
import type { Visitor } from "../access/access.ts";
import { mayDo } from "../access/access.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { historySection } from "./history-section.ts";
import { reportChanges } from "./report-changes.ts";
import { titleOf } from "./title.ts";
import { messages } from "./messages.ts";
import { waitingSection, type WaitingProposal } from "./proposal-section.ts";
import { todoOnPage } from "./todo.ts";

export interface DeviationPage {
  readonly deviation: DeviationView;
  readonly history: readonly PastDecision[];
  readonly proposals: readonly Proposal[];
  /** The proposal that waits, as it is for the person who looks. */
  readonly waiting: WaitingProposal | null;
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly timeZone: string;
  /** The next open deviation of the same list; null: there is none. */
  readonly next: number | null;
  /** What was just done, or why it could not be. */
  readonly says?: { readonly text: string; readonly tone: "good" | "trouble" };
}

export function deviationContent(page: DeviationPage): readonly Markup[] {
  const { deviation, history, visitor, language } = page;
  const canDecide = visitor !== null && mayDo(visitor.role, "decide");
  const isOpen = deviation.state === "open" && page.waiting === null;
  const canUndo = canDecide && history.some(({ isInForce }) => isInForce);
  return [
    head(page),
    markup`<div class="beside">${reportSide(page)}${booksSide(deviation, language)}</div>`,
    ...(page.waiting === null ? [] : [waitingSection(page.waiting, page)]),
    ...(isOpen && canDecide ? [decideSection(page)] : []),
    ...(canUndo ? [undoForm(page)] : []),
    ...(history.length + page.proposals.length === 0 ? [] : [historySection(page)]),
  ];
}

function head({ deviation, language, next, says }: DeviationPage): Markup {
  const { id, code, amount, currency, candidates, paymentReference } = deviation;
  const texts = isDeviationCode(code) ? deviationTexts(code, { id, candidates, paymentReference }) : null;
  const total = amount === null ? "" : moneyText({ amount, currency: currency ?? "SEK" }, language);
  const isToDo = isDeviationCode(code) && deviation.state === "open";
  const todo = isToDo
    ? markup`<p><b>${messages.todo[language]}:</b> ${sentence(todoOnPage(code)[language])}</p>`
    : null;
  return markup`<section><h1>${titleOf(code, language)} <small class="when">${messages.deviation(id)[language]}</small></h1>
${says === undefined ? null : markup`<p class="says ${says.tone}" role="status">${says.text}${says.tone === "good" ? toVouchers(deviation, language) : null}</p>`}
<p class="headline attention">${total === "" ? titleOf(code, language) : total}${difference(deviation, language)}</p>
${texts === null ? null : markup`<p><b>${messages.cause[language]}:</b> ${sentence(texts.cause[language])}</p>`}
${todo}
${next === null ? null : markup`<p><a rel="next" href="/deviations/${next}">${messages.next[language]}</a></p>`}</section>`;
}

/** What was booked stands with the payout, with its SIE file. */
function toVouchers({ merchantId, paymentReference }: DeviationView, language: Language): Markup | null {
  if (merchantId === null || paymentReference === null) return null;
  const href = `/payouts/${encodeURIComponent(merchantId)}/${encodeURIComponent(paymentReference)}#vouchers`;
  return markup` <a href="${href}">${messages.toVouchers[language]}</a>`;
}

/** The difference between what was expected and what was found, where both are amounts. */
function difference({ expected, found, currency }: DeviationView, language: Language): Markup | null {
  const amounts = [expected, found].map((one) =>
    one !== null && /^-?\d+\.\d\d$/.test(one) ? BigInt(one.replace(".", "")) : null,
  );
  const [a, b] = amounts;
  if (a === null || b === null || a === undefined || b === undefined || a === b) return null;
  const money = moneyText({ amount: b - a, currency: currency ?? "SEK" }, language);
  return markup` <small>${messages.differs(money)[language]}</small>`;
}

function reportSide({ deviation, language, timeZone }: DeviationPage): Markup {
  const { line, paymentReference, merchantId, file, openedAt } = deviation;
  const facts: (readonly [string, string])[] = [];
  if (paymentReference !== null) facts.push([messages.payout[language], paymentReference]);
  if (file !== null) facts.push([messages.file[language], file]);
  if (line !== null) {
    facts.push([messages.line[language], String(line.row)]);
    facts.push([messages.type[language], line.detailedType ?? line.type]);
    facts.push([messages.amount[language], amountText(line.amount, deviation.currency ?? "SEK", language)]);
    for (const { label, value } of knownFacts(line, { language, timeZone, lineType: line.type }))
      facts.push([label, value]);
  }
  facts.push([messages.opened[language], dayAndTime(new Date(openedAt), timeZone, language)]);
  const link =
    paymentReference === null || merchantId === null
      ? null
      : markup`<p><a href="/payouts/${encodeURIComponent(merchantId)}/${encodeURIComponent(paymentReference)}">${messages.payout[language]} ${paymentReference}</a></p>`;
  return section("report", messages.reportSays[language], [list(facts), ...(link === null ? [] : [link])]);
}

function booksSide(deviation: DeviationView, language: Language): Markup {
  const { code, amount, expected, found, receivable, candidates, currency } = deviation;
  const money = (value: string) => amountText(value, currency ?? "SEK", language);
  const facts: (readonly [string, string])[] = [];
  if (receivable !== null)
    facts.push([
      messages.receivableKind[language],
      receivableName(receivable.kind, receivable.number, language),
    ]);
  if (expected !== null) facts.push([messages.expected[language], money(expected)]);
  if (found !== null && found !== amount) facts.push([messages.found[language], money(found)]);
  if (code === "report_changed") facts.push(...reportChanges(deviation, language));
  else
    for (const one of candidates) {
      const open = moneyText({ amount: one.open, currency: one.currency ?? currency ?? "SEK" }, language);
      facts.push([receivableName(one.kind, one.number, language), open]);
    }
  const content = facts.length === 0 ? nothing(messages.nothingFits[language]) : list(facts);
  return section("books", messages.booksExpect[language], [content]);
}

function list(facts: readonly (readonly [string, string])[]): Markup {
  return markup`<dl class="list">${facts.map(([name, fact]) => markup`<dt>${name}</dt><dd>${fact}</dd>`)}</dl>`;
}

function decideSection(page: DeviationPage): Markup {
  const { deviation, language } = page;
  const ways = waysToDecide(deviation);
  const content: Markup[] = [
    ...ways.matches.map((one) => candidateForm(page, one)),
    ...ways.unfit.map((one) => unfit(page, one)),
    ...(ways.match ? deviation.nearMisses : []).map((near) => {
      const open = moneyText({ amount: near.open, currency: near.currency }, language);
      const why = `${messages.similar[language]}: ${nearMissText(near, open, language)}`;
      return matchForm(page, { kind: near.kind, number: near.number, open, notes: [why] });
    }),
    ...(ways.match ? [otherForm(page)] : []),
    ...(ways.account ? [accountForm(page)] : []),
    ...(ways.writeOff ? [reasonForm(page, "write_off", messages.writeOff)] : []),
    reasonForm(page, "accept", messages.accept),
  ];
  return section("decide", messages.decide[language], content);
}

function candidateForm(page: DeviationPage, { candidate, rest }: MatchWay): Markup {
  const { language, deviation } = page;
  const { kind, number } = candidate;
  const open = openOf(candidate, page);
  const notes = contradictions(candidate, language);
  if (rest === null) return matchForm(page, { kind, number, open, notes });
  const money = moneyText({ amount: rest, currency: deviation.currency ?? "SEK" }, language);
  const name = messages.matchWith(receivableName(kind, number, language), open)[language];
  return form(page, "match", [
    markup`<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="number" value="${number}">
<p><span>${name}</span> <label>${messages.restOnAccount(money)[language]} <input name="account" inputmode="numeric" pattern="[1-9][0-9]{3}" size="6" required></label>
<label>${messages.why[language]} <input name="why"></label> <button>${messages.preview[language]}</button></p>${notes.map((note) => markup`<small>${note}</small>`)}`,
  ]);
}

/** One that agrees and can take nothing: shown, because it says why the line is here. */
function unfit(page: DeviationPage, candidate: CandidateView): Markup {
  const { language } = page;
  const name = receivableName(candidate.kind, candidate.number, language);
  const says = messages.cannotTake({ name, open: openOf(candidate, page) })[language];
  return markup`<p>${says}${contradictions(candidate, language).map((note) => markup`<small>${note}</small>`)}</p>`;
}

function openOf({ open, currency }: CandidateView, { deviation, language }: DeviationPage): string {
  return moneyText({ amount: open, currency: currency ?? deviation.currency ?? "SEK" }, language);
}

function contradictions(candidate: CandidateView, language: Language): readonly string[] {
  const against = contradictionText(candidate, language);
  return against === "" ? [] : [`${messages.contradicts[language]} ${against}`];
}

function matchForm(
  page: DeviationPage,
  { kind, number, open, notes }: { kind: string; number: string; open: string; notes: readonly string[] },
): Markup {
  const { language } = page;
  const text = messages.matchWith(receivableName(kind, number, language), open)[language];
  return form(page, "match", [
    markup`<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="number" value="${number}">
<button>${text}</button>${notes.map((note) => markup`<small>${note}</small>`)}`,
  ]);
}

function otherForm(page: DeviationPage): Markup {
  const { language, deviation } = page;
  const kinds = deviation.line?.type === "RETURN" ? ["credit_note", "order"] : ["invoice", "order"];
  const options = kinds.map(
    (kind) => markup`<option value="${kind}">${receivableName(kind, "", language).trim()}</option>`,
  );
  return details(messages.otherReceivable[language], [
    form(page, "match", [
      markup`<p><label>${messages.receivableKind[language]} <select name="kind">${options}</select></label>
<label>${messages.receivableNumber[language]} <input name="number" required></label>
<label>${messages.why[language]} <input name="why"></label> <button>${messages.preview[language]}</button></p>`,
    ]),
  ]);
}

function accountForm(page: DeviationPage): Markup {
  const { language } = page;
  const rates = VAT_RATES.map((rate) => markup`<option value="${rate}">${rate} %</option>`);
  const parts = [0, 1, 2].map(
    (
      index,
    ) => markup`<p><label>${messages.account[language]} <input name="account" inputmode="numeric" pattern="[1-9][0-9]{3}" size="6"${index === 0 ? markup` required` : null}></label>
<label>${messages.accountAmount[language]} <input name="amount" inputmode="decimal" size="12"></label></p>`,
  );
  return details(messages.onAccount[language], [
    form(page, "account", [
      markup`${parts}<p><label>${messages.vat[language]} <select name="vat"><option value="">${messages.noVat[language]}</option>${rates}</select></label>
<label>${messages.why[language]} <input name="why" size="40"></label> <button>${messages.preview[language]}</button></p>`,
    ]),
  ]);
}

function reasonForm(page: DeviationPage, action: "accept" | "write_off", title: Message): Markup {
  const { language } = page;
  return details(title[language], [
    form(page, action, [
      markup`<p><label>${messages.whyNeeded[language]} <input name="why" size="40" required></label> <button>${messages.preview[language]}</button></p>`,
    ]),
  ]);
}

function undoForm(page: DeviationPage): Markup {
  const { language } = page;
  return section("undo", messages.undo[language], [
    form(page, "undo", [
      markup`<p><label>${messages.why[language]} <input name="why" size="40"></label> <button>${messages.preview[language]}</button></p>`,
    ]),
  ]);
}

function form({ deviation, visitor }: DeviationPage, action: string, fields: readonly Markup[]): Markup {
  return markup`<form method="post" action="/deviations/${deviation.id}/preview" class="decision">${formField(visitor)}
<input type="hidden" name="do" value="${action}">${fields}</form>`;
}

function details(title: string, content: readonly Markup[]): Markup {
  return markup`<details><summary>${title}</summary>${content}</details>`;
}
