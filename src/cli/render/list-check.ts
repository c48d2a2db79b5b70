/** What `kvitt check` finds in a list of receivables: what would be taken in, what is wrong, or the header map it needs. */
import type { ListCheck } from "../../intake/receivables/check-list.ts";
import type { Language, Message } from "../../message.ts";
import { messages } from "./messages.ts";
import { rowRefusalText } from "./refusal.ts";

const SHOWN_MAX = 20;

export function renderListCheck(check: ListCheck, language: Language): string {
  const { refused, refusedCount, notes, refusals, proposal } = check;
  const faults = [...(proposal === null ? refusals : []), ...refused].slice(0, SHOWN_MAX);
  const more = refusedCount - refused.slice(0, SHOWN_MAX).length;
  return [
    headOf(check)[language],
    ...faults.map((fault) => `✗ ${rowRefusalText(fault, language)}`),
    ...(more > 0 ? [messages.andMore(more)[language]] : []),
    ...notes.map((note) => `  ${note[language]}`),
    ...(proposal === null
      ? []
      : [messages.putHeaderMap[language], "", proposal, "", messages.thenCheckAgain[language]]),
  ].join("\n");
}

function headOf({ file, rows, refusedCount, refusals, proposal }: ListCheck): Message {
  if (proposal !== null) return messages.listWithOwnHeaders(file);
  if (refusals.length > 0) return messages.listCannotBeRead(file);
  return messages.listCanBeRead({ file, rows, refusedCount });
}
