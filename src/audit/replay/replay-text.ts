/** Renders the result of a replay as text. */
import { messages } from "./messages.ts";
import type { Language } from "../../message.ts";
import type { Replay } from "./replay.ts";

export function replayText(
  { run, identical, rules, files, counts, differences }: Replay,
  language: Language,
): string {
  const { allocations, vouchers, deviations } = counts;
  const head = identical
    ? messages.identical({ run, allocations, vouchers, deviations, files })
    : messages.differs({ run, differences: differences.length });
  const older = messages.olderRules({ past: rules.past, present: rules.present });
  return [
    head[language],
    ...(rules.past === rules.present ? [] : [older[language]]),
    ...differences.map(
      ({ what, about, was, is }) =>
        `✗ ${messages.kinds[what][language]} ${about}\n    ${messages.past[language]} ${was ?? "–"}\n    ${messages.present[language]} ${is ?? "–"}`,
    ),
  ].join("\n");
}
