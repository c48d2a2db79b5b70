/** The exchange rates that a step converts vouchers by. */
import { messages } from "./messages.ts";
import { isFileError, messageOf, refuse, UserError } from "../errors.ts";
import type { Message } from "../message.ts";
import { loadRates, rateTable, type Rates } from "../delivery/rates.ts";
import type { AppContext } from "../app.ts";

/** The exchange rates of this workspace. Throws `UserError` when their file cannot be used. */
export async function ratesOf(app: Pick<AppContext, "workspace">): Promise<Rates> {
  const { rates, problem } = await ratesFor(app);
  if (problem === null) return rates;
  throw new UserError(problem, messages.correctAndRunAgain);
}

/**
 * The same for a night, which a damaged file must not stop: vouchers in other currencies wait for their rate then, as if the
 * file did not have it, and everything else goes on.
 */
export async function ratesFor({
  workspace,
}: Pick<AppContext, "workspace">): Promise<{ readonly rates: Rates; readonly problem: Message | null }> {
  const { settings, folder } = workspace;
  const loaded = await loadRates(settings, folder).catch((error: unknown) => {
    if (!isFileError(error)) throw error;
    return refuse(messages.ratesUnreadable({ file: settings.ratesFile ?? "", error: messageOf(error) }));
  });
  if (loaded.ok) return { rates: loaded.value, problem: null };
  const own = rateTable(settings.rates, []);
  return { rates: own.ok ? own.value : new Map(), problem: loaded.problem };
}
