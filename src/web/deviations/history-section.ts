/** Who has decided and proposed what about a deviation, in the order it was done. */
import type { PastDecision } from "../../books/decision-history.ts";
import type { Proposal, ProposalOutcome } from "../../books/proposals.ts";
import { dayAndTime } from "../../format/days.ts";
import type { Language, Message } from "../../message.ts";
import type { Markup } from "../markup.ts";
import { section } from "../section.ts";
import { table } from "../tables.ts";
import { messages } from "./messages.ts";

export const ACTIONS: Readonly<Record<PastDecision["action"], Message>> = {
  match: messages.actionMatch,
  account: messages.actionAccount,
  write_off: messages.actionWriteOff,
  accept: messages.actionAccept,
  undo: messages.actionUndo,
};

/** Of one that was approved, the decision itself is there. */
const ENDS: Readonly<Record<Exclude<ProposalOutcome, "approved">, Message>> = {
  rejected: messages.actionRejected,
  withdrawn: messages.actionWithdrawn,
};

interface Event {
  readonly at: Date;
  readonly actor: string;
  readonly what: Message;
  readonly why: string | null;
  readonly voucher: string | null;
}

export function historySection({
  history,
  proposals,
  language,
  timeZone,
}: {
  readonly history: readonly PastDecision[];
  readonly proposals: readonly Proposal[];
  readonly language: Language;
  readonly timeZone: string;
}): Markup {
  const title = messages.history[language];
  const events = [
    ...proposals.flatMap(eventsOf),
    ...history.map((one): Event => ({ ...one, what: ACTIONS[one.action] })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return section("history", title, [
    table(
      title,
      [messages.when, messages.who, messages.what, messages.why, messages.madeVoucher].map((one) => ({
        title: one[language],
      })),
      events.map(({ at, actor, what, why, voucher }) => [
        dayAndTime(at, timeZone, language),
        actor,
        what[language],
        why ?? "",
        voucher ?? "",
      ]),
    ),
  ]);
}

function eventsOf({ at, actor, decision, outcome, endedAt, endedBy, endedWhy }: Proposal): Event[] {
  const made: Event = { at, actor, what: messages.actionProposed, why: decision.why ?? null, voucher: null };
  if (outcome === null || outcome === "approved" || endedAt === null) return [made];
  const ended: Event = {
    at: endedAt,
    actor: endedBy ?? "",
    what: ENDS[outcome],
    why: endedWhy,
    voucher: null,
  };
  return [made, ended];
}
