/** The first page: how things stand, what needs a person, the latest payouts and runs. */
import { messages } from "../messages.ts";
import { moneyText } from "../../format/amount.ts";
import { atTime, dayAndTime } from "../../format/days.ts";
import type { Language } from "../../message.ts";
import { runNowForm } from "../runs/list-page.ts";
import { underWay } from "../runs/under-way.ts";
import { chartsSection } from "./charts-section.ts";
import { clearingSection } from "./clearing-section.ts";
import { deviationsSection } from "./deviations-section.ts";
import { markup, type Markup } from "../markup.ts";
import { payoutsSection, runsSection } from "./money-sections.ts";
import { countOf, WAITING_MAX, type PageData } from "./page-data.ts";
import { waitingList } from "../deviations/proposal-section.ts";
import { quarantineSection } from "./quarantine-section.ts";

export function homeContent(data: PageData): readonly Markup[] {
  const refused = quarantineSection(data);
  const waiting = waitingList(data.waiting, { ...data, limit: WAITING_MAX });
  const charts = chartsSection(data.charts, data.language);
  return [
    summary(data),
    ...(charts === null ? [] : [charts]),
    ...(waiting === null ? [] : [waiting]),
    deviationsSection(data),
    ...(refused === null ? [] : [refused]),
    payoutsSection(data),
    ...(data.clearing.length === 0 ? [] : [clearingSection(data)]),
    runsSection(data),
  ];
}

function summary(data: PageData): Markup {
  const { language, gauges, nights, timeZone } = data;
  const open = gauges.openDeviations.reduce((total, { count }) => total + count, 0);
  const failed = ["run", "report_file", "posting", "mail"].reduce(
    (sum, of) => sum + countOf(data, of, "failed"),
    0,
  );
  const { headline, tone } = headlineOf(open, failed, language);
  const night = nights.find(({ scope }) => scope === "*");
  const waiting = gauges.unsettled.map(({ currency, type, amount }) => {
    const name = type === "SALE" ? messages.sales : messages.returns;
    return `${moneyText({ amount, currency }, language)} (${name[language]})`;
  });
  const last =
    gauges.lastDone === null ? messages.never[language] : dayAndTime(gauges.lastDone, timeZone, language);
  const facts = [
    [messages.lastFinished, last],
    [messages.nextNight, night === undefined ? "" : atTime(night.at, language)],
    [messages.onClearingAccount, waiting.length === 0 ? messages.nothing[language] : waiting.join(", ")],
    ...(data.inbox === null ? [] : [[messages.inInbox, inboxText(data.inbox, language)] as const]),
  ] as const;
  return markup`<section aria-labelledby="state">
<h1 id="state" class="unseen">${messages.status[language]}</h1>
<p class="headline ${tone}">${headline}</p>
<dl class="facts">${facts.map(([name, fact]) => markup`<div><dt>${name[language]}</dt><dd>${fact}</dd></div>`)}</dl>
${runOrProgress(data)}
</section>`;
}

/** What is under way, or the button that begins it. */
function runOrProgress({ underWay: run, visitor, language }: PageData): Markup | null {
  return run === null ? runNowForm(visitor, language) : underWay(run.id, run, { language, link: "toTheRun" });
}

function inboxText(names: readonly string[], language: Language): string {
  if (names.length === 0) return messages.nothing[language];
  const [first = ""] = names;
  return names.length === 1 ? first : messages.filesInInbox({ first, more: names.length - 1 })[language];
}

function headlineOf(open: number, failed: number, language: Language): { headline: string; tone: string } {
  if (failed > 0) {
    const headline = messages.failed(failed)[language];
    return { headline, tone: "trouble" };
  }
  if (open > 0) {
    const headline = messages.openDeviations(open)[language];
    return { headline, tone: "attention" };
  }
  return { headline: messages.allWell[language], tone: "good" };
}
