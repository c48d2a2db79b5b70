/** What waits for a second person: on a deviation's page with what it would book, and as a list. */
import type { Proposal } from "../../books/proposals.ts";
import type { PreviewedProposal } from "../../decisions/propose.ts";
import { moneyText } from "../../format/amount.ts";
import { receivableName } from "../../format/candidate-texts.ts";
import { ageText, dayAndTime, daysSince } from "../../format/days.ts";
import type { Language, Message } from "../../message.ts";
import type { Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, type Markup } from "../markup.ts";
import { section } from "../section.ts";
import { table } from "../tables.ts";
import { plannedVoucher } from "../voucher-table.ts";
import { messages } from "./messages.ts";
import { titleOf } from "./title.ts";

export interface WaitingProposal {
  readonly proposal: Proposal;
  /**
   * What the person who looks may do: approve or reject what is shown; reject what cannot be approved, for a reason; withdraw
   * what is their own; or only look.
   */
  readonly may:
    | { readonly do: "approve"; readonly preview: PreviewedProposal }
    | { readonly do: "reject"; readonly because: Message }
    | { readonly do: "withdraw" | "look" };
}

interface Frame {
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly timeZone: string;
}

export function waitingSection({ proposal, may }: WaitingProposal, frame: Frame): Markup {
  const { language, timeZone } = frame;
  const { actor, at, decision } = proposal;
  const amount = moneyText(proposal, language);
  const facts = [
    [messages.who[language], actor],
    [messages.when[language], dayAndTime(at, timeZone, language)],
    [messages.what[language], whatIn(proposal, language)],
    [messages.amount[language], amount],
    ...(decision.why === undefined ? [] : [[messages.why[language], decision.why] as const]),
  ] as const;
  const list = markup`<dl class="list">${facts.map(([name, fact]) => markup`<dt>${name}</dt><dd>${fact}</dd>`)}</dl>`;
  return section("waiting", messages.waitsForSecond[language], [
    list,
    ...(may.do === "approve" ? approval(may.preview, proposal, frame) : []),
    ...(may.do === "reject" ? [markup`<p class="says trouble">${may.because[language]}</p>`] : []),
    ...(may.do === "approve" || may.do === "reject" ? [rejection(proposal, frame)] : []),
    ...(may.do === "withdraw" ? [withdrawal(proposal, frame)] : []),
  ]);
}

function approval(preview: PreviewedProposal, { id }: Proposal, { visitor, language }: Frame): Markup[] {
  const { vouchers, shown, hasChanged } = preview;
  return [
    ...(hasChanged ? [markup`<p class="says attention">${messages.proposalChanged[language]}</p>`] : []),
    ...(vouchers.length === 0 ? [markup`<p>${messages.nothingBooked[language]}</p>`] : []),
    ...vouchers.map((one) => plannedVoucher(one, language)),
    markup`<form method="post" action="/proposals/${String(id)}/approve" class="decision">${formField(visitor)}
<input type="hidden" name="shown" value="${shown}"><p><button>${messages.approve[language]}</button></p></form>`,
  ];
}

function rejection({ id }: Proposal, { visitor, language }: Frame): Markup {
  return markup`<form method="post" action="/proposals/${String(id)}/reject" class="decision">${formField(visitor)}
<p><label>${messages.whyNeeded[language]} <input name="why" size="40" maxlength="1000" required></label> <button>${messages.reject[language]}</button></p></form>`;
}

function withdrawal({ id }: Proposal, { visitor, language }: Frame): Markup {
  return markup`<p>${messages.ownWaits[language]}</p>
<form method="post" action="/proposals/${String(id)}/withdraw" class="decision">${formField(visitor)}
<p><button>${messages.withdraw[language]}</button></p></form>`;
}

/** What was proposed, in words: "match with invoice F1001". */
function whatIn({ decision }: Proposal, language: Language): string {
  const { match = [], account, split = [], vat, writeOff, accept } = decision;
  const accounts = [...split.map((one) => one.account), ...(account === undefined ? [] : [account])];
  return [
    ...(match.length === 0
      ? []
      : [
          messages.proposesMatch(
            match.map(({ kind, number }) => receivableName(kind, number, language)).join(", "),
          )[language],
        ]),
    ...(accounts.length === 0 ? [] : [messages.proposesAccount(accounts.join(", "))[language]]),
    ...(vat === undefined ? [] : [messages.proposesVat(vat)[language]]),
    ...(writeOff === true ? [messages.writeOff[language]] : []),
    ...(accept === true ? [messages.accept[language]] : []),
  ].join("; ");
}

/** The oldest that wait; null when none does. `limit`: one more than are shown was asked for. */
export function waitingList(
  waiting: readonly Proposal[],
  { language, now, limit }: { readonly language: Language; readonly now: Date; readonly limit: number },
): Markup | null {
  if (waiting.length === 0) return null;
  const title = messages.waitsForSecond[language];
  const columns = [
    { title: messages.kind[language], kind: "main" as const },
    { title: messages.who[language] },
    { title: messages.what[language] },
    { title: messages.amount[language], kind: "number" as const },
    { title: messages.age[language], kind: "number" as const },
  ];
  const rows = waiting.slice(0, limit).map((one) => [
    {
      text: titleOf(one.code, language),
      href: `/deviations/${String(one.deviationId)}`,
      note: messages.deviation(Number(one.deviationId))[language],
    },
    one.actor,
    whatIn(one, language),
    moneyText(one, language),
    ageText(daysSince(one.at.toISOString(), now), language),
  ]);
  const more = waiting.length > limit ? markup`${messages.onlyOldest(limit)[language]}` : null;
  return section("waiting", title, [table(title, columns, rows)], more);
}
