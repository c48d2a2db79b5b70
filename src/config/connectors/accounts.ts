/** A system at which a shop may have several accounts: one for each merchant id, or two during a move. */
import { z } from "zod";
import { messages } from "../messages.ts";
import { rule } from "../settings-messages.ts";

/** What an account is called in messages and in `kvitt connectors`. */
export const accountName = z.string().regex(/^[a-z0-9-]{1,30}$/);

/** A list of accounts, each with a name of its own. */
export function accountsOf<T extends z.ZodType<{ readonly name: string }>>(account: T) {
  return z
    .array(account)
    .min(1)
    .refine(
      (accounts) => new Set(accounts.map(({ name }) => name)).size === accounts.length,
      rule(messages.accountNamesDiffer),
    );
}
