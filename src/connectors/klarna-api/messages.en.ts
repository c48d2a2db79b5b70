/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  works: (user: string) => `The user ${user} is let in and may read payouts.`,
  unexpected: (what: string) => `the answer to ${what} is not what is documented`,
  newCredentials:
    "Make new API credentials in the portal, write the user into the settings and the password into the file that they name, and check with “kvitt connectors”.",
} satisfies typeof sv;
