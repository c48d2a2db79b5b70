/** The outcome of a replay as people read it, in Swedish or English. */
import { messages } from "./messages.ts";
import type { Language, Message } from "../../message.ts";
import type { Replay } from "./replay.ts";
import type { ComparedKind } from "./compare.ts";

export function replayText(
  { run, identical, rules, files, counts, differences }: Replay,
  language: Language,
): string {
  const { allocations, vouchers, deviations } = counts;
  const head = identical
    ? messages.runGivesSameAgainAllocations({ run, allocations, vouchers, deviations, files })
    : messages.runGivesSomethingElseNow({ run, length: differences.length });
  const older = messages.runMadeMatchingRulesVersion({ past: rules.past, present: rules.present });
  return [
    head[language],
    ...(rules.past === rules.present ? [] : [older[language]]),
    ...differences.map(
      ({ what, about, was, is }) =>
        `✗ ${WHAT[what][language]} ${about}\n    ${THEN[language]} ${was ?? "–"}\n    ${NOW[language]} ${is ?? "–"}`,
    ),
  ].join("\n");
}

const THEN: Message = messages.inThatRun;
const NOW: Message = messages.now;

const WHAT: Readonly<Record<ComparedKind, Message>> = {
  allocation: messages.whatAllocation,
  voucher: messages.whatVoucher,
  "voucher row": messages.whatVoucherRow,
  deviation: messages.whatDeviation,
  file: messages.whatFile,
};
