/** English texts of this folder. */
import type { Message } from "../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  // the text of a line's row in a voucher, by its type or detailed type
  sale: "Sale",
  refund: "Refund",
  chargebacks: "Chargebacks",
  chargebacksCoveredByMerchantProtection: "Chargebacks covered by merchant protection",
  fees: "Fees",
  feesReturned: "Fees returned",
  vatOnFees: "VAT on fees",
  commission: "Commission",
  correction: "Correction",
  charge: "Charge",
  credit: "Credit",
  holdback: "Held back",
  release: "Released",
  customerDidNotPay: "Customer did not pay",
  chargebacksFraud: "Chargebacks, fraud",
  commissionTakenBack: "Commission taken back",
  revenueShareTakenBack: "Revenue share taken back",
  chargebacksCorrectedAfterDispute: "Chargebacks corrected after dispute",
  fixedPurchaseFees: "Fixed purchase fees",
  percentagePurchaseFees: "Percentage purchase fees",
  percentagePurchaseFeesReturned: "Percentage purchase fees returned",
  servicingFees: "Servicing fees",
  feesForExtendedDueDates: "Fees for extended due dates",
  feesForLateReturns: "Fees for late returns",
  returnFees: "Return fees",
  extraInvoiceFees: "Extra invoice fees",
  disputeFees: "Dispute fees",
  disputeFeesReturned: "Dispute fees returned",
  percentageFees: "Percentage fees",
  fixedFeesCorrected: "Fixed fees corrected",
  percentageFeesCorrected: "Percentage fees corrected",
  vatOnFeesCorrected: "VAT on fees corrected",
  purchaseCommission: "Purchase commission",
  revenueShare: "Revenue share",
  loanFromKlarnaPaidOut: "Loan from Klarna paid out",
  loanFromKlarnaRepaid: "Loan from Klarna repaid",
  feesForLoanFromKlarna: "Fees for loan from Klarna",
  debtFromOlderIntegration: "Debt from older integration",
  debtMovedBetweenMerchants: "Debt moved between merchants",
  debtToKlarnaClaimed: "Debt to Klarna claimed",
  manualCorrection: "Manual correction",
  manualEntry: "Manual entry",
  rollingReserve: "rolling reserve",
  underReview: "under review",
  bankDetailsMissing: "bank details missing",
  meaningWithType: ({ meaning, detailedType }: { meaning: Message; detailedType: string }) =>
    `${meaning.en} ${detailedType}`,
  heldBack: (what: Message) => `Held back, ${what.en}`,
  released: (what: Message) => `Released, ${what.en}`,

  // problems in the settings, and what to write instead
  topLevel: "top level",
  noSuchLineType: ({ key, lineTypes }: { key: string; lineTypes: string }) =>
    `there is no line type ${key}; write one of ${lineTypes}, or type/detailed type such as CHARGE/PAYMENT_REMINDER`,
  lineAccountWithoutEffect: (type: string) =>
    `has no effect: a ${type} is booked on receivables or the clearing account; take it out, or change those accounts under accounts (receivable, clearing)`,
  endsBeforeBegins: ({ to, from }: { to: string; from: string }) => `ends (${to}) before it begins (${from})`,
  yearTooLong: ({ from, to, longestMonths }: { from: string; to: string; longestMonths: number }) =>
    `${from} to ${to} is longer than ${longestMonths} months, the most that a fiscal year may have`,
  yearsOverlap: ({ from, to }: { from: string; to: string }) =>
    `begins ${from}, before the year before it ends ${to}; write the years in order, without overlap`,
  yearsWithGap: ({ from, to }: { from: string; to: string }) =>
    `begins ${from}, but the year before it ends ${to}: the days between belong to no year; write out each year from the first to the last`,
  contradictsFiscalYears: ({ next, month }: { next: string; month: number }) =>
    `contradicts fiscalYears: after the last year there the next one begins ${next}; take it out, or write ${month}`,
  rateWithoutEffect: (currency: string) =>
    `has no effect: ${currency} is the currency of the books (company.currency)`,
  neverInForce: ({ to, from }: { to: string; from: string }) =>
    `is never in force: it ends (${to}) before it begins (${from})`,
  noSuchSetting: (keys: string) => `there is no setting ${keys}`,
  writeOneOf: (values: string) => `write one of ${values}`,
  writeAtLeast: (minimum: number | bigint) => `write at least ${minimum}`,
  writeAtMost: (maximum: number | bigint) => `write at most ${maximum}`,
  seeConfiguration: "it cannot be written like that; see docs/configuration.md",
  writeBlock: "write settings below it, indented",
  writeNumber: "write a number",
  writeText: "write a text, in quotes if it looks like a number",
  writeWholeNumber: "write a whole number",
  writeList: "write a list: [a, b]",
  writeAccount: "an account has four digits, such as 1930",
  writeAmount: "write an amount such as 1.00",
  writeDate: "write a date such as 2026-01-31",
  writeTimeOfDay: 'write a time of day such as "03:15", in quotes',
  writeCurrency: "write a currency such as SEK",
  writeWebAddress: "write a web address such as https://kvitt.example.com",
  writePort: "write a port number, 0–65535",
  writeMailAddress: "write an address such as bokforing@example.se",
  writeTimeZone: "write a time zone such as Europe/Stockholm",
  writeSeries: "a voucher series is one to four letters or digits",
  writeDecimal: "write a number such as 2.99",
  writeUrl: (example: string) => `write an address such as ${example}`,
  encodePassword:
    "write the password percent-encoded: %40 for @, %3A for :, %2F for /, %3F for ?, %23 for # and %25 for %",
  clientWithoutIssuer: "has no effect without web.signIn.issuer",
  issuerWithoutClient: "write web.signIn.clientId too: the name that the provider knows this Kvitt by",
  issuerWithoutUrl: "write web.url too: the provider sends people back there",
  useHttps: "write an address with https: what is sent there must not be read on the way",
  nobodyComesIn: "without web.signIn.issuer nobody could sign in: write that too, or leave this out",
  trustOwnTenant:
    "write the issuer of your own tenant (https://login.microsoftonline.com/TENANT-ID/v2.0): in others anybody can have any address",
  targetNotConnected: (name: string) =>
    `${name} is a target and not connected: set connectors.${name}, or take ${name} out of targets`,
  writeServiceAddress:
    "write the address without a slash at its end, as https://api.fortnox.se; http only to this machine",
  onePasswordOrKey: "write either passwordFile or keyFile",
  accountNamesDiffer: "give each account a name of its own",
  paymentsWithoutTarget: (name: string) =>
    `payments are made only where the vouchers are exported too: set targets: [${name}]`,
  paymentsWithoutMode: "set modeOfPayment too, the code of the mode of payment with the clearing account",
  addressTwice: ({ name, variable }: { name: string; variable: string }) =>
    `${name} and ${variable} are both set: keep one of them`,
  secretFileEmpty: ({ variable, file }: { variable: string; file: string }) =>
    `${variable}: the file ${file} is empty`,
  secretFileUnreadable: ({ variable, file, error }: { variable: string; file: string; error: string }) =>
    `${variable}: the file ${file} cannot be read: ${error}`,
  writeMailAddresses: "write addresses such as anna@example.se,bo@example.se",
  writeLogLevel: "write a level such as info or debug",
  wrongVariable: ({ name, remedy }: { name: string; remedy: Message }) => `${name}: ${remedy.en}`,
  configUnreadable: ({ file, error }: { file: string; error: string }) => `${file} cannot be read: ${error}`,
  settingsUnusable: (problems: Message) => `The settings cannot be used:\n${problems.en}\n`,
  correctSettings: (configName: string) =>
    `Correct the environment variables or ${configName} and run again.`,
  folderNotMade: ({ folder, why }: { folder: string; why: string }) =>
    `The folder ${folder} cannot be made: ${why}.`,
  grantFolder:
    "Let the account that Kvitt runs as write in the folder above it, or set KVITT_HOME to a folder where it may.",
  freeDisk: "The disk is full: make room on it, and try again.",
  mountToWrite:
    "Mount the file system so that it can be written to, or set KVITT_HOME to a folder on another one.",
  notAFolder: (folder: string) => `${folder} should be a folder, but is a file.`,
  moveFileAway: "Move the file away, or point to another folder.",
  inboxInOwnFolders: ({ inbox, folder }: { inbox: string; folder: string }) =>
    `The inbox ${inbox} and Kvitt's own folders in ${folder} lie within each other.`,
  setOwnInbox: "Point to a folder of its own with KVITT_INBOX.",
  configIsNoMap: "kvitt.config.yaml is no list of settings.",
  headerMapTaken: (name: string) => `There is a header map called ${name} already.`,
  configNotWritten: ({ file, error }: { file: string; error: string }) =>
    `${file} cannot be changed (${error}).`,
  changeByHand: (key: string) =>
    `${key} stands in the file in a way that cannot be changed from here, such as a value that is repeated elsewhere: change it in the file by hand`,
  letRead: (file: string) => `Let the account that Kvitt runs as read ${file}.`,
  letWrite: (file: string) =>
    `Let the account that Kvitt runs as write in the folder of ${file}, or mount the whole folder so that it can be written to. Else change the file by hand, and restart Kvitt.`,
  configChanged: "Somebody else has changed kvitt.config.yaml meanwhile. Nothing is written.",
  startAnew: "Open the page again: it shows what stands in the file now.",
  copyHeaderMap: "Choose another name, or copy the text and put it into kvitt.config.yaml by hand.",
} satisfies typeof sv;
