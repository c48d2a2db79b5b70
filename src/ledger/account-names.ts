/** Names of the accounts in the settings, for exports that name the accounts they use. */
import { ACCOUNT_NAMES, ACCOUNT_ROLES, type Accounts } from "../config/accounts.ts";

/** An account with several roles has the name of the first, which is its usual role. */
export function accountNames(accounts: Accounts): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const role of ACCOUNT_ROLES) {
    if (!names.has(accounts[role])) names.set(accounts[role], ACCOUNT_NAMES[role]);
  }
  return names;
}
