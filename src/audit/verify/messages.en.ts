/** English texts of this folder. */
import type { Message } from "../../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  lineMissing: "an allocation is on a line that does not exist",
  lineOverAllocated: ({ taken, whole }: { taken: string; whole: string }) =>
    `${taken} of the line's ${whole} is matched`,
  receivableMissing: "a matched receivable does not exist",
  receivableSumsDiffer: ({
    had,
    taken,
    back,
  }: {
    had: string | undefined;
    taken: string | undefined;
    back: string | undefined;
  }) => `open amount ${had}, matched ${taken}, paid back ${back}: that does not add up`,
  allocationVoucher: "the allocation does not belong to the voucher that it names",
  allocationCurrency: "line and receivable have different currencies",
  allocationKind: "a line of that type cannot settle it",
  allocationReversal: "the reversal does not mirror what it reverses",
  allocationAmounts: (rule: string) =>
    `the rule ${rule} takes the same amount of line and receivable, but they differ`,
  allocationReference: (rung: number | null) => `no reference agrees as rung ${rung} requires`,
  moreThanRounding: (difference: string) => `${difference} is more than rounding`,
  archivedFileMissing: (path: string) => `the archived file no longer exists (${path})`,
  archivedFileChanged: ({ found, expected }: { found: string; expected: string }) =>
    `the file's content has been changed: SHA-256 is ${found}, should be ${expected}`,
  payoutNotInBooks: (path: string) =>
    `its report is archived (${path}), but the books do not have it: was a backup restored that is older than the files? Put the report into the inbox again`,
  entryMissing: "the entry no longer exists",
  anchorMissing: (anchor: string | null) => `the hash ${anchor} is not in the audit chain`,
  entryNotLinked: "the entry does not continue the one before it",
  entryChanged: "the entry has been changed",
  sealedTables: {
    receivable: "receivables",
    receivable_change: "receivable changes",
    decision: "decisions",
    allocation: "allocations",
    voucher: "vouchers",
    deviation_change: "deviation changes",
    line_completion: "line completions",
    dispute_cover: "dispute covers",
    advice: "pieces of advice",
    proposal: "proposals",
    proposal_end: "ends of proposals",
  },
  sealIsNewer: "the entry was sealed by a newer version of Kvitt: verify with that version",
  sealedRowsChanged: ({
    table,
    count,
    from,
    to,
  }: {
    table: Message;
    count: number;
    from: bigint;
    to: bigint;
  }) => `${table.en} that the entry sealed have been changed (${count}, ids ${from}–${to})`,
  sealedCountDiffers: ({
    table,
    sealed,
    from,
    to,
    found,
  }: {
    table: Message;
    sealed: number;
    from: bigint;
    to: bigint;
    found: number;
  }) => `the entry sealed ${sealed} ${table.en} (ids ${from}–${to}), now there are ${found}`,
  closedByOther: ({ id, subject }: { id: bigint; subject: string }) =>
    `it was closed before entry ${id}, but not by ${subject}`,
  fileHashDiffers: "the file's hash in the books is not the imported one",
  filePayoutsDiffer: "the payouts of the file are not the imported ones",
  runSettingsDiffer: "the run's settings are not the ones it was run with",
  sealedByStranger: ({ table, count, first }: { table: Message; count: number; first: string }) =>
    `${count} ${table.en} (from id ${first}) were in the books already when the entry sealed them: no step of Kvitt had written them`,
  runHeadDiffers:
    "the run has another night, other rules, another start or other settings than the entry recorded",
  mailDiffers: "the letter is no longer there, or says something else than the entry recorded",
  mailUnrecorded: "the letter has no entry: no step of Kvitt has written it",
  rowsUnsealed: ({ table, first, last }: { table: Message; first: bigint; last: bigint }) =>
    `no entry seals ${table.en} with ids ${first}–${last}`,
  importUnrecorded: "the import is not in the audit chain",
  clearingDiffers: ({ is, currency, should }: { is: string; currency: string; should: string }) =>
    `the clearing account holds ${is} ${currency}, unmatched lines are ${should}`,
  lineNotUnmatched: "the line is registered as unmatched, but it is matched",
  lineNotRegistered: "the line is unmatched, but is not registered as such",
  completionSourceMissing: (name: string) => `it was completed from ${name}, which does not contain it`,
  completionGivenTwice: (name: string) => `${name} repeats a value that the line already had`,
  completionNotInReport: (name: string) => `the line as completed is not in ${name}`,
  payoutStateDiffers: ({ state, delivery }: { state: string; delivery: string }) =>
    `the payout is ${state}, but the delivery of its voucher is ${delivery}`,
  deliveryStateDiffers: (state: string) =>
    `the delivery is ${state}, but what it says of when and where it was made is not`,
  deliveryMissing: (target: string) => `it has no delivery to ${target}`,
  fileNameDiffers: ({ reference, name }: { reference: string | null; name: string }) =>
    `it is recorded as ${reference}, but its file should be ${name}`,
  fileContentDiffers: (name: string) => `the content of the file ${name} is not the voucher's`,
  fileRecordedElsewhere: (count: number) =>
    `${count} ${count === 1 ? "voucher" : "vouchers"} in the file ${count === 1 ? "is" : "are"} recorded as exported in another way`,
  gatheredContentDiffers: (count: number) =>
    `the content of the file is not that of its ${count} ${count === 1 ? "voucher" : "vouchers"}`,
  letterGone: "the letter does not have the file any more",
  sieFileNotInBooks:
    "the file is of a voucher that the books do not have: was a backup restored that is older than the files?",
  deviationRemoved: "the deviation has been removed",
  deviationNotOpenedByRun: "no run has opened the deviation",
  deviationStateDiffers: ({ is, was }: { is: string | null; was: string | null }) =>
    `it is ${is}, but was last set to ${was}`,
  deviationFactsDiffer: "its values are not those last written",
  deviationStateUnexplained: (state: string) =>
    `it is ${state}, but neither a run nor a decision in force explains that`,
  lineWithoutDeviation: "the line is not matched, and has no deviation",
  deviationMissing: (code: string) => `the deviation ${code} is missing`,
  deviationNeedless: "it is open, but what it is about is matched",
  disputedAccountDiffers: ({ expected, found }: { expected: number; found: number | null }) =>
    `the line should be booked as disputed on account ${expected}, but ${found ?? "nothing"} is there`,
  neverDisputed: "the books keep it as disputed, and no rule does that with such a line",
  coverProblems: {
    gone: "what covers a dispute does not exist",
    direction: "what covers the dispute was not paid back",
    merchant: "the dispute is covered by another merchant's money, or in another currency",
    dispute: "the dispute is covered by another dispute",
    order: "the dispute is covered by another order",
  },
  disputeClosedEarly: ({ back, all }: { back: string | undefined; all: string | undefined }) =>
    `the dispute is closed, but ${back} of ${all} has come back`,
  disputeAmountDiffers: ({
    back,
    all,
    recorded,
  }: {
    back: string | undefined;
    all: string | undefined;
    recorded: string | undefined;
  }) => `${back} of ${all} has come back, but the deviation has ${recorded}`,
  payoutDifference: ({ left, currency }: { left: string; currency: string }) =>
    `difference ${left} ${currency}`,
  receivableRemoved: "the receivable has been removed",
  receivableFieldDiffers: ({ field, is, was }: { field: string | undefined; is: string; was: string }) =>
    `${field} is ${is}, but was set to ${was} by the last import`,
  receivedBeforeDiffers: ({ found, expected }: { found: string; expected: string }) =>
    `received_before is ${found}, but ${expected} had been paid when the order was first imported`,
  reportRefused: (problem: Message) => `the archived report no longer adds up: ${problem.en}`,
  payoutNotInReport: "the payout is not in the report",
  valueDiffers: ({ name, inBooks, inReport }: { name: string; inBooks: string; inReport: string }) =>
    `${name} is ${inBooks} in the books, ${inReport} in the report`,
  lineNotInReport: "the line is not in the report",
  lineNotInBooks: "the line is missing in the books",
  linePayoutMissing: ({ row, payoutId }: { row: number; payoutId: bigint }) =>
    `the line (row ${row}) belongs to payout ${payoutId}, which does not exist`,
  everythingAgrees: "Everything agrees.",
  somethingDiffers: "Something does not agree:",
  checked: "Checked:",
  newestEntry: "Newest entry of the audit chain:",
  checks: {
    archive: "archive",
    reports: "settlement reports",
    receivables: "receivables",
    allocations: "allocations",
    vouchers: "vouchers",
    clearing: "clearing account",
    deviations: "deviations",
    deliveries: "deliveries",
    trail: "audit chain",
  },
  counts: {
    files: "files",
    payouts: "payouts",
    lines: "lines",
    receivables: "receivables",
    allocations: "allocations",
    vouchers: "vouchers",
    deviations: "deviations",
    sieFiles: "SIE files",
    entries: "audit chain entries",
  },
  headFields: {
    series: "the series",
    date: "the date",
    fiscalYear: "the fiscal year",
    fiscalYearPart: "the order among fiscal years that begin in the same year",
  },
  headDiffers: ({ field, is, should }: { field: Message; is: string | number; should: string | number }) =>
    `${field.en} is ${is}, should be ${should}`,
  correctionProblems: {
    sign: "its signature is not that of the person who made it",
    corrects: "it does not name the voucher that it corrects",
  },
  voucherMissing: "the voucher does not exist, but it has rows",
  voucherUnbalanced: ({
    debit,
    credit,
    total,
  }: {
    debit: string | undefined;
    credit: string | undefined;
    total: string | undefined;
  }) => `debit ${debit}, credit ${credit}, total ${total}: that does not add up`,
  voucherCurrency: (currency: string) => `the voucher is in ${currency}, its payout is not`,
  voucherWithoutRows: "the voucher has no rows",
  numberMissing: ({ missing, series, year }: { missing: string; series: string; year: string }) =>
    `number ${missing} is missing in series ${series} of fiscal year ${year}`,
  accountDiffers: ({ account, is, should }: { account: number; is: string; should: string }) =>
    `account ${account}: ${is} is booked, ${should} is computed`,
  rowDiffers: ({
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
  payoutUnbooked: "the payout has no voucher",
  clearingPartDiffers: ({ is, currency, should }: { is: string; currency: string; should: string }) =>
    `the merchant has no receivables, and its part of the clearing account is ${is} ${currency}; the lines give ${should}`,
  wronglyUnmatched:
    "its lines are not matched, but the merchant did have receivables when lines were last matched",
  wronglyMatched: "the merchant has no receivables, but the payout's lines are matched",
} satisfies typeof sv;
