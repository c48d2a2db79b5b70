/** English texts of this folder. */
import type { Message } from "../message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  meaningOf: ({ name, en }: { sv: string; name: string; en: string }) => en + name,
  heldBack: ({ en }: Message) => `Held back, ${en}`,
  released: ({ en }: Message) => `Released, ${en}`,
  topLevel: "top level",
  noLineTypeWriteOne: ({ key, lineTypes }: { key: string; lineTypes: string }) =>
    `there is no line type ${key}; write one of ${lineTypes}, or type/detailed type such as CHARGE/PAYMENT_REMINDER`,
  noEffectBookedReceivablesClearing: (type: string) =>
    `has no effect: a ${type} is booked on receivables or the clearing account; take it out, or change those accounts under accounts (receivable, clearing)`,
  endsBeforeBegins: ({ to, from }: { to: string; from: string }) => `ends (${to}) before it begins (${from})`,
  longerThanMonthsMostFiscal: ({
    from,
    to,
    longestMonths,
  }: {
    from: string;
    to: string;
    longestMonths: number;
  }) => `${from} to ${to} is longer than ${longestMonths} months, the most that a fiscal year may have`,
  beginsBeforeYearBeforeEnds: ({ from, to }: { from: string; to: string }) =>
    `begins ${from}, before the year before it ends ${to}; write the years in order, without overlap`,
  beginsButYearBeforeEnds: ({ from, to }: { from: string; to: string }) =>
    `begins ${from}, but the year before it ends ${to}: the days between belong to no year; write out each year from the first to the last`,
  contradictsFiscalYearsAfterLast: ({ next, Number }: { next: string; Number: number }) =>
    `contradicts fiscalYears: after the last year there the next one begins ${next}; take it out, or write ${Number}`,
  noEffectCurrencyBooksCompany: (currency: string) =>
    `has no effect: ${currency} is the currency of the books (company.currency)`,
  neverForceEndsBeforeBegins: ({ to, from }: { to: string; from: string }) =>
    `is never in force: it ends (${to}) before it begins (${from})`,
  noSetting: (keys: string) => `there is no setting ${keys}`,
  writeOne: (values: string) => `write one of ${values}`,
  writeLeast: (minimum: number | bigint) => `write at least ${minimum}`,
  writeMost: (maximum: number | bigint) => `write at most ${maximum}`,
  cannotWrittenSoSeeDocs: "it cannot be written so; see docs/configuration.md",
  block: "write settings below it, indented",
  number: "write a number",
  typesString: "write a text, in quotes if it looks like a number",
  typesInt: "write a whole number",
  typesArray: "write a list: [a, b]",
  accountFourDigitsSuch: "an account has four digits, such as 1930",
  writeAmountSuch: "write an amount such as 1.00",
  writeDateSuch: "write a date such as 2026-01-31",
  writeTimeDaySuchQuotes: 'write a time of day such as "03:15", in quotes',
  writeCurrencySuchSek: "write a currency such as SEK",
  writeAddressSuchBokforingExample: "write an address such as bokforing@example.se",
  writeTimeZoneSuchEurope: "write a time zone such as Europe/Stockholm",
  voucherSeriesOneFourLetters: "a voucher series is one to four letters or digits",
  writeNumberSuch: "write a number such as 2.99",
  writeAddressSuch: (example: string) => `write an address such as ${example}`,
  writeAddressesSuchAnnaExample: "write addresses such as anna@example.se,bo@example.se",
  writeLevelSuchInfoDebug: "write a level such as info or debug",
  readEnvironment: ({ name, cure }: { name: string; cure: Message }) => `${name}: ${cure.en}`,
  cannotRead: ({ file, error }: { file: string; error: string }) => `${file} cannot be read: ${error}`,
  settingsCannotUsed: (all: (language: "sv" | "en") => string) =>
    `The settings cannot be used:\n${all("en")}\n`,
  correctEnvironmentVariablesRunAgain: (configName: string) =>
    `Correct the environment variables or ${configName} and run again.`,
  shouldFolderButFile: (folder: string) => `${folder} should be a folder, but is a file.`,
  moveFileAwayPointAnother: "Move the file away, or point to another folder.",
  inboxKvittSOwnFolders: ({ inbox, folder }: { inbox: string; folder: string }) =>
    `The inbox ${inbox} and Kvitt's own folders in ${folder} lie within each other.`,
  pointFolderOwnKvittInbox: "Point to a folder of its own with KVITT_INBOX.",
} satisfies typeof sv;
