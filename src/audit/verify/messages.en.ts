/** English texts of this folder. */
import type { Message } from "../../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  somethingSettledLine: "something is settled by a line that is not there",
  settledLineS: ({ taken, whole }: { taken: string; whole: string }) =>
    `${taken} is settled of the line's ${whole}`,
  settledReceivable: "a settled receivable is not there",
  openSettledPaidBackDoes: ({
    had,
    taken,
    back,
  }: {
    had: string | undefined;
    taken: string | undefined;
    back: string | undefined;
  }) => `open ${had}, settled ${taken}, paid back ${back}: that does not agree`,
  allocationDoesBelongVoucherNames: "the allocation does not belong to the voucher it names",
  lineReceivableDifferCurrency: "line and receivable differ in currency",
  lineTypeCannotSettle: "a line of that type cannot settle it",
  reversalDoesMirrorTakesBack: "the reversal does not mirror what it takes back",
  ruleTakesSameAmountLine: (rule: string) =>
    `the rule ${rule} takes the same amount of line and receivable, but they differ`,
  noReferenceAgreesRungSays: (rung: number | null) => `no reference agrees as rung ${rung} says`,
  moreThanRounding: (difference: string) => `${difference} is more than rounding`,
  archivedFileAnyMore: (path: string) => `the archived file is not there any more (${path})`,
  fileSContentBeenChanged: ({ sha256, sha2562 }: { sha256: string; sha2562: string }) =>
    `the file's content has been changed: SHA-256 is ${sha256}, should be ${sha2562}`,
  entryAnyMore: "the entry is not there any more",
  hashChain: (anchor: string | null) => `the hash ${anchor} is not in the chain`,
  entryDoesBuildOneBefore: "the entry does not build on the one before it",
  entryBeenChanged: "the entry has been changed",
  tablesReceivable: "receivables",
  tablesReceivableChange: "changed receivables",
  tablesDecision: "decisions",
  tablesAllocation: "allocations",
  tablesVoucher: "vouchers",
  tablesDeviationChange: "deviations",
  tablesLineCompletion: "completed lines",
  entrySealedNewerVersionKvitt: "the entry was sealed by a newer version of Kvitt: verify with that one",
  entrySealedBeenChangedIds: ({
    count,
    from,
    to,
    en,
  }: {
    sv: string;
    count: number;
    from: bigint;
    to: bigint;
    en: string;
  }) => `${en} that the entry sealed have been changed (${count}, ids ${from}–${to})`,
  entrySealedIdsNow: ({
    count,

    from,
    to,
    count2,
    en,
  }: {
    count: number;
    sv: string;
    from: bigint;
    to: bigint;
    count2: number;
    en: string;
  }) => `the entry sealed ${count} ${en} (ids ${from}–${to}), now there are ${count2}`,
  closedBeforeEntryBut: ({ id, subject }: { id: bigint; subject: string }) =>
    `it was closed before entry ${id}, but not by ${subject}`,
  fileSHashBooksOne: "the file's hash in the books is not the one that was taken in",
  payoutsFileThoseTaken: "the payouts of the file are not those that were taken in",
  runSSettingsThoseDecided: "the run's settings are not those that decided then",
  noEntrySealsIds: ({ sealed, newest, en }: { sv: string; sealed: bigint; newest: bigint; en: string }) =>
    `no entry seals ${en} with ids ${sealed}–${newest}`,
  noEntryTellsImport: "no entry tells of the import",
  clearingAccountHoldsUnsettledLines: ({
    is,
    currency,
    should,
  }: {
    is: string;
    currency: string;
    should: string;
  }) => `the clearing account holds ${is} ${currency}, unsettled lines are ${should}`,
  lineKeptUnsettledBut: "the line is kept as unsettled, but is not",
  lineSettledButKeptAmong: "the line is not settled, but is not kept among the unsettled",
  itWasCompletedFromIn: (name: string) => `it was completed from ${name}, in which it is not`,
  saysAgainLineHadAlready: (name: string) => `${name} says again what the line had already`,
  completedLine: (name: string) => `as it was completed, the line is not in ${name}`,
  neverDelivered: (target: string) => `it is never to be delivered to ${target}`,
  saysButFileCalled: ({ reference, name }: { reference: string | null; name: string }) =>
    `it says that it is in ${reference}, but its file is called ${name}`,
  fileDoesSayVoucherSays: (name: string) => `the file ${name} does not say what the voucher says`,
  deviationBeenRemoved: "the deviation has been removed",
  noRunOpenedDeviation: "no run has opened the deviation",
  butLastMade: ({ is, was }: { is: string | null; was: string | null }) =>
    `it is ${is}, but was last made ${was}`,
  saysLastWritten: "what it says is not what was last written",
  butNeitherRunNorStanding: (state: string) =>
    `it is ${state}, but neither a run nor a standing decision explains that`,
  lineSettledNoDeviationSays: "the line is not settled, and no deviation says so",
  deviationMissing: (code: string) => `the deviation ${code} is missing`,
  openButAboutSettled: "it is open, but what it is about is settled",
  lineShouldKeptDisputedAccount: ({ account, account2 }: { account: number; account2: number | null }) =>
    `the line should be kept as disputed on account ${account}, but ${account2 ?? "nothing"} is there`,
  wrongGone: "what covers a dispute is not there",
  wrongDirection: "what covers the dispute did not come back",
  wrongMerchant: "the dispute is covered by another merchant's money, or in another currency",
  wrongDispute: "the dispute is covered by another dispute",
  wrongOrder: "the dispute is covered by another order",
  disputeClosedButComeBack: ({ back, all }: { back: string | undefined; all: string | undefined }) =>
    `the dispute is closed, but ${back} of ${all} has come back`,
  comeBackButDeviationSays: ({
    back,
    all,
    said,
  }: {
    back: string | undefined;
    all: string | undefined;
    said: string | undefined;
  }) => `${back} of ${all} has come back, but the deviation says ${said}`,
  isUnexplained: ({ left, currency }: { left: string; currency: string }) =>
    `${left} ${currency} is unexplained`,
  receivableBeenRemoved: "the receivable has been removed",
  butBecameWhenLastTaken: ({ field, is, was }: { field: string | undefined; is: string; was: string }) =>
    `${field} is ${is}, but became ${was} when it was last taken in`,
  receivedBeforeButHadBeen: ({ found, expected }: { found: string; expected: string }) =>
    `received_before is ${found}, but ${expected} had been paid when the order was first taken in`,
  archivedReportDoesAddUp: (what: Message) => `the archived report does not add up any more: ${what.en}`,
  payoutReport: "the payout is not in the report",
  booksReport: ({ name, inBooks, inReport }: { name: string; inBooks: string; inReport: string }) =>
    `${name} is ${inBooks} in the books, ${inReport} in the report`,
  lineReport: "the line is not in the report",
  lineMissingBooks: "the line is missing in the books",
  lineRowBelongsPayout: ({ row, payoutId }: { row: number; payoutId: bigint }) =>
    `the line (row ${row}) belongs to payout ${payoutId}, which is not there`,
  everythingAgrees: "Everything agrees.",
  somethingDoesAgree: "Something does not agree:",
  checked: "Checked:",
  newestEntryAuditTrail: "Newest entry of the audit trail:",
  checkNamesArchive: "archive",
  checkNamesReports: "reports",
  checkNamesReceivables: "receivables",
  checkNamesAllocations: "allocations",
  checkNamesVouchers: "vouchers",
  checkNamesClearing: "clearing account",
  checkNamesDeviations: "deviations",
  checkNamesDeliveries: "deliveries",
  checkNamesTrail: "audit trail",
  nounsFiles: "files",
  nounsPayouts: "payouts",
  nounsLines: "lines",
  nounsReceivables: "receivables",
  nounsAllocations: "allocations",
  nounsVouchers: "vouchers",
  nounsDeviations: "deviations",
  nounsSieFiles: "SIE files",
  nounsEntries: "entries of the trail",
  headSeries: "the series",
  headDate: "the date",
  headFiscalYear: "the fiscal year",
  headFiscalYearPart: "the place among fiscal years that begin in one year",
  wrongSign: "it is not signed by who made it",
  wrongCorrects: "it does not say which voucher it corrects",
  voucherButRows: "the voucher is not there, but it has rows",
  debitCreditTotalDoesAgree: ({
    left,
    right,
    sum,
  }: {
    left: string | undefined;
    right: string | undefined;
    sum: string | undefined;
  }) => `debit ${left}, credit ${right}, total ${sum}: that does not agree`,
  voucherPayout: (currency: string) => `the voucher is in ${currency}, its payout is not`,
  voucherNoRows: "the voucher has no rows",
  numberMissingSeriesFiscalYear: ({
    missing,
    series,
    year,
  }: {
    missing: string;
    series: string;
    year: string;
  }) => `number ${missing} is missing in series ${series} of fiscal year ${year}`,
  accountBookedComputed: ({ account, is, should }: { account: number; is: string; should: string }) =>
    `account ${account}: ${is} is booked, ${should} is computed`,
  rowAccountBookedComputed: ({
    row,
    account,
    is,
    should,
  }: {
    row: number | null;
    account: number;
    is: string;
    should: string;
  }) => `row ${row}, account ${account}: ${is} is booked, ${should} is computed`,
  payoutNoVoucher: "the payout has no voucher",
  merchantNoReceivablesKeptPart: ({
    is,
    currency,
    should,
  }: {
    is: string;
    currency: string;
    should: string;
  }) =>
    `the merchant has no receivables, and ${is} ${currency} is kept as its part of the clearing account; the lines give ${should}`,
  linesLookNoReceivablesBut:
    "its lines look for no receivables, but the merchant was not set so when lines were last matched",
  merchantNoReceivablesButPayout: "the merchant has no receivables, but the payout's lines look for some",
} satisfies typeof sv;
