/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  noKindReceivable: (text: string) => `${text} is no kind of receivable.`,
  writeInvoiceCreditNoteOrder: "Write invoice, credit_note or order (faktura, kreditfaktura, order).",
  numberMissing: "The number is missing.",
  giveNumberInvoiceCreditNote: "Give the number of the invoice, credit note or order.",
  valueCharactersLongerThanNo: ({ length, maxText }: { length: number; maxText: number }) =>
    `The value has ${length} characters; longer than ${maxText} is no number.`,
  checkRightFieldExported: "Check that the right field is exported.",
  excelRewrittenNumberDigitsLost: (text: string) =>
    `${text}: Excel has rewritten the number, and digits are lost.`,
  exportFileAgainWithoutOpening: "Export the file again without opening and saving it in Excel.",
  noCurrencyCode: (text: string) => `${text} is no currency code.`,
  writeCurrencyCodeSuchSek: "Write a currency code such as SEK.",
  canMeanTwoDifferentAmounts: (text: string) =>
    `${text} can mean two different amounts, and the file does not show for certain whether the decimal mark is a point or a comma.`,
  writeAllAmountsFileTwo: "Write all amounts in the file with two decimals.",
  noAmountDecimalMarkMost: ({
    text,
    mark,
    decimals,
    maxDigits,
  }: {
    text: string;
    mark: string;
    decimals: number;
    maxDigits: number;
  }) =>
    `${text} is no amount with the decimal mark ${mark} and at most ${decimals} decimals (or has more than ${maxDigits} digits).`,
  writeAmountSameWayWhole: "Write the amount as 1193.75 or 1193,75, the same way in the whole file.",
  amountZero: (text: string) => `The amount ${text} is zero.`,
  writeGrossAmountLeaveOut: "Write the gross amount; leave out rows of zero.",
  amountLessThanZeroRow: (text: string) =>
    `The amount ${text} is less than zero, and the row is no credit note.`,
  writeCreditNoteColumnKind:
    "Write credit_note in the column kind. If all negative rows of the export are credit notes, set negative: credit_note in its header map (receivables.headers in kvitt.config.yaml).",
  openAmountBetweenZeroWhole: (text: string) =>
    `The open amount ${text} is not between zero and the whole amount.`,
  giveStillPaidLeaveOpen:
    "Give what is still to be paid, or leave open_amount empty when nothing has been paid.",
  totalRow: "The row is a total, no invoice, credit note or order.",
  totalRowTodo: "Remove the total from the list. The other rows are taken in all the same.",
  noDate: (text: string) => `${text} is no date.`,
  writeDates: "Write dates as 2026-01-31.",
  excelsOwn: "The first line is Excel's own (sep=) and is passed over.",
  columnsKvittDoesKnowPasses: (list: string) => `Columns that Kvitt does not know and passes over: ${list}.`,
  readHeaderMapKvittConfig: (name: string) => `Read with the header map ${name} of kvitt.config.yaml.`,
  headersThoseExportReadOne: (name: string) =>
    `The headers are those of an export from ${name}: read as one.`,
  open: "open",
  sameAnotherRowFileCount: (repeated: number) =>
    `${repeated} ${repeated === 1 ? "row says" : "rows say"} the same as another row of the file, and count once.`,
  twoListsDisagreeButNo: ({ expected, found }: { expected: string; found: string }) =>
    `Two lists disagree: ${expected}, but ${found}. No payment is paired with it until that is decided: kvitt deviations`,
  fileEmpty: "The file is empty.",
  firstLineDoesHeadersReceivables: (receivableColumns: string) =>
    `The first line does not have the headers of a receivables file (${receivableColumns}).`,
  looksLikeSettlementReportPut: "It looks like a settlement report: put it into inbox/ instead.",
  ifAnotherSystemSExport:
    "If it is another system's export, run `kvitt check FILE`, which proposes a header map for kvitt.config.yaml. Otherwise let the first line be headers of those names, parted by semicolon, comma or tab.",
  columnMissingColumns: ({ missing, names }: { missing: string; names: string }) =>
    `The column ${missing} is missing. The columns there are: ${names}.`,
  addColumnExportEveryRow:
    "Add the column to the export: every row needs kind, number, currency and amount. If the columns are called something else, run `kvitt check FILE`, which proposes a header map.",
  columnTwice: (name: string) => `The column ${name} is there twice.`,
  removeRenameOneThem: "Remove or rename one of them.",
  severalHeaderMapsKvittConfig: (list: string) =>
    `Several header maps in kvitt.config.yaml fit the file equally well: ${list}.`,
  removeOneThemGiveRight:
    "Remove one of them, or give the right one another column that only this file has (receivables.headers).",
  whole: "",
  spreadsheetPutsAroundValuesTaken: (mended: number) =>
    `What a spreadsheet puts around values (="…" or ') was taken off in ${mended} ${mended === 1 ? "cell" : "cells"}.`,
  creditNegativeListAmountRead: (negative: number) =>
    `${negative} credit ${negative === 1 ? "note is" : "notes are"} negative in the list: the amount is read without the minus.`,
  leftOutStatusSaysNothing: (leftOut: number) =>
    `${leftOut} ${leftOut === 1 ? "row was" : "rows were"} left out: the status says that nothing is to be paid.`,
  zeroLeftOut: (zero: number) =>
    `${zero} ${zero === 1 ? "row" : "rows"} of zero ${zero === 1 ? "was" : "were"} left out.`,
  lineCellsHeaderLine: ({ count, width }: { count: number; width: number }) =>
    `The line has ${count} cells, the header line has ${width}.`,
  aSemicolon: "a semicolon",
  aComma: "a comma",
  aTab: "a tab",
  exportAgain:
    "Export the file again from your system as CSV (UTF-8), and put it into the folder receivables/.",
  whatQuoteOpen: "A quotation mark that opens on this line is never closed.",
  whatQuoteGarbage: "A closing quotation mark is followed by something other than a delimiter.",
  whatRowTooLong: (maxRowLength: number) => `The line is longer than ${maxRowLength} characters.`,
  whatTooManyColumns: (maxColumns: number) => `The line has more than ${maxColumns} columns.`,
  whatNulBytes: "The file contains NUL bytes, so it is no text file, or it is damaged.",
  whatEncodingBroken: "The file's character encoding is broken.",
  allValuesColumnEndSpreadsheet: (column: string) =>
    `All values of the column ${column} end in ".0", as a spreadsheet makes them: that is taken off.`,
  numberSeveralShopsRowDoes: ({ number, list }: { number: string; list: string }) =>
    `Number ${number} is there for several shops (${list}), and the row does not say which one it is about.`,
  addColumnMerchantIdList:
    "Add the column merchant_id to the list, or put the list into receivables/MERCHANT_ID/.",
  numberAlsoLineOtherContents: ({ number, amount, list }: { number: string; amount: string; list: string }) =>
    `Number ${number} (${amount}) is also on line ${list}, with other contents. None of the rows was taken in.`,
  exportOneRowEachInvoice:
    "Export one row for each invoice or order, with its whole amount, instead of one for each article.",
} satisfies typeof sv;
