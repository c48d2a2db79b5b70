/** The sections on payouts and on the runs that took them in. */
import { adviceWords } from "../format/advice-texts.ts";
import { completedWords } from "../format/completion-texts.ts";
import type { PayoutView, RunView } from "../books/views.ts";
import { issuerName, nameIssuers } from "../issuer-name.ts";
import { formatMinor, parsePlain } from "../money.ts";
import { dayAndTime } from "../format/days.ts";
import { PAYOUT_STATES, RUN_KINDS, RUN_STATES } from "../format/state-texts.ts";
import type { Language } from "../message.ts";
import { markup, type Markup } from "./markup.ts";
import { countOf, type PageData } from "./page-data.ts";
import { nothing, section } from "./section.ts";
import { table, type Cell } from "./tables.ts";

/** "1193.75" as a person reads it. */
export function amountText(amount: string, currency: string, language: Language): string {
  const units = parsePlain(amount, currency);
  return units === null ? amount : formatMinor(units, currency, language);
}

export function payoutsSection(data: PageData): Markup {
  const { language, payouts } = data;
  const words = {
    sv: {
      title: "Utbetalningar",
      columns: ["Utbetalning", "Datum", "Belopp", "Rader", "Klara", "Avviker", "Rest", "Läge"],
      none: "Inga utbetalningar än. Lägg en avräkningsrapport i inkorgen, så tas den in i natt.",
      more: "Här visas de senaste. Alla: ",
    },
    en: {
      title: "Payouts",
      columns: ["Payout", "Date", "Amount", "Lines", "Settled", "Deviating", "Remainder", "State"],
      none: "No payouts yet. Put a settlement report into the inbox, and it is taken in tonight.",
      more: "These are the latest. All of them: ",
    },
  }[language];
  const numbers = new Set([2, 3, 4, 5, 6]);
  const columns = words.columns.map((title, index) =>
    numbers.has(index)
      ? { title, kind: "number" as const }
      : { title, ...(index === 0 && { kind: "main" as const }) },
  );
  const content =
    payouts.length === 0
      ? nothing(words.none)
      : table(
          words.title,
          columns,
          payouts.map((one) => payoutCells(one, nameIssuers(payouts), language)),
        );
  const isMore = countOf(data, "payout") > payouts.length;
  return section(
    "payouts",
    words.title,
    [content],
    isMore ? markup`${words.more}<code>kvitt payouts</code>` : null,
  );
}

function payoutCells(payout: PayoutView, named: boolean, language: Language): readonly (Cell | string)[] {
  const { currency, lines, remainder, state, merchantId, unproven, unfindable } = payout;
  const told = [...(unfindable === null ? [] : [unfindable]), ...unproven];
  const explained = parsePlain(remainder, currency) === 0n;
  return [
    {
      text: `${named ? `${issuerName(payout.issuer)} ` : ""}${payout.paymentReference}`,
      note: [merchantId, ...told.map((words) => words[language])].join(" · "),
    },
    payout.payoutDate,
    `${amountText(payout.settlementAmount, currency, language)} ${currency}`,
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
  const words = {
    sv: {
      title: "Senaste körningar",
      columns: ["Körning", "Började", "Filer", "Utbetalningar", "Läge"],
      none: "Inget har körts än.",
    },
    en: {
      title: "Latest runs",
      columns: ["Run", "Began", "Files", "Payouts", "State"],
      none: "Nothing has run yet.",
    },
  }[language];
  const columns = words.columns.map((title, index) =>
    index === 2 || index === 3
      ? { title, kind: "number" as const }
      : { title, ...(index === 0 && { kind: "main" as const }) },
  );
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
        ...run.completed.map((one) => completedWords(one)[language]),
        ...run.advice.map((one) => adviceWords(one)[language]),
      ]),
    },
  ];
  const content = runs.length === 0 ? nothing(words.none) : table(words.title, columns, runs.map(cells));
  return section("runs", words.title, [content]);
}

function note(parts: readonly string[]): { note?: string } {
  return parts.length === 0 ? {} : { note: parts.join(" · ") };
}
