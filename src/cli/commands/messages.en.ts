/** English texts of this folder: what the help says of each command, and what it answers. */
import type { sv } from "./messages.sv.ts";

interface Vouchers {
  readonly count: number;
  readonly names: string;
}

function withVouchers({ count, names }: Vouchers): string {
  if (count === 0) return "";
  return count === 1 ? `, with voucher ${names}` : `, with ${count} vouchers`;
}

export const en = {
  connectors: "the systems that Kvitt is connected with: does each work, when it last did, and what to do",
  people: "who may sign in to the page; links for new passwords",
  peopleFirst: "print the link that lets the first administrator in",
  peopleInvite: "add a person and print the link where the password is chosen",
  peopleName: "the person's name, as it stands beside decisions",
  peopleRole: "read looks, decide decides, admin administers",
  peopleReset: "print a link to a new password",
  columnName: "Name",
  columnEmail: "E-mail",
  columnRole: "Role",
  isAdministrator: "There is an administrator already.",
  inviteInstead: "Ask that person, or run `kvitt people --invite ADDRESS --role admin`.",
  seePeople: "Run `kvitt people` to see who there is.",
  noSuchPerson: (email: string) => `There is no ${email}.`,
  // used by several commands
  wait: "do the work here and wait for its end",
  onlyOfOnePayout: "only those of one payout",
  paymentReference: "the payment reference, as on the bank statement",
  decidedBy: "who decides (default: the user of this machine)",

  nightly: "do the nightly run now: take in, match, book, deliver and mail",

  import: "import the given reports",
  importFiles: "settlement reports",
  importDryRun: "write nothing, and show the outcome",

  receivables: "take in invoices, credit notes and orders",
  receivablesFiles: "lists of receivables as CSV (kind, number, currency, amount, ...)",
  receivablesMerchant: "the merchant id that they belong to, where the list does not say",

  check:
    "is this report configured well in Klarna's portal? which fields are missing, and where to tick them",
  checkFile: "a settlement report, or a list of receivables",
  notAReadableFile: (file: string) => `${file} is no file that can be read.`,
  nameReportOrList: "Name a settlement report or a list of receivables.",

  retry: "run failed imports, matchings, deliveries or mails again",
  retryId: "what failed, as `kvitt doctor` or the mail names it: file:12, run:3, posting:7, mail:4",
  retryAll: "everything that failed",
  retryArrived: "the mail with the SIE file has arrived: it counts as sent, and is not sent again",
  countsAsSent: "The mail counts as sent.",
  nothingFailed: "Nothing has failed.",
  retried: (count: number) => `${count} have been run again.`,
  retriesWait: (count: number) =>
    `${count} wait for a worker (kvitt start). With --wait they are run again here and now.`,

  payouts: "the payouts, with how many lines are matched and what remains unexplained",
  payout: "one payout: its state, deviations and vouchers",

  deviations: "open deviations, and their age",
  deviationsId: "only this one, with all about it: 12 or d12",
  deviationsCsv: "write all open deviations into a CSV file for Excel",
  moreDeviations: (count: number) =>
    `… and ${count} older ones. All: kvitt deviations --csv all.csv, or --json`,
  nameAnotherFile: "Choose another name, or move the file.",
  written: (file: string) => `Wrote ${file}`,
  morePayouts: (count: number) => `… and ${count} older ones. All: kvitt payouts --json`,
  deviationsAll: "also those that are resolved or closed",
  deviationsAgeing: "only the age of what is open, with the clearing account",
  noSuchDeviation: (id: string) => `There is no deviation ${id}.`,
  seeAllDeviations: "See the list: kvitt deviations --all",

  vouchers: "the vouchers, with their rows and deliveries",
  vouchersFormat: "hledger: a journal that another program can add up",

  runs: "the runs: nightly runs and imports",

  resolve: "resolve deviations; what moves money makes a voucher of its own",
  resolveIds: "deviations, with their numbers from `kvitt deviations`",
  resolveMatch:
    "match the line with these receivables, e.g. invoice:F1001,F1002; where several merchants have the number: order:K123456/1001",
  resolveAccount:
    "book the line, or what is left of it after --match, on this account; several times with amounts, e.g. 3001=100.00, and one without that takes the rest. For a partly paid invoice: write off the open amount",
  resolveVat:
    "take so much VAT (25, 12 or 6) out of what goes to accounts for income and costs; it is booked on the VAT account",
  resolveWriteOff:
    "write off the open amount of a partly paid invoice, within your limit: as a bad debt, or on --account",
  resolveAccept: "accept it as it is; with --match: accept the difference, within your limit",
  resolveWhy: "the reason, kept with the decision",
  resolveCode: "all open deviations with this code",
  resolveOlderThan: "with --code: only those older than this, e.g. 30d",
  deviationsResolved: ({ ids, vouchers }: { ids: readonly number[]; vouchers: Vouchers }) => {
    if (ids.length === 0) return "No deviation to resolve.";
    return ids.length === 1
      ? `Deviation ${ids.join()} is resolved${withVouchers(vouchers)}.`
      : `${ids.length} deviations are resolved${withVouchers(vouchers)}.`;
  },
  correctAndRunAgain: "Correct it and run again.",
  noDeviationGiven: "Say which deviation.",
  nameDeviationOrCode: "Its number from kvitt deviations, or --code CODE.",
  noSuchCode: (code: string) => `There is no deviation code ${code}.`,
  seeCodes: "See the codes: kvitt deviations --json",
  notDays: (text: string) => `"${text}" is no number of days.`,
  writeDays: "Write a number, such as 30d.",

  undo: "take decisions back, by reversing vouchers",
  undoIds: "deviations whose decision is taken back",
  undoWhy: "the reason",
  decisionsTakenBack: ({
    ids,
    open,
    vouchers,
  }: {
    ids: readonly number[];
    open: readonly number[];
    vouchers: Vouchers;
  }) =>
    `Decisions taken back: ${ids.join(", ")}${withVouchers(vouchers)}. ` +
    (open.length === 0
      ? "No deviation is open again: the line is matched."
      : `Open again: ${open.join(", ")}.`),

  start: "the whole system in one process: scheduler, all workers, web; until SIGTERM or Ctrl-C",
  worker: "only these roles, for scaling out",
  workerRoles: "what this process does",

  migrate: "create or upgrade the schema; safe to run twice and side by side",
  databaseUpToDate: "The database is up to date.",

  doctorRole:
    "only whether the role is running on this machine; for health checks, costs one question to the database",
  doctor: "database, queue, mail, folders, clock, config: does each work, and what to do if not",

  demo: "a month of a made-up Swedish shop, in a folder of its own (.kvitt-demo)",
  demoFolderTaken: (folder: string) =>
    `${folder} has other settings than the demo's, and may belong to a real shop.`,
  removeDemoFolder: "Remove the folder if it is not needed, or run the demo in another folder.",
  demoBegins: (folder: string) =>
    `A month of a Swedish shop's reports is put into ${folder}/inbox. The demo has a database of its own and touches no other books.`,
  demoIgnores: (variables: string) => `The demo does not use ${variables}.`,
  demoOutcome: ({
    imported,
    duplicate,
    quarantined,
    matched,
    sie,
    mail,
    quarantine,
  }: {
    imported: number;
    duplicate: number;
    quarantined: number;
    matched: number;
    sie: string;
    mail: string;
    quarantine: string;
  }) =>
    `The nightly run: ${imported} reports imported, ${duplicate} known already, ${quarantined} in quarantine; ${matched} lines matched.\n` +
    `Vouchers (SIE 4I): ${sie}\n` +
    `E-mail (.eml): ${mail}\n` +
    `Quarantine: ${quarantine} (each file has a .reason.json that says why)`,
  filesIn: ({ count, folder }: { count: number; folder: string }) =>
    `${count} ${count === 1 ? "file" : "files"} in ${folder}`,
  tryNext: "Try next:",
  tryDemoAgain: "once more: nothing is imported twice",
  tryStart: "the whole system, with its schedule and web page",

  verify:
    "recompute every invariant of the books from the raw files; names the first thing that does not agree",
  verifyAll: "name everything that does not agree",
  verifyAnchor: "a hash of the audit chain that was noted earlier: it must still be there",
  notAHash: (text: string) => `"${text}" is no hash.`,
  writeHash: "A hash has 64 hexadecimal digits, as at the end of the mail after a nightly run.",

  explain: "why a line was matched as it was: each rung of the ladder, its candidates, and the outcome",
  explainLine: "REF:ROW, as in the report file, or a deviation such as d12",
  notALine: (text: string) => `"${text}" is no line.`,
  writeLine: "Write REF:ROW, such as 123456789:7, or a deviation such as d12.",

  replay: "match an earlier run again, with its own settings and receivables, and compare",
  replayRun: "a run, with its number from `kvitt runs`",
  notARun: (text: string) => `"${text}" is no run.`,
  writeRunNumber: "Write its number from kvitt runs, such as 3.",

  evidence:
    "one zip for the auditor: report, lines with matches and reasons, vouchers, SIE, deviations, hashes",
  evidenceOut: "where to write it (default: kvitt-evidence-REF.zip here)",
  fileExists: (path: string) => `There is a file ${path} already.`,
  moveFileOrUseOut: "Move it away, or name another with --out.",
  evidenceFileMissing: (name: string) => `${name} is not there any more and is left out.`,

  // month
  month: "what the settlement accounts held in a month; its SIE file and zip",
  monthArgument: "the month, for instance 2026-10",
  monthSie: "writes the month's vouchers as one SIE file",
  monthZip: "writes a zip with SIE, vouchers, reports and specification",
  moveFileOrUseOther: "Move it, or give another name.",
  monthWaiting: (names: string) => `Not in the file: ${names}.`,
} satisfies typeof sv;
