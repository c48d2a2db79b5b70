/** The one page: how it stands, what needs a person, what came in. Plain HTML from the server, readable without a script. */
import { messages } from "./messages.ts";
import { dayAndTime } from "../format/days.ts";
import type { Language } from "../message.ts";
import { VERSION } from "../version.ts";
import { clearingSection } from "./clearing-section.ts";
import { deviationsSection } from "./deviations-section.ts";
import { markup, type Markup } from "./markup.ts";
import { amountText, payoutsSection, runsSection } from "./money-sections.ts";
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

/** Something went wrong; which, and what to do about it, stands in `says`. */
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
  const night = nights.find(({ scope }) => scope === "*")?.at.slice(0, 5) ?? "";
  const waiting = gauges.unsettled.map(({ currency, type, amount }) => {
    const name = type === "SALE" ? messages.sales : messages.returns;
    return `${amountText(amount, currency, language)} ${currency} (${name[language]})`;
  });
  const last = gauges.lastDone === null ? null : dayAndTime(gauges.lastDone, timeZone, language);
  const words = {
    sv: {
      heading: "Läget",
      last: "Senast klar",
      night: "Nästa natt",
      waiting: "På avräkningskontot",
      at: `kl. ${night.replace(":", ".")}`,
      never: "aldrig",
      nothing: "inget",
      parts: "På sidan",
      deviations: "Avvikelser",
      payouts: "Utbetalningar",
      runs: "Körningar",
      upload: "Lägg in en fil",
    },
    en: {
      heading: "How it stands",
      last: "Last finished",
      night: "Next night",
      waiting: "On the clearing account",
      at: `at ${night}`,
      never: "never",
      nothing: "nothing",
      parts: "On this page",
      deviations: "Deviations",
      payouts: "Payouts",
      runs: "Runs",
      upload: "Put in a file",
    },
  }[language];
  const facts = [
    [words.last, last ?? words.never],
    [words.night, words.at],
    [words.waiting, waiting.length === 0 ? words.nothing : waiting.join(", ")],
  ] as const;
  const parts = (["deviations", "payouts", "runs", "upload"] as const).map((id) => [id, words[id]] as const);
  return markup`<section aria-labelledby="state">
<h1 id="state" class="unseen">${words.heading}</h1>
<p class="headline ${tone}">${headline}</p>
<dl class="facts">${facts.map(([name, fact]) => markup`<div><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>
<nav class="parts" aria-label="${words.parts}">${parts.map(([id, name]) => markup`<a href="#${id}">${name}</a>`)}</nav>
</section>`;
}

function headlineOf(open: number, failed: number, language: Language): { headline: string; tone: string } {
  if (failed > 0) {
    const headline = messages.failedTechnicalReasonsRunKvitt(failed)[language];
    return { headline, tone: "trouble" };
  }
  if (open > 0) {
    const headline = messages.aPerson(open)[language];
    return { headline, tone: "attention" };
  }
  return { headline: messages.everythingAgrees[language], tone: "good" };
}
