/** Renders the result of `kvitt verify` as text. */
import { messages } from "./messages.ts";
import type { Language, Message } from "../../message.ts";
import type { VerifyResult } from "./verify.ts";
import { CHECKED_KINDS, type VerifyCheckName } from "./checks.ts";

export function verifyText({ agrees, findings, checked, head }: VerifyResult, language: Language): string {
  const say = (message: Message) => message[language];
  const counts = CHECKED_KINDS.filter((what) => checked[what] > 0).map(
    (what) => `${say(messages.counts[what])} ${checked[what]}`,
  );
  const lines = findings.map(
    ({ check, subject, problem }) => `✗ ${say(CHECK_NAMES[check])}: ${subject}: ${say(problem)}`,
  );
  return [
    agrees ? say(messages.everythingAgrees) : say(messages.somethingDiffers),
    ...lines,
    `${say(messages.checked)} ${counts.join(", ")}`,
    `${say(messages.newestEntry)} ${head.entry} ${head.hash}`,
  ].join("\n");
}

export const CHECK_NAMES: Readonly<Record<VerifyCheckName, Message>> = messages.checks;
