/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  noPayout: (name: string) => `There is no payout ${name}.`,
  seePayouts: "See the list: kvitt payouts",
  severalMerchants: "Several merchant ids have a payout with that reference.",
  nameMerchantToo: (example: string) => `Name the merchant id too, for example ${example}`,

  // databases that cannot be used
  sessionsShared:
    "DATABASE_URL goes through a pooler, such as pgbouncer, that shares sessions between transactions (pool_mode = transaction or statement).",
  poolSessions:
    "Kvitt keeps its role, its search path and its wait for jobs in the session. Set pool_mode = session for Kvitt's database, or let DATABASE_URL name PostgreSQL itself.",
  roleNeeded: (role: string) =>
    `The login in DATABASE_URL may neither use nor create the role ${role}, which Kvitt acts as.`,
  makeRole: (lines: string) => `An administrator of the database runs once:${lines}`,
  schemaOfBooks: "The books' database",
  newerSchema: (newer: string) => `has been changed by a newer version of Kvitt (${newer})`,
  updateKvitt: "Update Kvitt on this machine.",
} satisfies typeof sv;
