/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  expectedFound: ({ expected, found, en }: { sv: string; expected: string; found: string; en: string }) =>
    `${en}: expected ${expected}, found ${found}`,
  sieFileDoesBeginFlagga: "this is not a SIE file: it does not begin with #FLAGGA",
  fileEmpty: "the file is empty",
  standsOutsideVerBlock: (label: string) => `${label} stands outside a #VER block`,
  blockClosedBeforeNextVer: (line: number) => `the block is not closed before the next #VER on line ${line}`,
  standsWhereNoBlockCan: "a { stands where no block can begin",
  standsWhereNoBlockOpen: "a } stands where no block is open",
  verNoBlockRowsAfter: "the #VER has no block of rows after it",
  checksumButContentGivesFile: ({ stated, crc }: { stated: string; crc: number }) =>
    `the checksum is ${stated}, but the content gives ${crc}: the file has been changed or damaged`,
  ksummaDoesBelongPair: "this #KSUMMA does not belong to a pair",
  blockNeverClosedFileCut: "the block is never closed: the file is cut off",
  closingKsummaMissingFileCut: "the closing #KSUMMA is missing: the file is cut off",
  voucherNumberedFiscalYearBut: ({
    name,
    own,
    date,
    from,
    to,
  }: {
    name: string;
    own: string;
    date: string;
    from: string;
    to: string;
  }) =>
    `Voucher ${name} was numbered in fiscal year ${own}, but by the settings its date ${date} is in ${from} to ${to}.`,
  companyFiscalYearStartCompany:
    "Have company.fiscalYearStart or company.fiscalYears been changed? Set them as they were when the voucher was made, and retry.",
  alreadyFileDoesSayVoucher: ({ name, folder }: { name: string; folder: string }) =>
    `There is already a file ${name} in ${folder}, and it does not say what the voucher says.`,
  findOutWhetherFileBeen:
    "Find out whether that file has been imported into the accounting program. Move it out of the folder and retry; Kvitt never writes over a file.",
  noLabel: "the line does not begin with a label such as #VER",
  unclosedQuote: "a quotation mark is not closed",
  afterQuote: "there is no space after a closing quotation mark",
  unclosedList: "an object list lacks its }",
  oddList: "an object list has a dimension without an object",
  verNeedsSeriesNumberDate: "#VER needs series, number and date",
  transNeedsAccountObjectsAmount: "#TRANS needs account, {objects} and amount",
  isNotAnAmountIn: ({ amount, currency }: { amount: string; currency: string }) =>
    `"${amount}" is not an amount in ${currency}`,
  accountNumber: (found: string) => `"${found}" is not an account number`,
  voucherOutBalance: ({ shown, currency }: { shown: string; currency: string }) =>
    `the voucher is out of balance by ${shown} ${currency}`,
  dateYyyymmdd: (text: string) => `"${text}" is not a date (YYYYMMDD)`,
} satisfies typeof sv;
