/** English texts of this folder. */
import type { Message } from "../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  displayHelpCommand: "display help for command",
  helpCommand: "help [command]",
  helpDisplayHelpCommand: "display help for command",
  klarnaKustomSettlementReportsProven:
    "Klarna/Kustom settlement reports, proven to the öre, matched and booked every night.",
  outputVersionNumber: "output the version number",
  needed: "needed",
  useful: "useful",
  noDeviations: "No deviations.",
  payout: "payout",
  merchant: "merchant",
  file: "file",
  row: "row",
  amount: "amount",
  expected: "expected",
  found: "found",
  days: "days",
  since: "since",
  candidates: "Candidates:",
  open: "open",
  dryRunNothingWrittenWould: ({
    imported,
    duplicate,
    changed,
    quarantined,
    matched,
    vouchers,
  }: {
    imported: number;
    duplicate: number;
    changed: Message;
    quarantined: number;
    matched: number;
    vouchers: number;
  }) =>
    `Dry run: nothing is written. ${imported} would be imported, ${duplicate} duplicate(s), ${changed.en}${quarantined} in quarantine; ${matched} lines matched, ${vouchers} voucher(s).`,
  changedWords: "",
  changed: (count: number) => `${count} changed, `,
  line: "line",
  quarantineNothingTaken: (file: string) => `${file}: in quarantine, nothing was taken in`,
  newUpdatedUnchangedRowsRefused: ({
    file,
    inserted,
    updated,
    unchanged,
    refusedCount,
    changed,
  }: {
    file: string;
    inserted: number;
    updated: number;
    unchanged: number;
    refusedCount: number;
    changed: number;
  }) =>
    `${file}: ${inserted} new, ${updated} updated, ${unchanged} unchanged, ${refusedCount} rows refused${changed > 0 ? `, ${changed} deviation(s)` : ""}`,
  andMore: (more: number) => `  ... and ${more} more`,
  noPayoutsYet: "No payouts yet.",
  noVouchers: "No vouchers.",
  nothingRunYet: "Nothing has run yet.",
  noCommand: (named: string) => `There is no command "${named}".`,
  noOption: (named: string) => `There is no option ${named}.`,
  argumentMissing: (named: string) => `The argument <${named}> is missing.`,
  optionLacksValue: (named: string) => `The option ${named} lacks its value.`,
  tooManyArgumentsCommandTakes: ({ given, most }: { given: string; most: string }) =>
    `Too many arguments: ${given}, and the command takes ${most}.`,
  cannotUsedHereOnly: ({ value, choices }: { value: string; choices: string }) =>
    `"${value}" cannot be used here, only ${choices}.`,
  didYouMean: (meant: string) => `Did you mean ${meant}?`,
  see: (help: string) => `See ${help}`,
} satisfies typeof sv;
