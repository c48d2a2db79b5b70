/**
 * A slice of a text keeps the whole text alive. What is kept for longer than a batch (the lines that wait, the names
 * of payouts) is copied, so that a large file does not stay in memory by its slices.
 */
export function detach(text: string): string {
  // Shorter slices are copied by V8 itself.
  return text.length < 13 ? text : Buffer.from(text, "utf8").toString("utf8");
}

/** A record with all its texts copied, one level deep and in `extra`. */
export function detachAll<T extends object>(record: T): T {
  const copy = Object.entries(record).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === "string" ? detach(value) : isRecord(value) ? detachAll(value) : value,
  ]);
  return Object.fromEntries(copy) as T; // the same keys with values of the same types
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
