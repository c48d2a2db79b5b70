/** A voucher as a SIE file would have it, or why no file can. */
import { messages } from "./messages.ts";
import { accountsOf, type Settings } from "../../config/settings.ts";
import { fiscalYearAt, fiscalYearName, type FiscalYear } from "../../config/fiscal-year.ts";
import { accountNames } from "../../ledger/account-names.ts";
import type { Language } from "../../message.ts";
import { inBookCurrency } from "../currency.ts";
import type { Rate } from "../rates-file.ts";
import type { Rates } from "../rates.ts";
import type { Delivery } from "../target.ts";
import type { VoucherSource } from "../voucher-source.ts";

export type ReadyForSie =
  | { readonly kind: "ready"; readonly voucher: VoucherSource; readonly rates: readonly Rate[] }
  | Extract<Delivery, { readonly kind: "waits" | "refused" }>;

/** `language`: of what a conversion adds to the texts; the settings' unless the file was begun in another. */
export function readyForSie(
  voucher: VoucherSource,
  settings: Settings,
  rates: Rates,
  language: Language = settings.language,
): ReadyForSie {
  const { company } = settings;
  const year = fiscalYearAt(voucher.date, company);
  if (!isNumberedIn(voucher, year)) return outsideYear(voucher, year);
  const accounts = accountsOf(settings, voucher.merchantId);
  const booked = inBookCurrency(voucher, { currency: company.currency, accounts, language }, rates);
  return booked.kind === "ready"
    ? booked
    : { kind: "waits", waitsFor: "needs_rate", currency: booked.currency, date: booked.date };
}

/** Of the accounts of these merchants; the first one's name stands. */
export function accountNamesOf(
  settings: Settings,
  merchantIds: Iterable<string>,
): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const id of new Set(merchantIds))
    for (const [account, name] of accountNames(accountsOf(settings, id)))
      if (!names.has(account)) names.set(account, name);
  return names;
}

/** Whether the year of the voucher's date is the fiscal year that it was numbered in. */
function isNumberedIn({ fiscalYear, fiscalYearPart }: VoucherSource, { year, part }: FiscalYear): boolean {
  return fiscalYearName(fiscalYear, fiscalYearPart) === fiscalYearName(year, part);
}

function outsideYear(voucher: VoucherSource, { from, to }: FiscalYear): ReadyForSie {
  const name = `${voucher.series}${voucher.number}`;
  const fiscalYear = fiscalYearName(voucher.fiscalYear, voucher.fiscalYearPart);
  return {
    kind: "refused",
    problem: messages.outsideFiscalYear({ name, fiscalYear, date: voucher.date, from, to }),
    remedy: messages.outsideFiscalYearRemedy,
  };
}
