/** The sections on payouts and on the runs that imported them. */
import { messages } from "../messages.ts";
import { adviceMessage } from "../../format/advice-texts.ts";
import { amountText, moneyText } from "../../format/amount.ts";
import { completedMessage } from "../../format/completion-texts.ts";
import type { PayoutView, RunView } from "../../books/views.ts";
import { issuerName, nameIssuers } from "../../issuer-name.ts";
import { parsePlain } from "../../money.ts";
import { dayAndTime } from "../../format/days.ts";
import { PAYOUT_STATES, RUN_KINDS, RUN_STATES } from "../../format/state-texts.ts";
import type { Language, Message } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { countOf, type PageData } from "./page-data.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell } from "../tables.ts";

export function payoutsSection(data: PageData): Markup {
  const { language, payouts } = data;
  const title = messages.payouts[language];
  const columns = [
    { title: messages.payout[language], kind: "main" as const },
    { title: messages.date[language] },
    ...numbers([messages.amount, messages.lines, messages.matched, messages.deviating, messages.difference]),
    { title: messages.state[language] },
  ];
  const content =
    payouts.length === 0
      ? nothing(messages.noPayouts[language])
      : table(
          title,
          columns,
          payouts.map((one) => payoutCells(one, nameIssuers(payouts), language)),
        );
  const isMore = countOf(data, "payout") > payouts.length;
  return section(
    "payouts",
    title,
    [content],
    isMore
      ? markup`${messages.latestShown[language]}<a href="/payouts">${messages.payouts[language]}</a>`
      : null,
  );

  function numbers(titles: readonly Message[]) {
    return titles.map((one) => ({ title: one[language], kind: "number" as const }));
  }
}

function payoutCells(payout: PayoutView, named: boolean, language: Language): readonly (Cell | string)[] {
  const { currency, lines, remainder, state, merchantId, unproven, unfindable } = payout;
  const notes = [...(unfindable === null ? [] : [unfindable]), ...unproven];
  const explained = parsePlain(remainder, currency) === 0n;
  return [
    {
      text: `${named ? `${issuerName(payout.issuer)} ` : ""}${payout.paymentReference}`,
      note: [merchantId, ...notes.map((one) => one[language])].join(" · "),
    },
    payout.payoutDate,
    moneyText({ amount: payout.settlementAmount, currency }, language),
    String(lines.total),
    String(lines.settled),
    lines.deviating === 0 ? "–" : { text: String(lines.deviating), tone: "attention" },
    {
      text: amountText(remainder, currency, language),
      ...(explained ? {} : { tone: "trouble" as const }),
    },
    { text: PAYOUT_STATES[state]?.[language] ?? state, tone: toneOf(state) },
  ];
}

function toneOf(state: string): "good" | "attention" | "trouble" {
  if (state === "posted" || state === "done") return "good";
  return state === "failed" ? "trouble" : "attention";
}

export function runsSection({ language, timeZone, runs }: PageData): Markup {
  const title = messages.latestRuns[language];
  const columns = [
    { title: messages.run[language], kind: "main" as const },
    { title: messages.began[language] },
    { title: messages.files[language], kind: "number" as const },
    { title: messages.payouts[language], kind: "number" as const },
    { title: messages.state[language] },
  ];
  const cells = (run: RunView): readonly (Cell | string)[] => [
    `${RUN_KINDS[run.kind]?.[language] ?? run.kind} ${run.id}`,
    dayAndTime(new Date(run.startedAt), timeZone, language),
    String(run.files),
    String(run.payouts),
    {
      text: RUN_STATES[run.state]?.[language] ?? run.state,
      tone: toneOf(run.state),
      ...note([
        ...(run.problem === null ? [] : [run.problem]),
        ...run.completed.map((one) => completedMessage(one)[language]),
        ...run.advice.map((one) => adviceMessage(one)[language]),
      ]),
    },
  ];
  const content =
    runs.length === 0 ? nothing(messages.noRuns[language]) : table(title, columns, runs.map(cells));
  return section("runs", title, [content]);
}

function note(parts: readonly string[]): { note?: string } {
  return parts.length === 0 ? {} : { note: parts.join(" · ") };
}
