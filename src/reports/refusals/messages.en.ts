/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  quoteOpen: "A quotation mark that opens on this line is never closed.",
  quoteGarbage: "A closing quotation mark is followed by something other than a delimiter.",
  rowTooLong: "The line is longer than {expected} characters.",
  tooManyColumns: "The line has more than {expected} columns.",
  cellCount: "The line has {found} cells, the header line has {expected}.",
  unexpectedRow: "The line is neither header, summary nor transaction.",
  spreadsheetRow:
    'The line "{found}" is not a transaction: a sum, a note or a row without type or amount, added in a spreadsheet.',
  summaryEmpty: "The summary's headers are not followed by a line of values.",
  missingColumn:
    "The column {expected} is missing from the transaction list. The list has these columns: {found}.",
  duplicateColumn: "The column {found} appears twice.",
  scientificNotation:
    "An id or reference is written as {found}: Excel has turned it into a number, and digits are lost.",
  amountUnreadable: "{found} is not an amount with the decimal mark “{expected}”.",
  amountPrecision: "{found} has more decimals than the currency ({expected}). Kvitt never rounds.",
  amountTooLarge: "{found} has more than {expected} digits.",
  amountAmbiguous:
    "{found} can mean two different amounts, and no other amount in the file shows whether the decimal mark is a point or a comma.",
  amountAmbiguousTodo:
    'Set `decimalMark: "."` or `decimalMark: ","` for the merchant in kvitt.config.yaml and import again.',
  decimalMarksMixed: "Some amounts have a decimal point and others a decimal comma: {expected} and {found}.",
  dateUnreadable: "{found} is not a date that can be read.",
  dateAmbiguous:
    "{found} can mean two different days, and no other date in the file shows whether the day or the month comes first.",
  dateAmbiguousTodo:
    "Set `dateOrder: dmy` (day first) or `dateOrder: mdy` (month first) for the merchant in kvitt.config.yaml and import again.",
  dateOrdersMixed: "Some dates have the day first and others the month: {expected} and {found}.",
  unknownType: "The transaction type {found} is unknown, so the direction of the money is not known.",
  unknownTypeTodo:
    "Ask Klarna's or Kustom's merchant support what the type means, and report it to Kvitt. The file stays in quarantine.",
  signContradicts: "The amount {found} has a sign that contradicts its transaction type ({expected}).",
  emptyFile: "The file is empty.",
  nulBytes: "The file contains NUL bytes, so it is not a text file, or it is damaged.",
  encodingBroken: "The file's character encoding ({expected}) is broken.",
  tooLarge: "The file is larger than {expected}; settlement reports are never that large.",
  tooLargeTodo:
    "Check that it is the right file. If it is: download one report per payout instead of one for the whole period.",
  notAReport: "The file is not a settlement report that Kvitt knows: it has no known column headers.",
  notAReportTodo:
    "Get the settlement report (CSV) of the payout under Settlements in the portal. If the columns were renamed: `kvitt check` or the page Upload files proposes what to put in the setting `headers`.",
  notKlarna:
    "The file is not a settlement report from Klarna or Kustom: any file may have its columns ({found}), and it has none of Klarna's own.",
  notKlarnaTodo:
    "If the file is from elsewhere: move it to where it belongs, and download the settlement report (CSV) under Settlements in the portal. If it is Klarna's report: tick capture_date, order_id and merchant_reference1 in its settings. If the columns were renamed: `kvitt check` or the page Upload files proposes the setting `headers`.",
  bareHeader: "The file has headers but neither a summary nor any rows.",
  bareHeaderTodo:
    'Download the report again. If it is empty then too: tick "Include settlement summary section" in the report\'s settings in the portal, so that the report shows which payout it is for.',
  noPaymentReference:
    "The payout's payment_reference is neither in the summary, nor in a column, nor in the file name.",
  noPaymentReferenceTodo:
    'Tick "Include settlement summary section" and the field payment_reference in the portal and download the report again, or keep the portal\'s own file name (settlement.<reference>.csv).',
  tableMissing: "The summary states amounts, but the file lacks the transaction list that explains them.",
  tableMissingTodo:
    "Include the transaction list in the report's settings in the portal (at least type and amount) and download it again.",
  getReport: "Download the settlement report as CSV instead: the portal → Settlements → the payout → CSV.",
  unpack: "Unpack it and put the CSV files in it into the inbox.",
  pdf: "The file is a PDF: the report for reading, with the same amounts but without rows that Kvitt can import.",
  excel: "The file is an Excel workbook.",
  archive: "The file is compressed ({found}). Kvitt never unpacks what is put into the inbox.",
  klarnaNetwork:
    "The file is a report from Klarna Network or Klarna Direct, another product with other columns than Klarna Checkout and Kustom.",
  klarnaNetworkTodo:
    "Download the settlement report of the merchant id to which Klarna Checkout (KCO v3) or Kustom pays out. Kvitt does not read Klarna Network yet.",
  klarnaTransactions:
    "The file is a transaction report (Custom report): it lists by capture and refund date, includes orders that are not paid out yet, and explains no payout.",
  klarnaLegacy: 'The file is an "avräkningsnota" of Klarna\'s older system (Klarna Online / KPM).',
  klarnaLegacyTodo: "Book it by hand. Newer payouts have settlement reports in the portal under Settlements.",
  klarnaPayoutSummary: "The file is a summary of several payouts (payouts/summary) without their lines.",
  klarnaPayoutSummaryTodo:
    "Fetch each payout with its transactions: GET /payouts/{payment_reference} and GET /transactions?payment_reference=…, both answers in one file. Or download the CSV report in the portal.",
  klarnaApiError: "The file is an error message from Klarna's API ({found}), not a report.",
  klarnaApiErrorTodo: "Correct the request (reference, permission) and download the report again.",
  receivables: "The file is a list of receivables, not a settlement report.",
  receivablesTodo: "Put it into the folder receivables/ instead, or import it with `kvitt receivables FILE`.",
  otherProvider: "The file is from another payment provider: {found}.",
  otherProviderTodo:
    "Move the file to where that provider's payouts are booked. What Klarna or Kustom pay out is in their own settlement report: the portal → Settlements → the payout → CSV. If Klarna purchases go through the other provider, Klarna has no report of its own about them.",
  receivablesExport:
    "The file is a list of orders or invoices ({found}), not a settlement report from Klarna or Kustom.",
  receivablesExportTodo:
    "Orders and invoices belong in the folder receivables/, as CSV with the columns kind, number, currency and amount (preferably also order_number and order_id). `kvitt check FILE` or the page Upload files shows how this one can be read. For the inbox: download the settlement report, the portal → Settlements → the payout → CSV.",
  bankFile: "The file is a bank statement or another file from the bank ({found}), not a settlement report.",
  bankFileTodo:
    "Import it into the accounting program. The settlement report shows what the payout consists of: the portal → Settlements → the payout → CSV.",
  accountingFile: "The file is a bookkeeping file ({found}), not a settlement report.",
  accountingFileTodo:
    "Import it into the accounting program (Import → SIE). Kvitt exports what it books as SIE files to the folder sie/; only settlement reports belong in the inbox.",
  otherDocument: "The file is not a settlement report: {found}.",
  image: "The file is a picture.",
  jsonBroken: "The file begins as JSON but is not valid, or it is cut off.",
  jsonDuplicate: "The field {found} appears twice in the same object.",
  jsonTooDeep: "The file is nested too deeply.",
  jsonTooBig: "The file contains too much that is not a transaction.",
  jsonNumber:
    "{found} is not a whole number of minor units: amounts in the API's JSON are integers (119375, not 1193.75).",
  jsonPageMissing: "The file has {found} of {expected} transactions: there are more pages to fetch.",
  jsonPageMissingTodo:
    "Fetch all pages (follow pagination.next, size is at most 500) and put the answers one after the other into the same file.",
  jsonTransactionsMissing:
    "The file has the payout {expected} (the answer of GET /payouts/{payment_reference}) but not its transactions, so the amounts cannot be explained.",
  jsonTransactionsMissingTodo:
    'Fetch GET /transactions?payment_reference={expected}&size=500 too (all pages: follow pagination.next), and put the answers one after the other into one file, the payout\'s first: {"payment_reference": …}{"transactions": […]}. Put that file into the inbox.',
  jsonPayoutMissing: "The file has transactions but not the payout they belong to, so nothing can be proven.",
  jsonPayoutMissingTodo:
    "Fetch GET /payouts/{payment_reference} too, and put both answers one after the other into one file. Put that file into the inbox.",
  jsonStranger: "The list {found} contains something that is neither a payout nor a transaction.",
  jsonNotAReport: "The file is JSON but has neither payouts nor transactions of Klarna's Settlements API.",
  noCurrency: "The payout's currency is neither in the summary nor in a column.",
  summaryWithoutCurrency:
    "The summary does not say which currency its amounts are in, and the lines are in {found}, which has no minor units.",
  currencyUnknown: "{found} is not a currency code.",
  currencyDiffers: "The line is in {found}, but the payout is in {expected}.",
  merchantDiffers: "The line belongs to merchant {found}, but the payout to {expected}.",
  settlementTypeUnknown: "The settlement type {found} is unknown (known: {expected}).",
  rowsWithoutPayout: "The file has several payouts, but the line does not say which of them it belongs to.",
  rowsWithoutPayoutTodo:
    "Tick the column payment_reference in the transaction list in the portal, or download one report per payout.",
  rowOfNoPayout: "The line belongs to payout {found}, which is not in the summary.",
  summaryOfSeveral:
    "The summary covers several payouts together, and {column} = {found} cannot be divided between them.",
  summaryOfSeveralTodo: "Download one report per payout.",
  payoutTwice: "The payout {found} appears twice in the same file.",
  tooManyPayouts: "The file has more than {expected} payouts.",
  tooManyPayoutsTodo: "Download the report for a shorter period.",
  layoutUnclear: "It cannot be decided which summary belongs to which transaction list.",
  layoutUnclearTodo:
    "Download one report per payout, or tick the column payment_reference in the transaction list.",
  rowTotalDiffers: "The summary's {column} is {expected}, but the lines add up to {found}.",
  settlementDiffers:
    "According to the summary the payout is {expected}, but the amounts that explain it add up to {found}.",
  settlementDiffersTodo:
    "If the summary lacks fields: tick them in the portal (Settlements → Configure reports → CSV). Download the report again. If it stays the same: send the file to Klarna's or Kustom's merchant support and ask for a corrected report.",
  vatNotInReport:
    "According to the summary the payout is {expected}, but the amounts that explain it add up to {found}.",
  vatNotInReportTodo:
    "Tick vat_amount in the transaction list and total_tax_amount in the summary in the portal (Settlements → Configure reports → CSV), and download the report again.",
  debtDiffers:
    "The closing debt is {expected}, but the opening debt less what was repaid plus new debt makes {found}.",
  negativeSettlement:
    "The payout is negative ({found}). A shortfall should be 0.00 with the amount as new debt (deposit).",
  unknownTotal:
    "The summary has an amount that Kvitt does not know, {column} = {found}, and without the payout's amount its meaning cannot be proven.",
  directionAmbiguous:
    "The direction of the lines of type {found} cannot be proven: the file adds up in more than one way, only with lines in opposite directions, or not at all.",
  directionAmbiguousTodo:
    'Tick "add signs to negative amounts" under formatting in the portal, and all total_ fields of the summary, and download the report again.',
  tooManyUndecided: "More than {expected} lines have a direction that only the totals can decide.",
  tooManyUndecidedTodo:
    'Tick "add signs to negative amounts" under formatting in the portal and download the report again.',
  downloadAgain:
    "Download the report again from Klarna's or Kustom's portal, and put the file in the inbox without opening and saving it in Excel.",
  askIssuer:
    "Download the report again. If it stays the same: send the file to Klarna's or Kustom's merchant support and ask for a corrected report.",
  configure:
    "Correct the report's settings in the portal (Settlements → Configure reports → CSV) and download it again. `kvitt check` or the page Upload files shows which fields are missing.",
  fetchAgain:
    "Fetch the payout again from Klarna's Settlements API (payouts/{payment_reference} and transactions), or download the CSV report in the portal.",
} satisfies typeof sv;
