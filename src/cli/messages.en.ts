/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const en = {
  // help
  whatKvittDoes: "Klarna/Kustom settlement reports: proven to the öre, matched and booked every night.",
  versionOption: "output the version number",
  helpOption: "display help for command",
  helpCommand: "display help for command",
  helpTitles: { "Usage:": "Usage:", "Arguments:": "Arguments:", "Options:": "Options:" },
  helpSomeOptions: "[options]",
  helpSomeCommand: "[command]",
  helpChoices: "(choices: ",
  headingDailyWork: "Daily work:",
  headingLook: "Look:",
  headingDecide: "Decide:",
  headingSetUpAndRun: "Set up and run:",
  headingAudit: "Audit:",
  oneJsonDocument: "one JSON document on stdout",

  // wrong usage
  unknownCommand: (name: string) => `There is no command "${name}".`,
  unknownOption: (option: string) => `There is no option ${option}.`,
  missingArgument: (name: string) => `The argument <${name}> is missing.`,
  optionWithoutValue: (option: string) => `The option ${option} lacks its value.`,
  tooManyArguments: ({ given, most }: { given: string; most: string }) =>
    `Too many arguments: ${given}, and the command takes ${most}.`,
  notAChoice: ({ value, choices }: { value: string; choices: string }) =>
    `"${value}" cannot be used here, only ${choices}.`,
  didYouMean: (meant: string) => `Did you mean ${meant}?`,
  seeHelp: (command: string) => `See ${command}`,

  // a run that is waited for
  runWaitsForWorker: (runId: bigint) =>
    `Run ${runId} waits for a worker (kvitt start). With --wait it is done here and now.`,
  runSummary: ({
    imported,
    duplicate,
    changed,
    quarantined,
    payouts,
    lines,
    matched,
    vouchers,
    mails,
    deviations,
  }: {
    imported: number;
    duplicate: number;
    changed: number;
    quarantined: number;
    payouts: number;
    lines: number;
    matched: number;
    vouchers: number;
    mails: number;
    deviations: number;
  }) =>
    `Files: ${imported} imported, ${many(duplicate, "duplicate", "duplicates")}, ` +
    `${changed > 0 ? `${changed} changed, ` : ""}${quarantined} in quarantine\n` +
    `Payouts: ${payouts} with ${many(lines, "line", "lines")}, ${matched} matched\n` +
    `Vouchers: ${vouchers}   Mails: ${mails}   Open deviations: ${deviations}`,
  moreInReasonFile: (rest: number) => `  … and ${rest} more in .reason.json`,
  filesInQuarantine: ({ quarantined, folder }: { quarantined: number; folder: string }) =>
    `${many(quarantined, "file", "files")} in quarantine: see ${folder}`,
  filesNotCollected: (names: string) => `Could not be collected and are still where they were: ${names}`,
  undelivered: (count: number) =>
    `${many(count, "delivery or mail", "deliveries or mails")} did not arrive and will be tried again: kvitt retry --all --wait`,

  // decisions
  doneBeforeError: (ids: string) => `Done before the error: ${ids}.`,
  notADeviation: (text: string) => `"${text}" is no deviation.`,
  writeDeviationNumber: "Write its number from kvitt deviations, such as 12.",
  noDecisionGiven: "Say how the deviation is to be resolved.",
  waysToDecide: "One of --match KIND:NUMBER, --account N, --write-off and --accept --why TEXT.",
  optionsClash: ({ option, clash }: { option: string; clash: string }) =>
    `${option} and ${clash} do not go together.`,
  chooseOneOption: "Choose one of them.",
  vatNeedsAccount: "--vat needs an account.",
  addAccountOrDropVat: "Add --account N, or leave --vat out.",
  reasonMissing: (option: string) => `${option} needs a reason.`,
  addReason: "Add --why TEXT.",
  notAReceivable: (text: string) => `"${text}" does not say which receivable.`,
  writeKindAndNumber:
    "Write kind:number, with kind one of invoice, credit_note and order, such as invoice:F1001.",
  notAnAccount: (text: string) => `"${text}" is no account.`,
  writeAccount: "Write four digits, such as 3740 or 3740=12.50.",
  bothTakeTheRest: ({ rest, account }: { rest: number; account: number }) =>
    `Both ${rest} and ${account} are to take what is left.`,
  oneAccountForRest: "Only one --account may be without an amount: write for example 3740=12.50.",
  notAnAmount: (text: string) => `"${text}" is no amount.`,
  writeAccountAmount: "Write for example 3740=12.50.",
  notAVatRate: (text: string) => `"${text}" is no rate of VAT.`,
  writeVatRate: (rates: string) => `Write one of ${rates}.`,
} satisfies typeof sv;
