/** What a person may mean by what is written into the search field: a reference always, and perhaps an amount or a voucher. */
import type { Sought } from "../../books/search.ts";
import { parsePlain } from "../../money.ts";

export const SOUGHT_MAX = 200;
/** A currency for each number of decimals that there is. */
const BY_DECIMALS = [
  { decimals: 2, currency: "SEK" },
  { decimals: 0, currency: "ISK" },
] as const;

export function soughtBy(written: string): Sought {
  const text = written
    .normalize("NFC")
    .replace(/\p{Cc}/gu, " ")
    .trim();
  return { text, amounts: amountsIn(text), voucher: voucherIn(text) };
}

/** "1 193,75", "1,193.75", "−1193.75 SEK": lines and receivables have amounts without a sign. */
function amountsIn(text: string): Sought["amounts"] {
  const digits = text
    .replace(/(?:^|\s)[A-Za-z]{2,3}\.?(?=\s|$)/g, " ")
    .replace(/[\s\u00a0\u202f']/g, "")
    .replace(/^[-+\u2212]/, "");
  const plain = /^\d{1,3}(?:,\d{3})+\.\d{1,2}$/.test(digits)
    ? digits.replaceAll(",", "")
    : /^\d{1,3}(?:\.\d{3})+,\d{1,2}$/.test(digits)
      ? digits.replaceAll(".", "").replace(",", ".")
      : digits.replace(",", ".");
  if (!/^\d{1,13}(?:\.\d{1,2})?$/.test(plain)) return [];
  return BY_DECIMALS.flatMap(({ decimals, currency }) => {
    const amount = parsePlain(plain, currency);
    return amount === null ? [] : [{ decimals, amount }];
  });
}

/** "K12", "K 12" */
function voucherIn(text: string): Sought["voucher"] {
  const [, series, number] = /^([A-Za-zÅÄÖåäö]{1,10}) ?(\d{1,9})$/.exec(text) ?? [];
  return series === undefined || number === undefined
    ? null
    : { series: series.toUpperCase(), number: Number(number) };
}
