/** The one page: status, open deviations, payouts and runs. Plain HTML from the server, readable without a script. */
import { messages } from "./messages.ts";
import { moneyText } from "../format/amount.ts";
import { atTime, dayAndTime } from "../format/days.ts";
import type { Language } from "../message.ts";
import { VERSION } from "../version.ts";
import { clearingSection } from "./clearing-section.ts";
import { deviationsSection } from "./deviations-section.ts";
import { markup, type Markup } from "./markup.ts";
import { payoutsSection, runsSection } from "./money-sections.ts";
import { countOf, type PageData } from "./page-data.ts";
import { quarantineSection } from "./quarantine-section.ts";
import { uploadSection } from "./upload-section.ts";

export function page(data: PageData, host: string): string {
  const { language, company } = data;
  const refused = quarantineSection(data);
  return document(language, company, [
    summary(data),
    deviationsSection(data),
    ...(refused === null ? [] : [refused]),
    payoutsSection(data),
    ...(data.clearing.length === 0 ? [] : [clearingSection(data)]),
    markup`<div class="pair">${runsSection(data)}${uploadSection(language, host)}</div>`,
  ]);
}

/** The page for an error; `says` is what went wrong and what to do. */
export function problemPage(language: Language, company: string, says: string): string {
  return document(language, company, [markup`<p class="headline trouble" role="alert">${says}</p>`]);
}

function document(language: Language, company: string, content: readonly Markup[]): string {
  const other = language === "sv" ? { code: "en", name: "English" } : { code: "sv", name: "Svenska" };
  const skip = messages.toTheContent[language];
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Kvitt · ${company}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css?${VERSION}">
<script src="/upload.js?${VERSION}" defer></script>
</head>
<body>
<a class="skip" href="#content">${skip}</a>
<header>
<p class="mark">Kvitt</p><p class="company">${company}</p>
<nav><a href="/?lang=${other.code}" lang="${other.code}" hreflang="${other.code}">${other.name}</a></nav>
</header>
<main id="content">
${content}
</main>
<footer><p>Kvitt ${VERSION} · <a href="/metrics">/metrics</a> · <a href="/readyz">/readyz</a></p></footer>
</body>
</html>
`.html;
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
  ] as const;
  const parts = (["deviations", "payouts", "runs", "upload"] as const).map(
    (id) => [id, messages[id][language]] as const,
  );
  return markup`<section aria-labelledby="state">
<h1 id="state" class="unseen">${messages.status[language]}</h1>
<p class="headline ${tone}">${headline}</p>
<dl class="facts">${facts.map(([name, fact]) => markup`<div><dt>${name[language]}</dt><dd>${fact}</dd></div>`)}</dl>
<nav class="parts" aria-label="${messages.onThisPage[language]}">${parts.map(([id, name]) => markup`<a href="#${id}">${name}</a>`)}</nav>
</section>`;
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
