/** The clearing account by merchant, where some book their sales as daily sums: then its balance is what is watched. */
import { CLEARING_WORDS, DAILY_SUMS } from "../mail/clearing-section.ts";
import { formatMinor } from "../money.ts";
import { markup, type Markup } from "./markup.ts";
import type { PageData } from "./page-data.ts";
import { section } from "./section.ts";
import { table } from "./tables.ts";

export function clearingSection({ clearing, language }: PageData): Markup {
  const words = {
    sv: { title: "Avräkningskontot per butik", columns: ["Butik", "Kvitt har bokfört", "Vad det är"] },
    en: { title: "The clearing account by merchant", columns: ["Merchant", "Booked by Kvitt", "What it is"] },
  }[language];
  const columns = words.columns.map((title, index) =>
    index === 1 ? { title, kind: "number" as const } : { title },
  );
  const cells = clearing.map(({ merchantId, currency, amount, receivables }) => [
    merchantId,
    `${formatMinor(amount, currency, language)} ${currency}`,
    CLEARING_WORDS[receivables][language],
  ]);
  return section(
    "clearing",
    words.title,
    [markup`<p>${DAILY_SUMS[language]}</p>`, table(words.title, columns, cells)],
    null,
  );
}
