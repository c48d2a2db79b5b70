/** The open deviation of what a query is about; SQL. */

/**
 * The id of the newest one that fits `about`, a condition over `d`. `d.id + 0`, as a bare `max(d.id)` may be looked for from the
 * newest deviation of all down through years of them.
 */
export function openDeviation(about: string): string {
  return `(select max(d.id + 0) from deviation d where ${about} and d.state = 'open')`;
}
