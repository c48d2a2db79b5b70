/** The clearing account by merchant, where some book their sales as daily sums, so that its balance has to be watched. */
import { messages } from "../messages.ts";
import { moneyText } from "../../format/amount.ts";
import { CLEARING_TEXTS, DAILY_SUMS } from "../../format/clearing-texts.ts";
import { markup, type Markup } from "../markup.ts";
import type { PageData } from "./page-data.ts";
import { section } from "../section.ts";
import { table } from "../tables.ts";

export function clearingSection({ clearing, language }: PageData): Markup {
  const title = messages.clearingByMerchant[language];
  const columns = [
    { title: messages.merchantId[language] },
    { title: messages.bookedByKvitt[language], kind: "number" as const },
    { title: messages.meaning[language] },
  ];
  const cells = clearing.map(({ merchantId, receivables, ...money }) => [
    merchantId,
    moneyText(money, language),
    CLEARING_TEXTS[receivables][language],
  ]);
  return section("clearing", title, [markup`<p>${DAILY_SUMS[language]}</p>`, table(title, columns, cells)]);
}
