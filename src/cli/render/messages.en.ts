/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const en = {
  noConnectors:
    "Kvitt is connected with no system. How to connect one, such as Fortnox or Björn Lundén, is in the folder docs/connect.",
  connectorRoles: {
    target: "vouchers",
    payments: "payments",
    receivables: "receivables",
    reports: "reports",
  },
  waitsForFile: "to be gathered into a file",
  neverWorked: "has not worked yet",
  lastWorked: (when: string) => `last worked ${when}`,
  failedThen: (when: string) => `failed ${when}`,
  // the titles of columns
  columnAccount: "account",
  columnAmount: "amount",
  columnBegan: "began",
  columnCandidates: "candidates",
  columnCredit: "credit",
  columnDate: "date",
  columnDays: "days",
  columnDebit: "debit",
  columnDeliveredTo: "delivered to",
  columnDeviation: "deviation",
  columnDeviations: "deviations",
  columnDifference: "remainder",
  columnExpected: "expected",
  columnFile: "file",
  columnFiles: "files",
  columnFound: "found",
  columnId: "id",
  columnLines: "lines",
  columnMatched: "matched",
  columnMerchant: "merchant id",
  columnOnClearing: "on the clearing account",
  columnOpenDeviations: "open deviations",
  columnPayout: "payout",
  columnPayouts: "payouts",
  columnProblem: "problem",
  columnReference: "reference",
  columnRow: "row",
  columnRows: "rows",
  columnRun: "run",
  columnState: "state",
  columnText: "text",
  columnVoucher: "voucher",
  columnWhatItIs: "what it is",

  // lists
  noDeviations: "No deviations.",
  noPayoutsYet: "No payouts yet.",
  noRunsYet: "No runs yet.",
  noVouchers: "No vouchers.",
  andMore: (more: number) => `  … and ${more} more`,

  // one deviation
  since: ({ date, days }: { date: string; days: number }) => `since ${date} (${many(days, "day", "days")})`,
  candidates: "Candidates:",
  nearMisses: "Alike, but does not agree (never matched by itself):",
  openAmount: (amount: string) => `open ${amount}`,

  // what was refused, and lists of receivables
  lineNumber: (line: number) => `line ${line}`,
  listQuarantined: (file: string) => `${file}: in quarantine, nothing was taken in`,
  listTaken: ({
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
    `${file}: ${inserted} new, ${updated} updated, ${unchanged} unchanged, ${many(refusedCount, "row", "rows")} refused` +
    (changed > 0 ? `, ${many(changed, "deviation", "deviations")}` : ""),

  // import --dry-run
  dryRunSummary: ({
    imported,
    duplicate,
    changed,
    quarantined,
    matched,
    vouchers,
  }: {
    imported: number;
    duplicate: number;
    changed: number;
    quarantined: number;
    matched: number;
    vouchers: number;
  }) =>
    `Dry run: nothing was written. ${many(imported, "file", "files")} would be imported, ` +
    `${many(duplicate, "duplicate", "duplicates")}, ${changed > 0 ? `${changed} changed, ` : ""}` +
    `${quarantined} in quarantine; ${many(matched, "line", "lines")} would be matched, ` +
    `${many(vouchers, "voucher", "vouchers")} booked.`,

  // check
  payoutAddsUp: ({
    paymentReference,
    amount,
    lineCount,
  }: {
    paymentReference: string;
    amount: string;
    lineCount: number;
  }) => `✓ Payout ${paymentReference}: ${amount}, ${many(lineCount, "line", "lines")}, adds up to the öre.`,
  fieldsMissing: "Fields that the report lacks:",
  weights: { needed: "needed", useful: "useful" },
  unknownColumns: "Columns that Kvitt does not know (they are kept with each line):",
  columnsRenamed: "Columns seem to have been renamed. Put this into kvitt.config.yaml:",
  columnsMaybeRenamed: "Columns that may have been renamed:",
  reportHasEverything: "The report has everything that is needed.",
  listWithOwnHeaders: (file: string) => `${file} seems to be a list of receivables with headers of its own.`,
  listCannotBeRead: (file: string) => `✗ ${file} cannot be taken in.`,
  listCanBeRead: ({ file, rows, refusedCount }: { file: string; rows: number; refusedCount: number }) =>
    `✓ ${file} is a list of receivables: ${many(rows, "row", "rows")} can be taken in, ${refusedCount} refused.`,
  putHeaderMap: "Put this into kvitt.config.yaml, and compare each column with the list:",
  thenCheckAgain:
    "Then run `kvitt check` on the file again. If the file has receivables: already, put the map under headers:.",

  // start
  running: "Kvitt is running.",
  startFirst: "First sign-in",
  onceWithinADay: "works once, for a day",
  startPage: "Page",
  startInbox: "Inbox",
  startReceivables: "Receivables",
  startNextRun: "Nightly run",
  startSettings: "Settings",
  putReportsHere: "put settlement reports here",
  putListsHere: "put lists of invoices, credit notes and orders here",
  nextRunAt: ({ day, time, timeZone }: { day: string; time: string; timeZone: string }) =>
    `${day} at ${time} (${timeZone}); one now: kvitt nightly --wait`,
  settingsWritten: "the file is new; it has every setting, commented out",
  howToStop: "Press Ctrl-C to stop: work under way is finished, or taken up again at the next start.",

  // month
  columnOpening: "opening",
  columnClosing: "closing",
  columnNotExplained: "difference",
  nothingOnAccounts: "Nothing has been booked on these accounts.",
} satisfies typeof sv;
