/** Payouts over time and what is not matched by age, a chart each for every currency. */
import type { OpenAtAge, PayoutMonth } from "../../books/charts.ts";
import { monthsAfter } from "../../config/fiscal-year.ts";
import { AGE_BUCKETS, bucketName, bucketOf } from "../../format/ageing.ts";
import { moneyText } from "../../format/amount.ts";
import { ageText, monthAndYear, shortMonth } from "../../format/days.ts";
import type { Language } from "../../message.ts";
import { barChart } from "../charts/bars.ts";
import { messages } from "../charts/messages.ts";
import { markup, type Markup } from "../markup.ts";

export const MONTHS_MAX = 13;
const MONTHS_LEAST = 6;

export interface ChartData {
  /** Of the last `MONTHS_MAX` months. */
  readonly months: readonly PayoutMonth[];
  readonly ages: readonly OpenAtAge[];
  /** "2026-11-27" */
  readonly today: string;
}

/** null where there is nothing to draw. */
export function chartsSection({ months, ages, today }: ChartData, language: Language): Markup | null {
  const charts = [
    ...currenciesOf(months).map((currency) => payoutChart(currency, months, today, language)),
    ...currenciesOf(ages).map((currency) => ageChart(currency, ages, language)),
  ].filter(({ html }) => html !== "");
  return charts.length === 0 ? null : markup`<section class="charts">${charts}</section>`;
}

function currenciesOf(all: readonly { readonly currency: string }[]): readonly string[] {
  return [...new Set(all.map(({ currency }) => currency))].sort();
}

function payoutChart(
  currency: string,
  all: readonly PayoutMonth[],
  today: string,
  language: Language,
): Markup {
  const own = all.filter((one) => one.currency === currency);
  const names = monthsToShow(own, today);
  const money = (amount: bigint) => moneyText({ amount, currency }, language);
  const [from = "", to = ""] = [names[0], names.at(-1)].map((name) => monthAndYear(name ?? "", language));
  const open = own.reduce((sum, one) => sum + one.open, 0n);
  const matched = own.reduce((sum, one) => sum + one.matched, 0n);
  const summary = { from, to, all: money(matched + open), open: money(open) };
  const groups = names.map((name) => {
    const found = own.find(({ month }) => month === name);
    const values = [found?.matched ?? 0n, found?.open ?? 0n];
    return { tick: shortMonth(name, language), name: monthAndYear(name, language), values };
  });
  const bars = {
    id: `payouts-${currency}`,
    title: `${messages.payoutsByMonth[language]}, ${currency}`,
    summary: messages.payoutsSummary(summary)[language],
    currency,
    group: messages.month[language],
    series: [messages.allMatched[language], messages.withOpen[language]],
    stacked: true,
    groups,
  };
  return barChart(bars, language);
}

/** From the first month with anything to this one, months without payouts too. */
function monthsToShow(own: readonly PayoutMonth[], today: string): readonly string[] {
  const found = own.map(({ month }) => month).sort();
  const last = [today.slice(0, 7), found.at(-1) ?? ""].sort().at(-1) ?? "";
  const before = (months: number) => monthsAfter(`${last}-01`, -months).slice(0, 7);
  const earliest = before(MONTHS_MAX - 1);
  const first = [found[0] ?? last, before(MONTHS_LEAST - 1)].sort()[0] ?? last;
  return Array.from({ length: MONTHS_MAX }, (_, index) => before(MONTHS_MAX - 1 - index)).filter(
    (month) => month >= first && month >= earliest,
  );
}

function ageChart(currency: string, all: readonly OpenAtAge[], language: Language): Markup {
  const own = all.filter((one) => one.currency === currency);
  const sumOf = (type: OpenAtAge["type"], bucket: number | null) =>
    own
      .filter((one) => one.type === type && (bucket === null || bucketOf(one.ageDays) === bucket))
      .reduce((sum, { amount }) => sum + amount, 0n);
  const money = (type: OpenAtAge["type"]) => moneyText({ amount: sumOf(type, null), currency }, language);
  const oldest = ageText(Math.max(...own.map(({ ageDays }) => ageDays)), language);
  const groups = AGE_BUCKETS.map((bucket, index) => ({
    tick: bucketName(bucket),
    name: messages.ageDays(bucketName(bucket))[language],
    values: [sumOf("SALE", index), sumOf("RETURN", index)],
  }));
  const bars = {
    id: `clearing-${currency}`,
    title: `${messages.clearingByAge[language]}, ${currency}`,
    summary: messages.clearingSummary({ sold: money("SALE"), returned: money("RETURN"), oldest })[language],
    currency,
    group: messages.age[language],
    series: [messages.sold[language], messages.returned[language]],
    stacked: false,
    groups,
  };
  return barChart(bars, language);
}
