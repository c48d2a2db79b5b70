/** The largest difference that a person may accept or write off. */
import { toleranceOf, type Settings } from "../config/settings.ts";

/** The rounding tolerance for everyone, or the person's own limit when that is higher; minor units of the currency. */
export function writeOffLimit(settings: Settings, actor: string, currency: string): bigint {
  const tolerance = toleranceOf(settings, currency);
  const own = Object.hasOwn(settings.people, actor) ? settings.people[actor]?.writeOffLimit : undefined;
  return own !== undefined && own > tolerance ? own : tolerance;
}
