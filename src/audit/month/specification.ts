/**
 * What the balance accounts of settlement hold in a month: clearing, disputed, holdback, debt and suspense as they are set, by
 * currency. Opening and closing balances, and what the closing balance consists of when the month ends.
 */
import {
  accountSums,
  balanceByPayout,
  merchantsIn,
  unmatchedLinesAt,
  type BalancePart,
  type Days,
} from "../../books/month.ts";
import type { Handle } from "../../books/database.ts";
import type { AccountRole } from "../../config/accounts.ts";
import { monthsAfter } from "../../config/fiscal-year.ts";
import { accountsOf, type Settings } from "../../config/settings.ts";
import { UserError } from "../../errors.ts";
import { accountNames } from "../../ledger/account-names.ts";
import { minor, ZERO, type Minor } from "../../money.ts";
import { messages } from "./messages.ts";

const ROLES = [
  "clearing",
  "chargeback",
  "holdback",
  "debt",
  "suspense",
] as const satisfies readonly AccountRole[];

/** One account in one currency; debit above zero. */
export interface AccountInMonth {
  readonly account: number;
  readonly name: string;
  readonly roles: readonly AccountRole[];
  readonly currency: string;
  readonly opening: Minor;
  readonly debit: Minor;
  readonly credit: Minor;
  readonly movements: number;
  readonly closing: Minor;
  /** Lines that are not matched, for the clearing account; else what is left by payout. */
  readonly parts: readonly BalancePart[];
  /** The closing balance less its parts: always zero, unless an account was changed in the settings. */
  readonly difference: Minor;
}

/** "2026-10" as days. Throws UserError. */
export function daysOf(month: string): Days {
  if (!/^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(month))
    throw new UserError(messages.notAMonth(month), messages.writeMonth);
  const from = `${month}-01`;
  return { from, before: monthsAfter(from, 1) };
}

export async function specification(
  db: Handle,
  settings: Settings,
  month: string,
): Promise<readonly AccountInMonth[]> {
  const days = daysOf(month);
  const used = await accountsIn(db, settings);
  const sums = await accountSums(db, [...used.keys()], days);
  const specified: AccountInMonth[] = [];
  for (const [account, { name, roles, merchants }] of used) {
    const parts = roles.has("clearing")
      ? await unmatchedLinesAt(db, merchants, days.before)
      : await balanceByPayout(db, account, days.before);
    const own = sums.filter((one) => one.account === account);
    const currencies = new Set([...own, ...parts].map(({ currency }) => currency));
    for (const currency of [...currencies].sort()) {
      const found = own.find((one) => one.currency === currency);
      const { opening = ZERO, debit = ZERO, credit = ZERO, count = 0 } = found ?? {};
      const closing = minor(opening + debit - credit);
      const ofIt = parts.filter((one) => one.currency === currency);
      const explained = ofIt.reduce((sum, { amount }) => sum + amount, 0n);
      const difference = minor(closing - explained);
      specified.push({
        account,
        name,
        roles: [...roles],
        currency,
        ...{ opening, debit, credit, movements: count, closing, difference },
        parts: ofIt,
      });
    }
  }
  return specified;
}

interface UsedAccount {
  readonly name: string;
  readonly roles: Set<AccountRole>;
  /** Whose clearing account it is. */
  readonly merchants: string[];
}

/** Merchants may have accounts of their own; one account may have several roles. */
async function accountsIn(db: Handle, settings: Settings): Promise<ReadonlyMap<number, UsedAccount>> {
  const used = new Map<number, UsedAccount>();
  for (const role of ROLES) {
    for (const merchantId of await merchantsIn(db)) {
      const accounts = accountsOf(settings, merchantId);
      const account = accounts[role];
      const name = accountNames(accounts).get(account) ?? "";
      const one = used.get(account) ?? { name, roles: new Set(), merchants: [] };
      one.roles.add(role);
      if (role === "clearing") one.merchants.push(merchantId);
      used.set(account, one);
    }
  }
  return used;
}
