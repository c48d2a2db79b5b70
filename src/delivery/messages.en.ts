/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  chartFileMissing: (file: string) =>
    `The chart of accounts ${file} does not exist. Put it there, or remove company.chartFile from the settings.`,
  chartFileEmpty: (file: string) =>
    `There is no #KONTO in ${file}: export the chart of accounts as SIE from the accounting program.`,
  // row texts of delivered SIE files, which verify compares word for word: changing one fails every older file
  conversionRounding: "Rounding of currency",
  exchangeDifference: "Exchange difference",
  firstLineMustNameColumns: ({ name, missing }: { name: string; missing: string }) =>
    `${name}: the first line must name the columns date;currency;rate, but lacks ${missing}.`,
  rowMoreCellsThanHeader: "the row has more cells than the header; is a decimal comma read as a delimiter?",
  misplacedQuote: "a quotation mark is misplaced or never closed",
  dateSuch: (date: string) => `"${date}" is not a date such as 2026-01-31`,
  currencySuchEur: (currency: string) => `"${currency}" is not a currency such as EUR`,
  rateSuch: (rate: string) => `"${rate}" is not a rate such as 11.4523`,
  hereFurtherUp: ({
    currency,
    date,
    rate,
    before,
  }: {
    currency: string;
    date: string;
    rate: string;
    before: string;
  }) => `${currency} on ${date} is ${rate} here and ${before} further up`,
  line: ({ name, line, en }: { name: string; line: number; sv: string; en: string }) =>
    `${name}, line ${line}: ${en}.`,
  ratesFileMissing: (file: string) =>
    `The rates file ${file} does not exist. Put it there, or remove ratesFile from the settings.`,
  rateIsZero: ({ currency, date, rate }: { currency: string; date: string; rate: string }) =>
    `The rate of ${currency} on ${date} is ${rate}: give what one ${currency} costs.`,
} satisfies typeof sv;
