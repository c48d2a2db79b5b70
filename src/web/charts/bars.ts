/**
 * Bars as SVG, made by the server: no script, no style of its own. Shapes stretch with the page while words stay HTML, so that
 * they are as large on a phone as on a desk. Whoever does not see it has a description and the same figures as a table.
 */
import { amountText, moneyText } from "../../format/amount.ts";
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { table } from "../tables.ts";
import { messages } from "./messages.ts";

export interface Bars {
  /** Of the page's ids; letters, digits and "-". */
  readonly id: string;
  readonly title: string;
  /** The whole of it in a sentence. */
  readonly summary: string;
  readonly currency: string;
  /** What a group is: "Månad". */
  readonly group: string;
  /** At most two. */
  readonly series: readonly string[];
  /** `series` are on top of each other, not side by side: where they are parts of one sum. */
  readonly stacked: boolean;
  readonly groups: readonly BarGroup[];
}

export interface BarGroup {
  /** Below the bar, where there is room for some three letters: "nov". */
  readonly tick: string;
  readonly name: string;
  /** Minor units, one a series, none below zero. */
  readonly values: readonly bigint[];
}

const HEIGHT = 100;
const GROUP = 24;
const GAP = 4;
/** So that a small amount is seen to be there. */
const LEAST = 1;

export function barChart(bars: Bars, language: Language): Markup {
  const { id, title, summary, currency, series, groups } = bars;
  const highest = groups
    .map((one) => heightOf(one, bars))
    .reduce((most, one) => (one > most ? one : most), 0n);
  if (highest === 0n) return markup``;
  const width = groups.length * GROUP;
  return markup`<figure class="chart">
<figcaption>${title}<small>${messages.highest(moneyText({ amount: highest, currency }, language))[language]}</small></figcaption>
<svg class="bars" role="img" aria-labelledby="${id}-title ${id}-summary" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none">
<title id="${id}-title">${title}</title><desc id="${id}-summary">${summary}</desc>
${groups.map((one, index) => group(one, index, highest, bars, language))}
</svg>
<p class="ticks" aria-hidden="true">${groups.map(({ tick }) => markup`<span>${tick}</span>`)}</p>
<ul class="legend">${series.map((name, index) => markup`<li class="series-${index + 1}">${name}</li>`)}</ul>
<details><summary>${messages.figures[language]}</summary>${figures(bars, language)}</details>
</figure>`;
}

function heightOf({ values }: BarGroup, { stacked }: Bars): bigint {
  return values.reduce((all, one) => (stacked ? all + one : one > all ? one : all), 0n);
}

function group(one: BarGroup, index: number, highest: bigint, bars: Bars, language: Language): Markup {
  const { stacked, series, currency } = bars;
  const each = (GROUP - 2 * GAP) / (stacked ? 1 : series.length);
  let below = 0;
  const shapes = one.values.map((value, at) => {
    const height =
      value === 0n ? 0 : Math.max(Number((value * BigInt(HEIGHT) * 100n) / highest) / 100, LEAST);
    const x = index * GROUP + GAP + (stacked ? 0 : at * each);
    const y = Math.max(HEIGHT - height - (stacked ? below : 0), 0);
    below += height;
    return height === 0
      ? markup``
      : markup`<rect class="series-${at + 1}" x="${x}" y="${rounded(y)}" width="${each}" height="${rounded(height)}"/>`;
  });
  const said = one.values.map((value, at) => `${series[at] ?? ""} ${amountText(value, currency, language)}`);
  return markup`<g><title>${one.name}: ${said.join(", ")}</title>${shapes}</g>`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function figures({ title, group: what, groups, series, currency }: Bars, language: Language): Markup {
  const columns = [
    { title: what, kind: "main" as const },
    ...series.map((name) => ({ title: `${name}, ${currency}`, kind: "number" as const })),
  ];
  const rows = groups.map(({ name, values }) => [
    name,
    ...values.map((value) => amountText(value, currency, language)),
  ]);
  return table(title, columns, rows);
}
