/** A verdict as people read it, in Swedish or English. */
import type { Language, Message } from "../../message.ts";
import type { Verdict } from "./verify.ts";
import { COUNTED, type CheckName, type Counted } from "./finding.ts";

export function verdictText({ agrees, findings, checked, head }: Verdict, language: Language): string {
  const say = (words: Message) => words[language];
  const counts = COUNTED.filter((what) => checked[what] > 0).map(
    (what) => `${say(NOUNS[what])} ${checked[what]}`,
  );
  const lines = findings.map(
    ({ check, subject, problem }) => `✗ ${say(CHECK_NAMES[check])}: ${subject}: ${say(problem)}`,
  );
  return [
    agrees
      ? say({ sv: "Allt stämmer.", en: "Everything agrees." })
      : say({ sv: "Något stämmer inte:", en: "Something does not agree:" }),
    ...lines,
    `${say({ sv: "Kontrollerat:", en: "Checked:" })} ${counts.join(", ")}`,
    `${say({ sv: "Granskningskedjans senaste post:", en: "Newest entry of the audit trail:" })} ${head.entry} ${head.hash}`,
  ].join("\n");
}

export const CHECK_NAMES: Readonly<Record<CheckName, Message>> = {
  archive: { sv: "arkivet", en: "archive" },
  reports: { sv: "rapporterna", en: "reports" },
  receivables: { sv: "kundfordringarna", en: "receivables" },
  allocations: { sv: "kopplingarna", en: "allocations" },
  vouchers: { sv: "verifikationerna", en: "vouchers" },
  clearing: { sv: "avräkningskontot", en: "clearing account" },
  deviations: { sv: "avvikelserna", en: "deviations" },
  deliveries: { sv: "leveranserna", en: "deliveries" },
  trail: { sv: "granskningskedjan", en: "audit trail" },
};

const NOUNS: Readonly<Record<Counted, Message>> = {
  files: { sv: "filer", en: "files" },
  payouts: { sv: "utbetalningar", en: "payouts" },
  lines: { sv: "rader", en: "lines" },
  receivables: { sv: "kundfordringar", en: "receivables" },
  allocations: { sv: "kopplingar", en: "allocations" },
  vouchers: { sv: "verifikationer", en: "vouchers" },
  deviations: { sv: "avvikelser", en: "deviations" },
  sieFiles: { sv: "SIE-filer", en: "SIE files" },
  entries: { sv: "poster i kedjan", en: "entries of the trail" },
};
