/** What `import --dry-run` says: what would have been booked, opened and refused. */
import { messages } from "./messages.ts";
import { completedMessage } from "../format/completion-texts.ts";
import type { DryRun } from "../pipeline/dry-run.ts";
import type { Refusal } from "../reports/report.ts";
import type { Language, Message } from "../message.ts";
import { showPayouts } from "./show.ts";
import { showDeviations } from "./show-deviations.ts";

export function showDryRun(outcome: DryRun, language: Language, now: Date): string {
  const { files, matched, vouchers } = outcome;
  const changed = changedWords(outcome.changed);
  const head = messages.dryRunNothingWrittenWould({
    imported: files.imported,
    duplicate: files.duplicate,
    changed,
    quarantined: files.quarantined,
    matched,
    vouchers,
  })[language];
  return [
    head,
    ...outcome.completed.map((one) => completedMessage(one)[language]),
    ...(outcome.outcome.length > 0 ? ["", showPayouts(outcome.outcome, language)] : []),
    ...outcome.outcome.flatMap(({ paymentReference, unfindable }) =>
      unfindable === null ? [] : [`✗ ${paymentReference}: ${unfindable[language]}`],
    ),
    ...(outcome.opened.length > 0 ? ["", showDeviations(outcome.opened, language, now)] : []),
    ...outcome.refusals.map((refusal) => `\n${showRefusal(refusal, language)}`),
  ].join("\n");
}

/** Among the counts of files, only where there are some: a payout that came again with other content is rare. */
export function changedWords(count: number): Message {
  return count === 0 ? messages.changedWords : messages.changed(count);
}

/** "report.csv, line 3, amount: ..." with what was found and what to do. */
export function showRefusal({ file, line, column, what, todo }: Refusal, language: Language): string {
  const row = line === null ? "" : `, ${messages.line[language]} ${line}`;
  const cell = column === null ? "" : `, ${column}`;
  return `${file}${row}${cell}: ${what[language]} ${todo[language]}`;
}
