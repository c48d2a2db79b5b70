/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  chartAccountsPutTakeCompany: (file: string) =>
    `The chart of accounts ${file} is not there. Put it there, or take company.chartFile out of the settings.`,
  noKontoExportChartAccounts: (file: string) =>
    `There is no #KONTO in ${file}: export the chart of accounts as SIE from the accounting program.`,
  residue: "Rounding of currency",
  difference: "Exchange difference",
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
  ratesFilePutTakeRates: (file: string) =>
    `The rates file ${file} is not there. Put it there, or take ratesFile out of the settings.`,
  rateWriteOneCosts: ({ currency, date, rate }: { currency: string; date: string; rate: string }) =>
    `The rate of ${currency} on ${date} is ${rate}: write what one ${currency} costs.`,
} satisfies typeof sv;
