/** The accounts that a person may name on the desk. */
import type { KnownAccounts } from "../../decisions/decision.ts";
import { loadChartOfAccounts } from "../../delivery/chart.ts";
import { UserError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { messages } from "./messages.ts";

/** Throws UserError when the chart file cannot be used. */
export async function knownAccounts({ app }: Desk): Promise<{ readonly known: KnownAccounts | null }> {
  const { settings, folder } = app.workspace;
  const loaded = await loadChartOfAccounts(settings, folder);
  if (!loaded.ok) throw new UserError(loaded.problem, messages.writeFourDigits);
  return { known: loaded.value };
}
