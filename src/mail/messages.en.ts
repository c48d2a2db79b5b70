/** English texts of this folder. */
import type { Message } from "../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  // the subject and headline of the digest
  allWell: "everything agrees",
  payoutBooked: "payout booked",
  payoutsBooked: "payouts booked",
  payoutNotBooked: "payout not booked yet",
  payoutsNotBooked: "payouts not booked yet",
  payoutWithDifference: "payout with a difference",
  payoutsWithDifference: "payouts with a difference",
  openDeviation: "open deviation",
  openDeviationsCount: "open deviations",
  allFromBefore: " from before",
  ofWhichNew: (count: number) => ` (${count} new)`,
  deviationClosed: "deviation closed",
  deviationsClosed: "deviations closed",
  fileInQuarantine: "file in quarantine",
  filesInQuarantine: "files in quarantine",
  rowRefused: "receivable refused",
  rowsRefused: "receivables refused",
  jobFailed: "job failed",
  jobsFailed: "jobs failed",

  // what came in
  reports: "Settlement reports:",
  reportsImported: (count: number) => `${count} imported`,
  reportsChanged: (count: number) => `${count} with changed content`,
  reportsKnown: (count: number) => `${count} known before`,
  reportsInQuarantine: (count: number) => `${count} in quarantine`,
  receivables: "Receivables:",
  receivablesImported: (count: number) => `${count} imported`,
  receivablesRefused: (count: number) => `${count} refused`,
  listsInQuarantine: (count: number) => `${count} ${count === 1 ? "list" : "lists"} in quarantine`,
  completed: "Completed:",
  advice: "Advice:",

  // payouts
  payouts: "Payouts",
  payout: "Payout",
  amount: "Amount",
  difference: "Difference",
  lines: (count: string) => `${count} lines`,
  againstDailySums: "against daily sums",
  matched: (count: string) => `${count} matched`,
  deviating: (count: string) => `${count} deviating`,
  morePayouts: ({ count, sums }: { count: number; sums: string }) =>
    `… and ${count} more, ${sums}: \`kvitt payouts\` shows all.`,
  notBooked: "not booked",
  voucher: "voucher",
  notProven: "Not verified:",

  // deviations
  deviation: "Deviation",
  newDeviations: "New deviations",
  stillOpen: "Deviations still open",
  likelyCause: "Likely cause:",
  todo: "What to do:",
  lineOf: (line: number) => `row ${line}`,
  payoutOf: (paymentReference: string) => `payout ${paymentReference}`,
  expectedValue: (value: string) => `expected ${value}`,
  foundValue: (value: string) => `found ${value}`,
  candidatesOf: (candidates: string) => `candidates: ${candidates}`,
  openAmount: (amount: string) => `open ${amount}`,
  andMore: (count: number) => `and ${count} more`,
  openSinceToday: "open since today",
  openFor: (age: string) => `open for ${age}`,
  moreInAttachment: (count: number) => `… and ${count} more, in the attached file.`,
  notAllAttached: ({ attached, all, where }: { attached: number; all: number; where: string | null }) =>
    `The attached file has ${attached} of ${all} open deviations: the oldest and largest of each kind. All are ${where === null ? "" : `at ${where} and `}in \`kvitt deviations --csv all.csv\`.`,
  closedSinceLastTime: (count: number) => `Closed since last time (${count})`,
  more: (count: number) => `… and ${count} more.`,
  resolvedByPerson: "resolved by a person",
  closedAutomatically: "closed automatically",

  // the attached CSV
  attachment: "deviations",
  columnCode: "Code",
  columnTitle: "Title",
  columnNew: "New",
  yes: "yes",
  no: "no",
  columnAge: "Age (days)",
  columnReference: "Reference",
  columnCurrency: "Currency",
  columnMerchantId: "Merchant id (MID)",
  columnLine: "Row",
  columnLineType: "Line type",
  columnFile: "File",
  columnExpected: "Expected",
  columnFound: "Found",
  columnCandidates: "Candidates",
  columnNearMisses: "Similar, but does not agree",
  columnTodo: "What to do",

  // refused files and rows
  filesInQuarantineTitle: (count: number) => `Files in quarantine (${count})`,
  nothingBooked:
    "Nothing of the files is booked. They are in the folder quarantine/ together with the reason.",
  moreInQuarantine: (count: number) => `… and ${count} more in the folder quarantine/.`,
  moreInReasonFile: (count: number) => `… and ${count} more in the file .reason.json.`,
  placeLine: (line: number) => `Line ${line}`,
  placeColumn: (column: string) => `column ${column}`,
  inboxNeedsYou: "the inbox needs a look",
  fileLeftAlone: "file left in the inbox",
  filesLeftAlone: "files left in the inbox",
  inbox: "The inbox",
  skippedFiles: (count: number) => `Files that were not imported (${count})`,
  moreInInbox: (count: number) => `… and ${count} more in the inbox.`,
  refusedRows: (count: number) => `Receivables that could not be imported (${count})`,
  correctRows: "Correct the rows and import the file again; the other rows are imported.",
  fileAndLine: "File and line",
  lineOfFile: (line: number) => `line ${line}`,
  moreOfSameKind: (count: number) => `… and ${count} more of the same kind.`,

  // fees, ages and the clearing account
  fees: "Fees",
  overcharged: ({ month, amounts }: { month: string; amounts: string }) =>
    `So far in ${month} the fees have been ${amounts} above the contract. Ask Klarna or Kustom for a correction.`,
  openByAge: "Open deviations by age",
  days: "Days",
  openDeviations: "Open deviations",
  onClearingAccount: "On the clearing account",
  clearingByMerchant: "The clearing account by merchant id (MID)",
  bookedByKvitt: "Booked by Kvitt",

  // failed jobs
  failedJobs: (count: number) => `Failed jobs (${count})`,
  moreFailedJobs: (count: number) => `… and ${count} more: \`kvitt doctor\`.`,
  since: "Since:",
  attempts: (count: number) => (count === 1 ? "one attempt" : `${count} attempts`),
  retryWhenFixed: (command: string) =>
    `Run \`kvitt doctor\`, which shows what does not work. When fixed: \`${command}\`.`,
  comesAgain:
    "Run `kvitt doctor`, which shows what does not work. When fixed, the check comes again by itself within a minute.",
  oneLetter:
    "If more jobs fail for the same reason in the next hour, no more letters are sent: `kvitt doctor` shows all that has failed.",
  stepNight: "Starting the nightly run",
  stepNightMeans: "The nightly run has not begun. The files are still in the inbox; nothing is lost.",
  stepSweep: "The check for lost jobs",
  stepSweepMeans:
    "It has failed for several minutes. Jobs that a killed process has left wait until it works again; nothing is lost.",
  stepCollect: "Importing from the inbox",
  stepCollectMeans:
    "The night's reports and receivables lists have not been imported. The files are still in the inbox; nothing is lost.",
  stepClaim: "A file that could not be claimed",
  stepClaimMeans: "It is still where it was, and is tried again next night. The rest has been imported.",
  stepImport: "Importing a report",
  stepImportMeans:
    "The report's payouts are not booked. The file is kept, and nothing of it is half imported.",
  stepMatch: "Matching and booking",
  stepMatchMeans:
    "The lines are imported, but not matched with invoices, and the vouchers have not been made.",
  stepPost: "Exporting a voucher",
  stepPostMeans: "The voucher is in Kvitt, but has not been exported to the accounting system.",
  stepDigest: "The night's digest",
  stepDigestMeans: "What was booked is valid, but the night's digest could not be written.",
  stepMail: "Sending an e-mail",
  stepMailMeans: "The e-mail is kept and can be sent again; the books are not affected.",
  stepFailed: ({ step, about }: { step: Message; about: string }) => `${step.en} failed${about}`,

  // a night that is late or does not end
  nightLate: (day: string) => `the nightly run of ${day} has not begun`,
  nightUnfinished: (day: string) => `the nightly run of ${day} is not done`,
  nightLateMeans: (at: string) =>
    `It should have begun ${at}. Nothing is lost: the reports are still in the inbox.`,
  nightUnfinishedMeans: (since: string) =>
    `It began ${since} and should be done by now. What was booked is valid; the rest goes on by itself when it can.`,
  nightTodo:
    "Run `kvitt doctor`, which shows what does not work. See that `kvitt start` (or each `kvitt worker`) is running: the nightly run is then done at once.",
  runInFolder: "Run the commands in Kvitt's folder, with npx in front.",
  nothingNew: "The nightly run is done. Nothing new has come in.",

  // the foot of a mail
  runDeviations:
    "Run the commands in Kvitt's folder, with npx in front: `npx kvitt deviations` shows all open deviations.",
  runRetryAll:
    "Run the commands in Kvitt's folder, with npx in front. `npx kvitt retry --all` runs all that has failed.",
  doNotReply: "This e-mail is sent automatically by Kvitt and cannot be replied to.",
  saveThisMail: (hash: string) =>
    `Save this e-mail: \`npx kvitt verify --anchor ${hash}\` shows even a year from now that nothing booked until now has been changed.`,

  // sending
  noSmtpAddress: "SMTP_URL is no SMTP address.",
  writeSmtpAddress: "Write an address such as smtp://user:password@mail.example.com:587.",
  loginRefused: (answer: string) => `The mail server does not accept the login: ${answer}.`,
  correctLogin: "Correct the user name and password in SMTP_URL, restart Kvitt and run `kvitt retry --all`.",
  recipientsRefused: ({ recipients, answer }: { recipients: string; answer: string }) =>
    `The mail server takes no mail for ${recipients}: ${answer}.`,
  correctRecipients:
    "Correct the recipients in KVITT_MAIL_TO or under mail.to in kvitt.config.yaml and run `kvitt retry --all`.",
  mailRefused: (answer: string) => `The mail server refuses the mail: ${answer}.`,
  checkSender:
    "Check the sender (KVITT_MAIL_FROM) and that the server in SMTP_URL may send for it, and run `kvitt retry --all`.",

  // the test letter
  testSubject: "test mail",
  testHeadline: "Mail arrives",
  testMeans: ({ name, when }: { name: string; when: string }) =>
    `${name} asked for this test mail ${when}. The mail of the night goes the same way.`,
  vouchersToTakeIn: (count: number) =>
    count === 1 ? "One voucher to import" : `${count} vouchers to import`,
  takeInFile: (file: string) =>
    `The SIE file ${file} is attached. Import it into the accounting program, if the program does not do that by itself. It is sent once, and none of its vouchers is in any other file.`,
  numbersFromProgram:
    "The accounting program numbers the vouchers. Kvitt's own numbers stand first in the vouchers' texts.",
  vouchersSubject: ({ company, file }: { company: string; file: string }) =>
    `SIE file ${file} from ${company}`,
  voucherColumn: "Voucher",
  voucherDate: "Date",
  goesByMail: "goes by mail",
  // the night's files and decisions
  sieFiles: "SIE files",
  file: "File",
  decided: "Decided since last time",
  actions: {
    match: "matched",
    account: "booked on an account",
    write_off: "wrote off the remaining amount",
    accept: "accepted",
    undo: "took back",
  },
} satisfies typeof sv;
