/** How large a difference a person may decide away. */
import { toleranceOf, type Settings } from "../config/settings.ts";

/** Rounding for everyone, more by the person's own limit; minor units of the currency. */
export function writeOffLimit(settings: Settings, actor: string, currency: string): bigint {
  const tolerance = toleranceOf(settings, currency);
  const own = Object.hasOwn(settings.people, actor) ? settings.people[actor]?.writeOffLimit : undefined;
  return own !== undefined && own > tolerance ? own : tolerance;
}
