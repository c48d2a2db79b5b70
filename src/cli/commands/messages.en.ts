/** English texts of this folder. */
import type { Message } from "../../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  onlyThoseOnePayout: "only those of one payout",
  vouchersRowsDeliveries: "the vouchers, with their rows and deliveries",
  oneJsonDocumentStdout: "one JSON document on stdout",
  hledgerJournalAnotherProgramCan: "hledger: a journal that another program can add up",
  settlementReportListReceivables: "a settlement report, or a list of receivables",
  reportConfiguredWellKlarnaS:
    "is this report configured well in Klarna's portal? which fields are missing, and where to tick them",
  noFileCanRead: (given: string) => `${given} is no file that can be read.`,
  nameSettlementReport: "Name a settlement report.",
  deviationsKvittDeviationsNumbersThem: "deviations, as `kvitt deviations` numbers them",
  decideDeviationMovesMoneyMakes: "decide a deviation; what moves money makes a voucher of its own",
  putLineTheseReceivablesE:
    "put the line on these receivables, e.g. invoice:F1001,F1002; where several merchants have the number: order:K123456/1001",
  putLineReceivablesLeaveAccount:
    "put the line, or what the receivables leave of it, on this account; several times with amounts, e.g. 3001=100.00, and one without that takes the rest. For a partly paid invoice: write off what is left",
  takeSoMuchVatOut:
    "take so much VAT (25, 12 or 6) out of what goes to accounts for income and costs; it is booked on the VAT account",
  writeOffLeftPartlyPaid:
    "write off what is left of a partly paid invoice, within your limit: as a bad debt, or on --account",
  acceptMatchAcceptDifferenceWithin:
    "accept it as it is; with --match: accept the difference, within your limit",
  reasonKeptDecision: "the reason, kept with the decision",
  decidesDefaultUserMachine: "who decides (default: the user of this machine)",
  allOpenDeviationsCode: "all open deviations with this code",
  codeOnlyThoseOlderThan: "with --code: only those older than this, e.g. 30d",
  deviationsWhoseDecisionTakenBack: "deviations whose decision is taken back",
  takeDecisionBackReversingVoucher: "take a decision back, by a reversing voucher",
  theReason: "the reason",
  doneBeforeError: (before: string) => `Done before the error: ${before}.`,
  noDeviationDecide: "No deviation to decide.",
  deviationDecided: ({ id, vouchers }: { id: number; vouchers: Message }) =>
    `Deviation ${id} is decided${vouchers.en}.`,
  deviationsDecided: ({ length, vouchers }: { length: number; vouchers: Message }) =>
    `${length} deviations are decided${vouchers.en}.`,
  nothingOpenAgainLineSettled: "Nothing is open again: the line is settled.",
  openAgain: (again: string) => `Open again:${again}.`,
  decisionsTakenBack: ({ ids, vouchers, state }: { ids: string; vouchers: Message; state: Message }) =>
    `Decisions taken back: ${ids}${vouchers.en}. ${state.en}`,
  vouchersWords: "",
  withVoucher: (names: string) => `, with voucher ${names}`,
  withVouchers: (count: number) => `, with ${count} vouchers`,
  correctRunAgain: "Correct it and run again.",
  sayDeviation: "Say which deviation.",
  numberKvittDeviationsCodeCode: "Its number from kvitt deviations, or --code CODE.",
  noDeviationCode: (code: string) => `There is no deviation code ${code}.`,
  seeCodesKvittDeviationsJson: "See the codes: kvitt deviations --json",
  noDeviation: (text: string) => `"${text}" is no deviation.`,
  writeNumberKvittDeviationsSuch: "Write its number from kvitt deviations, such as 12.",
  noNumberDays: (text: string) => `"${text}" is no number of days.`,
  writeNumberSuch30d: "Write a number, such as 30d.",
  sayHowDeviationDecided: "Say how the deviation is decided.",
  oneMatchKindNumberAccount: "One of --match KIND:NUMBER, --account N, --write-off and --accept --why TEXT.",
  doGoTogether: ({ other, clash }: { other: string; clash: string }) =>
    `${other} and ${clash} do not go together.`,
  chooseOneThem: "Choose one of them.",
  vatGoesAccount: "--vat goes with an account.",
  addAccountNLeaveVat: "Add --account N, or leave --vat out.",
  writesOffSaysWhy: "Who writes off says why.",
  acceptsSaysWhy: "Who accepts says why.",
  addWhyText: "Add --why TEXT.",
  doesSayReceivable: (text: string) => `"${text}" does not say which receivable.`,
  writeKindNumberKindOne:
    "Write kind:number, with kind one of invoice, credit_note and order, such as invoice:F1001.",
  noAccount: (text: string) => `"${text}" is no account.`,
  writeFourDigitsSuch: "Write four digits, such as 3740 or 3740=12.50.",
  bothTakeLeft: ({ rest, account }: { rest: number; account: number }) =>
    `Both ${rest} and ${account} are to take what is left.`,
  onlyOneAccountMayStand: "Only one --account may stand without an amount: write for example 3740=12.50.",
  noAmount: (said: string) => `"${said}" is no amount.`,
  writeExample: "Write for example 3740=12.50.",
  noRateVat: (text: string) => `"${text}" is no rate of VAT.`,
  writeOne: (rates: string) => `Write one of ${rates}.`,
  monthSwedishShopTakenNight: "a month of a Swedish shop, taken in by a night of its own",
  settingsOwnBelongsRealShop: (folder: string) =>
    `${folder} has settings of its own and belongs to a real shop.`,
  runDemoAnotherFolderKvitt: "Run the demo in another folder: KVITT_HOME=.kvitt-demo npm run demo",
  monthReportsPutIntoInbox: "A month of reports is put into the inbox ...",
  databaseQueueMailFoldersClock:
    "database, queue, mail, folders, clock, config: works or not, and what to do",
  namesSettings: "settings",
  namesFolders: "folders",
  namesDisk: "disk",
  namesDatabase: "database",
  namesSchema: "schema",
  namesRole: "database role",
  namesClock: "clock",
  namesQueue: "queue",
  namesSchedule: "nights",
  namesRows: "work",
  namesMail: "mail",
  oneThingDoesWork: (bad: number) => (bad === 1 ? "One thing does not work." : `${bad} things do not work.`),
  everythingWorks: "Everything works.",
  everythingWorksOneThingDeserves: (seen: number) =>
    seen === 1
      ? "Everything works; one thing deserves a look."
      : `Everything works; ${seen} things deserve a look.`,
  payoutsHowManyLinesSettled: "the payouts, with how many lines are settled and what remains unexplained",
  paymentReferenceBankStatement: "the payment reference, as on the bank statement",
  onePayoutLinesStateDeviations: "one payout: its lines' state, deviations and vouchers",
  onlyOneAllAboutD12: "only this one, with all about it: 12 or d12",
  needsPerson: "what needs a person",
  alsoThoseResolvedClosed: "also those that are resolved or closed",
  onlyHowOldOpenClearing: "only how old what is open is, with the clearing account",
  nightsImportsRan: "the nights and imports that ran",
  lookNoDeviation: (name: string) => `There is no deviation ${name}.`,
  seeListKvittDeviationsAll: "See the list: kvitt deviations --all",
  account: "account",
  debit: "debit",
  credit: "credit",
  scheduleDoesNightNowTake: "what the schedule does at night, now: take in, match, post, notify",
  doWorkHereWaitEnd: "do the work here and wait for its end",
  settlementReports: "settlement reports",
  samePathGivenReports: "the same path for given reports",
  writeNothingShowOutcome: "write nothing, and show the outcome",
  receivablesCsvContractKindNumber: "receivables CSV (CONTRACT: kind, number, currency, amount, ...)",
  takeReceivables: "take in receivables",
  whoseTheyMerchantIdWhere: "whose they are (merchant id), where the list does not say",
  failedKvittDoctorMailNames:
    "what failed, as `kvitt doctor` or the mail names it: file:12, run:3, posting:7, mail:4",
  runFailedImportsMatchingsPostings: "run failed imports, matchings, postings or mails again",
  everythingFailed: "everything that failed",
  nothingFailed: "Nothing has failed.",
  beenRunAgain: (count: number) => `${count} have been run again.`,
  waitWorkerKvittStartWait: (count: number) =>
    `${count} wait for a worker (kvitt start). With --wait they are run again here and now.`,
  runWaitsWorkerKvittStart: (runId: bigint) =>
    `Run ${runId} waits for a worker (kvitt start). With --wait it is done here and now.`,
  moreReasonJson: (rest: number) => `  ... and ${rest} more in .reason.json`,
  quarantineSee: ({ quarantined, quarantine }: { quarantined: number; quarantine: string }) =>
    `${quarantined} ${quarantined === 1 ? "file" : "files"} in quarantine: see ${quarantine}`,
  couldTakenLieWhereThey: (names: string) => `Could not be taken and lie where they were: ${names}`,
  didArriveWillTriedAgain: (left: number) =>
    `${left} ${left === 1 ? "delivery or mail" : "deliveries or mails"} did not arrive and will be tried again: kvitt retry --all --wait`,
  summary: ({
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
    changed: Message;
    quarantined: number;
    payouts: number;
    lines: number;
    matched: number;
    vouchers: number;
    mails: number;
    deviations: number;
  }) =>
    `Files: ${imported} imported, ${duplicate} duplicates, ${changed.en}${quarantined} in quarantine\n` +
    `Payouts: ${payouts} with ${lines} lines, ${matched} matched\n` +
    `Vouchers: ${vouchers}   Mails: ${mails}   Open deviations: ${deviations}`,
  refRowReportFileDeviation: "REF:ROW, as in the report file, or a deviation such as d12",
  whyLineWentWhereWent:
    "why a line went where it went: each rung of the ladder, its candidates, and what was decided",
  recomputeEveryInvariantBooksRaw:
    "recompute every invariant of the books from the raw files; names the first thing that does not agree",
  nameEverythingDoesAgree: "name everything that does not agree",
  hashAuditTrailNotedEarlier: "a hash of the audit trail that was noted earlier: it must still be there",
  oneZipAuditorReportLines:
    "one zip for the auditor: report, lines with matches and reasons, vouchers, SIE, deviations, hashes",
  whereWriteDefaultKvittEvidence: "where to write it (default: kvitt-evidence-REF.zip here)",
  runKvittRunsNumbersThem: "a run, as `kvitt runs` numbers them",
  runPastNightSMatching:
    "run a past night's matching again, with the settings and receivables of then, and compare",
  noLine: (text: string) => `"${text}" is no line.`,
  writeRefRowSuchDeviation: "Write REF:ROW, such as 123456789:7, or a deviation such as d12.",
  noHash: (text: string) => `"${text}" is no hash.`,
  hexadecimalDigitsEndNightS: "It has 64 hexadecimal digits, as at the end of the night's mail.",
  fileAlready: (path: string) => `There is a file ${path} already.`,
  moveAwayNameAnotherOut: "Move it away, or name another with --out.",
  anyMoreLeftOut: (name: string) => `${name} is not there any more and is left out.`,
  noRun: (text: string) => `"${text}" is no run.`,
  writeNumberKvittRunsSuch: "Write its number from kvitt runs, such as 3.",
  wholeSystemOneProcessScheduler:
    "the whole system in one process: scheduler, all workers, web; until SIGTERM",
  processDoes: "what this process does",
  onlyTheseRolesScalingOut: "only these roles, for scaling out",
  createUpgradeSchemaSafeRun: "create or upgrade the schema; safe to run twice and side by side",
  databaseUpDate: "The database is up to date.",
} satisfies typeof sv;
