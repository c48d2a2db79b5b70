/** The findings in one sentence, and the names of the checks: the same on the terminal and on the page. */
import type { Message } from "../message.ts";
import type { Check, Finding } from "./finding.ts";
import { messages } from "./messages.ts";

export const CHECK_NAMES: Readonly<Record<Check, Message>> = messages.checks;

export function summaryOf(findings: readonly Finding[]): Message {
  const count = (wanted: Finding["state"]) => findings.filter(({ state }) => state === wanted).length;
  if (count("broken") > 0) return messages.partsBroken(count("broken"));
  const doubtful = count("attention");
  return doubtful === 0 ? messages.everythingWorks : messages.worksButLookAt(doubtful);
}
