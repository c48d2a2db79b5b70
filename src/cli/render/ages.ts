/** The table of open deviations and the clearing account by age. */
import type { AgedBucket } from "../../format/ageing.ts";
import type { Language } from "../../message.ts";
import { amountText } from "../../format/amount.ts";
import { messages } from "./messages.ts";
import { columnsIn, numbers, table, text } from "./table.ts";

const COLUMNS = [
  text(messages.columnDays),
  numbers(messages.columnOpenDeviations),
  numbers(messages.columnOnClearing),
  text(),
];

/** "" when nothing is open. Each further currency of a bucket has a row of its own. */
export function renderAges(ages: readonly AgedBucket[], language: Language): string {
  if (ages.every(({ open, clearing }) => open === 0 && clearing.length === 0)) return "";
  const rows = ages.flatMap(({ name, open, clearing }) => {
    const [first, ...others] = clearing.map(({ currency, amount }) => [
      amountText(amount, currency, language),
      currency,
    ]);
    return [[name, String(open), ...(first ?? ["–", ""])], ...others.map((money) => ["", "", ...money])];
  });
  return `\n${table(columnsIn(language, COLUMNS), rows)}`;
}
