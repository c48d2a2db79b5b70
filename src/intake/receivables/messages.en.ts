/** English texts of this folder. */
import type { Message } from "../../message.ts";
import type { sv, UnreadableAmount } from "./messages.sv.ts";

export const en = {
  unknownKind: (found: string) => `${found} is neither an invoice, a credit note nor an order.`,
  unknownKindTodo: "Write invoice, credit_note or order (faktura, kreditfaktura, order).",
  numberMissing: "The number is missing.",
  numberMissingTodo: "Give the number of the invoice, credit note or order.",
  valueTooLong: ({ length, max }: { length: number; max: number }) =>
    `The value has ${length} characters; a number has at most ${max}.`,
  valueTooLongTodo: "Check that the right field is exported.",
  numberRewritten: (found: string) => `${found}: Excel has rewritten the number, and digits are lost.`,
  numberRewrittenTodo: "Export the file again without opening and saving it in Excel.",
  unknownCurrency: (found: string) => `${found} is not a currency code.`,
  unknownCurrencyTodo: "Write a currency code, such as SEK.",
  amountAmbiguous: (found: string) =>
    `${found} can mean two different amounts, and the file does not show for certain whether the decimal mark is a point or a comma.`,
  amountAmbiguousTodo: "Write all amounts in the file with two decimals.",
  amountUnreadable: ({ found, mark, decimals, maxDigits }: UnreadableAmount) =>
    `${found} is not an amount with the decimal mark “${mark}” and at most ${decimals} decimals (or has more than ${maxDigits} digits).`,
  amountUnreadableTodo: "Write the amount as 1193.75 or 1193,75, the same way in the whole file.",
  amountZero: (found: string) => `The amount ${found} is zero.`,
  amountZeroTodo: "Write the amount including VAT; leave out rows of zero.",
  amountNegative: (found: string) => `The amount ${found} is negative, and the row is not a credit note.`,
  amountNegativeTodo:
    "Write credit_note in the column kind. If all negative rows of the export are credit notes, set negative: credit_note in its header map (receivables.headers in kvitt.config.yaml).",
  openAmountOutside: (found: string) => `The open amount ${found} is not between zero and the whole amount.`,
  openAmountOutsideTodo:
    "Give what is still to be paid, or leave open_amount empty when nothing has been paid.",
  totalRow: "The row is a total, not an invoice, credit note or order.",
  totalRowTodo: "Remove the total from the list. The other rows are imported all the same.",
  dateUnreadable: (found: string) => `${found} is not a date.`,
  dateUnreadableTodo: "Write dates as 2026-01-31.",
  excelsLineSkipped: "The first line is Excel's own (sep=) and is skipped.",
  columnsIgnored: (names: string) => `Columns that Kvitt does not know and ignores: ${names}.`,
  readWithMap: (name: string) => `Read with the header map ${name} of kvitt.config.yaml.`,
  readWithPreset: (name: string) => `The headers are those of an export from ${name}: read as one.`,
  openAmountWord: "open",
  repeatedRows: (count: number) =>
    `${count} ${count === 1 ? "row repeats" : "rows repeat"} another row of the file and ${count === 1 ? "counts" : "count"} once.`,
  listsDisagree: ({ expected, found }: { expected: string; found: string }) =>
    `Two lists disagree: ${expected}, but ${found}. No payment is matched with it until the deviation is resolved: kvitt deviations`,
  fileEmpty: "The file is empty.",
  notReceivables: (columns: string) =>
    `The first line does not have the headers of a receivables list (${columns}).`,
  notReceivablesButReport: "It looks like a settlement report: put it into inbox/ instead.",
  notReceivablesTodo:
    "If it is an export from another system: `kvitt check FILE` or the page Upload files proposes a header map. Otherwise make the first line headers of those names, separated by semicolon, comma or tab.",
  columnMissing: ({ missing, names }: { missing: string; names: string }) =>
    `The column ${missing} is missing. The file has these columns: ${names}.`,
  columnMissingTodo:
    "Add the column to the export: every row needs kind, number, currency and amount. If the columns have other names: `kvitt check FILE` or the page Upload files proposes a header map.",
  columnTwice: (name: string) => `The file has the column ${name} twice.`,
  columnTwiceTodo: "Remove or rename one of them.",
  severalMaps: (names: string) =>
    `Several header maps in kvitt.config.yaml fit the file equally well: ${names}.`,
  severalMapsTodo:
    "Remove one of them, or give the right one another column that only this file has (receivables.headers).",
  spreadsheetMarksRemoved: (count: number) =>
    `What a spreadsheet puts around values (="…" or ') was removed from ${count} ${count === 1 ? "cell" : "cells"}.`,
  negativeCreditNotes: (count: number) =>
    `${count} credit ${count === 1 ? "note is" : "notes are"} negative in the list: the amount is read without the minus.`,
  rowsLeftOut: (count: number) =>
    `${count} ${count === 1 ? "row was" : "rows were"} left out: by ${count === 1 ? "its" : "their"} status nothing is to be paid.`,
  zeroRowsLeftOut: (count: number) =>
    `${count} ${count === 1 ? "row" : "rows"} of zero ${count === 1 ? "was" : "were"} left out.`,
  tooManyCells: ({ count, width }: { count: number; width: number }) =>
    `The row has ${count} cells, the header line has ${width}.`,
  quoteValuesThatContain: (delimiter: Message) =>
    `Put quotation marks around values that contain ${delimiter.en}.`,
  semicolon: "a semicolon",
  comma: "a comma",
  tab: "a tab",
  exportAgain:
    "Export the file again from your system as CSV (UTF-8), and put it into the folder receivables/.",
  quoteOpen: "A quotation mark that opens on this line is never closed.",
  quoteGarbage: "A closing quotation mark is followed by something other than a delimiter.",
  rowTooLong: (maxLength: number) => `The line is longer than ${maxLength} characters.`,
  tooManyColumns: (maxColumns: number) => `The line has more than ${maxColumns} columns.`,
  nulBytes: "The file contains NUL bytes, so it is not a text file, or it is damaged.",
  encodingBroken: "The file's character encoding is broken.",
  zerosTakenOff: (column: string) =>
    `All values of the column ${column} end in ".0", which a spreadsheet has added: it is removed.`,
  numberOfSeveralMerchants: ({ number, merchants }: { number: string; merchants: string }) =>
    `Number ${number} exists for several merchants (${merchants}), and the row does not say which of them it is for.`,
  numberOfSeveralMerchantsTodo:
    "Add the column merchant_id to the list, or put the list into receivables/MERCHANT_ID/.",
  rowsContradict: ({ number, amount, lines }: { number: string; amount: string; lines: string }) =>
    `Number ${number} (${amount}) is also on line ${lines}, with other contents. None of the rows was imported.`,
  rowsContradictTodo:
    "Export one row for each invoice or order, with its whole amount, instead of one for each article.",
} satisfies typeof sv;
