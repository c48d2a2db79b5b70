/** The largest difference that a person may accept or write off. */
import type { Handle } from "../books/database.ts";
import { toleranceOf, type Settings } from "../config/settings.ts";
import { limitIn, type LimitFor } from "./limit-in.ts";

/**
 * The rounding tolerance for everyone, or the person's own limit when that is higher; minor units of the currency. Without a rate
 * nobody has a limit of their own in another currency.
 */
export async function writeOffLimit(
  trx: Handle,
  settings: Settings,
  actor: string,
  about: LimitFor,
): Promise<bigint> {
  const tolerance = toleranceOf(settings, about.currency);
  const set = Object.hasOwn(settings.people, actor) ? settings.people[actor]?.writeOffLimit : undefined;
  const own = set === undefined ? null : await limitIn(trx, set, about, settings);
  return own !== null && own > tolerance ? own : tolerance;
}
