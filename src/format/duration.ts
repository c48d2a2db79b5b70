/** How long something took: the symbols of the SI are the same in every language. */

/** Milliseconds as "0 s", "12 s", "3 min 5 s", "1 h 4 min"; "" below zero, which two machines' clocks can make. */
export function durationText(ms: number): string {
  if (ms < 0) return "";
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
