/** What `resolve` and `undo` have in common: who decides, one deviation after the other, and the vouchers that it made. */
import { userInfo } from "node:os";
import { UserError } from "../errors.ts";
import { deliverDue } from "../pipeline/deliver.ts";
import type { AppInvocation } from "./command.ts";
import { note, type CliContext } from "./context.ts";
import { messages } from "./messages.ts";

/** One decided deviation, as `--json` shows it. */
export interface DecidedDeviation {
  readonly id: number;
  readonly decision: number;
  readonly vouchers: number;
  /** "K 44" */
  readonly voucher: string | null;
  readonly state: string;
}

/**
 * Decides each deviation in a transaction of its own. When one cannot be decided, those before it stay decided, are
 * delivered, and are named on stderr.
 */
export async function decideEach(
  { app, language, ...context }: AppInvocation,
  ids: readonly number[],
  decideOne: (id: number) => Promise<DecidedDeviation>,
): Promise<readonly DecidedDeviation[]> {
  const done: DecidedDeviation[] = [];
  try {
    for (const id of ids) done.push(await decideOne(id));
    return done;
  } catch (thrown) {
    const before = done.map(({ id }) => id).join(", ");
    if (done.length > 0) note(context, messages.doneBeforeError(before)[language]);
    throw thrown;
  } finally {
    await deliverDue(app);
  }
}

/** How many vouchers the decisions made, and their names. */
export function vouchersOf(decided: readonly DecidedDeviation[]): { count: number; names: string } {
  return {
    count: decided.reduce((total, { vouchers }) => total + vouchers, 0),
    names: decided.flatMap(({ voucher }) => voucher ?? []).join(", "),
  };
}

/** The name given with `--as`, else the user of this machine. */
export function actorOf(name: string | undefined, { env }: CliContext): string {
  if (name !== undefined) return name;
  try {
    return userInfo().username;
  } catch {
    // a container's user may have no name
    return env["USER"] ?? "unknown";
  }
}

export function readIds(text: string, before: number[] | undefined): number[] {
  if (!/^\d{1,15}$/.test(text))
    throw new UserError(messages.notADeviation(text), messages.writeDeviationNumber);
  return [...(before ?? []), Number(text)];
}
