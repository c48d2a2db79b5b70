/** The outcome of `import --dry-run`: what would be booked, opened and refused. */
import { completedMessage } from "../../format/completion-texts.ts";
import type { Language } from "../../message.ts";
import type { DryRun } from "../../pipeline/dry-run.ts";
import { renderDeviations } from "./deviations.ts";
import { messages } from "./messages.ts";
import { renderPayouts } from "./payouts.ts";
import { refusalText } from "./refusal.ts";

export function renderDryRun(outcome: DryRun, language: Language, now: Date): string {
  const { files, changed, matched, vouchers } = outcome;
  return [
    messages.dryRunSummary({ ...files, changed, matched, vouchers })[language],
    ...outcome.completed.map((one) => completedMessage(one)[language]),
    ...(outcome.outcome.length > 0 ? ["", renderPayouts(outcome.outcome, language)] : []),
    ...outcome.outcome.flatMap(({ paymentReference, unfindable }) =>
      unfindable === null ? [] : [`✗ ${paymentReference}: ${unfindable[language]}`],
    ),
    ...(outcome.opened.length > 0 ? ["", renderDeviations(outcome.opened, language, now)] : []),
    ...outcome.refusals.map((refusal) => `\n${refusalText(refusal, language)}`),
  ].join("\n");
}
