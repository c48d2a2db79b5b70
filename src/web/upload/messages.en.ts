/** English texts of this folder. */
import { atTime } from "../../format/days.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  // sending
  upload: "Upload files",
  intro:
    "Settlement reports, receivables lists and exchange rates. Kvitt sees which it is, and checks each file at once. Nothing is booked before you take the file in.",
  dropHere: "Drop files here, or choose them (several at once):",
  sending: "Sending and checking …",
  didNotWork: "That did not work: ",
  tooLargeToSend: "The file is too large to be sent like this. Put it straight into the folder instead.",
  withoutJavaScript:
    "Without JavaScript this page cannot send files. Put reports into the folder inbox and receivables lists into the folder receivables on the server, and they are imported tonight.",
  received: ({ name, nightlyAt }: { name: string; nightlyAt: string }) =>
    `${name} has been received and is imported ${atTime(nightlyAt, "en")} tonight, or at once with Run now.`,
  fileName: "The file needs a plain name, without a folder or a leading dot, of at most 240 bytes.",
  halfWritten: "Files that end in .tmp or .part count as half-written and are never imported.",
  emptyFile: "The file is empty.",
  tooLarge: (limit: string) => `The file is larger than ${limit}. Put it straight into the folder instead.`,
  tooManyWait: (count: number) => `${count} uploaded files wait already.`,
  takeInOrThrowAway: "Take them in or throw them away first.",

  // what waits
  waiting: "Uploaded files that wait for you",
  waitingNote: "What nobody takes in is thrown away after a day.",
  file: "File",
  whatItIs: "What it is",
  verdict: "Verdict",
  size: "Size",
  sentBy: "Sent by",
  kinds: {
    report: "Settlement report",
    list: "Receivables list",
    rates: "Exchange rates",
    unknown: "Unknown file",
  },
  verdicts: {
    good: "Can be taken in",
    attention: "Can be taken in, but see the remarks",
    trouble: "Cannot be taken in",
  },
  takeAllNow: (count: number) => `Take in ${count} now`,
  takeAllTonight: (count: number) => `Take in ${count} tonight`,

  // taking in
  takeInNow: "Take in now",
  takeInTonight: (nightlyAt: string) => `Take in tonight ${atTime(nightlyAt, "en")}`,
  takeInRates: "Add the rates",
  throwAway: "Throw the file away",
  wouldBeRefused: (name: string) => `${name} would be refused and cannot be taken in.`,
  mendFirst: "Mend the file as the verdict says and upload it again.",
  someTaken: (count: number) =>
    count === 1 ? "One file has been taken in." : `${count} files have been taken in.`,
  inTheRun: (run: string) => `Run ${run} imports them now.`,
  inTheNight: (nightlyAt: string) => `They are imported ${atTime(nightlyAt, "en")} tonight.`,
  ratesAdded: "The rates have been added.",
  thrownAway: "The file has been thrown away.",
  followRun: "Follow the run",
  back: "Back to the upload",
  noSuchUpload: "The uploaded file is not there any more.",
  uploadAgain: "It has been taken in or thrown away already. Upload it again if it is needed.",

  // the verdict
  notes: "Remarks",
  payouts: "Payouts in the file",
  payout: "Payout",
  amount: "Amount",
  lines: "Lines",
  merchantId: "Merchant id (MID)",
  addsUp: "adds up, to the cent",
  rowsReadable: ({ rows, refused }: { rows: string; refused: string }) =>
    `${rows} ${rows === "1" ? "row" : "rows"} can be read, ${refused} refused.`,
  ratesFound: (count: number) => `${count} ${count === 1 ? "rate" : "rates"}.`,
  whatIsWrong: "What is wrong",
  whatToDo: "What to do:",
  place: ({ line, column }: { line: number; column: string }) =>
    column === "" ? `line ${line}` : `line ${line}, ${column}`,
  rawValue: "The value in the file:",
  nothingThere: "(empty)",
  inTheFile: "As it stands in the file",
  row: "Line",
  cell: (place: number) => `Column ${place}`,
  refusedCell: "refused cell",
  andMore: (count: number) => `… and ${count} more.`,
  missing: "Fields missing in the report",
  field: "Field",
  weight: "Weight",
  weights: { needed: "needed", useful: "useful" },
  cost: "Without the field",
  unknownColumns: "Columns that Kvitt does not know (they are kept with each line):",
  columnsRenamed: "The columns seem to have been renamed. Put this into kvitt.config.yaml:",
  columnsMaybeRenamed: "Columns that may have been renamed:",
  isItAList: "Is it a receivables list from another system?",
  chooseColumns: "Choose its columns",

  // the preview
  preview: "Show what would be booked",
  previewTitle: "What would be booked",
  previewTooLarge: "The file is too large for a preview. Take it in, and the run shows the outcome.",
  previewBusy: "A preview is being made already. Wait a moment and try again.",
  tryAgain: "Nothing has been changed.",
  nothingWritten: "Nothing is booked yet: this is how it would be now.",
  previewCounts: ({ lines, matched, vouchers, deviations }) =>
    `${lines} ${lines === 1 ? "line" : "lines"}, ${matched} matched. ${vouchers} ${vouchers === 1 ? "voucher" : "vouchers"} and ${deviations} ${deviations === 1 ? "deviation" : "deviations"}.`,
  alreadyKnown: "The report is in the books already. Nothing would be booked again.",
  changedReport: "The payout is booked already with other content: that becomes a deviation.",
  vouchers: "Vouchers",
  deviations: "Deviations",
  firstShown: (count: number) => `The first ${count} are shown.`,

  // the header map
  mapTitle: "Header map for a receivables list",
  mapIntro:
    "Choose which of the file's columns is what. Try the map on the file, and then put it into kvitt.config.yaml.",
  sample: "The first rows of the file",
  mapName: "Name of the map",
  basedOn: "Based on",
  noPreset: "no known system",
  notInFile: "– not in the file –",
  byPreset: "– as that system has it –",
  columns: {
    kind: "Kind (invoice, credit note, order)",
    number: "Number",
    currency: "Currency",
    amount: "Amount including VAT",
    open_amount: "Open amount",
    merchant_id: "Merchant id (MID)",
    order_number: "The shop's order number",
    order_id: "Klarna's order id",
    capture_id: "Klarna's capture id",
    refund_id: "Klarna's refund id",
    date: "Date",
    credits: "Credits the invoice",
  },
  fixedKind: "All rows are",
  fixedCurrency: "Currency of all rows",
  asInFile: "as the file says",
  kindsOfReceivable: { invoice: "invoices", credit_note: "credit notes", order: "orders" },
  negative: "Amounts below zero are credit notes",
  tryMap: "Try the map",
  mapWorks: ({ rows, refused }: { rows: string; refused: string }) =>
    `With the map, ${rows} ${rows === "1" ? "row" : "rows"} can be read, ${refused} refused.`,
  mapFails: "With the map the file cannot be read.",
  mapNeeds:
    "With the map the file is no receivables list yet: kind, number, currency and amount are needed, each as a column or the same on all rows.",
  theMap: "The map",
  copyMap: "Put this into kvitt.config.yaml, and restart Kvitt:",
  mapIsWrong: "The map's name has at most 40 letters, digits, - and _.",
  chooseName: "Choose another name.",
  writeMap: "Write the map into kvitt.config.yaml",
  onlyAdministrator: "An administrator can write the map into the file from here.",
  mapWritten: (name: string) =>
    `The map ${name} is in kvitt.config.yaml now. It holds once Kvitt has been restarted; upload the file again then.`,
  noTable: "The file is no table, so it has no columns to choose.",
  exportCsv: "Export the list as CSV with a row of headers, and upload it.",
} satisfies typeof sv;
