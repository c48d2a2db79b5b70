/** A verdict as people read it, in Swedish or English. */
import { messages } from "./messages.ts";
import type { Language, Message } from "../../message.ts";
import type { VerifyResult } from "./verify.ts";
import { CHECKED_KINDS, type VerifyCheckName, type CheckedKind } from "./checks.ts";

export function verifyText({ agrees, findings, checked, head }: VerifyResult, language: Language): string {
  const say = (words: Message) => words[language];
  const counts = CHECKED_KINDS.filter((what) => checked[what] > 0).map(
    (what) => `${say(NOUNS[what])} ${checked[what]}`,
  );
  const lines = findings.map(
    ({ check, subject, problem }) => `✗ ${say(CHECK_NAMES[check])}: ${subject}: ${say(problem)}`,
  );
  return [
    agrees ? say(messages.everythingAgrees) : say(messages.somethingDoesAgree),
    ...lines,
    `${say(messages.checked)} ${counts.join(", ")}`,
    `${say(messages.newestEntryAuditTrail)} ${head.entry} ${head.hash}`,
  ].join("\n");
}

export const CHECK_NAMES: Readonly<Record<VerifyCheckName, Message>> = {
  archive: messages.checkNamesArchive,
  reports: messages.checkNamesReports,
  receivables: messages.checkNamesReceivables,
  allocations: messages.checkNamesAllocations,
  vouchers: messages.checkNamesVouchers,
  clearing: messages.checkNamesClearing,
  deviations: messages.checkNamesDeviations,
  deliveries: messages.checkNamesDeliveries,
  trail: messages.checkNamesTrail,
};

const NOUNS: Readonly<Record<CheckedKind, Message>> = {
  files: messages.nounsFiles,
  payouts: messages.nounsPayouts,
  lines: messages.nounsLines,
  receivables: messages.nounsReceivables,
  allocations: messages.nounsAllocations,
  vouchers: messages.nounsVouchers,
  deviations: messages.nounsDeviations,
  sieFiles: messages.nounsSieFiles,
  entries: messages.nounsEntries,
};
