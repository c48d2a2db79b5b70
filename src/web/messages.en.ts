/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  // vouchers
  account: "Account",
  debit: "Debit",
  credit: "Credit",
  text: "Text",

  // the frame of every page
  home: "Home",
  health: "Health",
  queues: "Queues",
  settings: "Settings",
  partsOfKvitt: "Parts of Kvitt",
  search: "Search",
  searchFor: "Order, invoice, amount …",
  signOut: "Sign out",

  // the top of the page
  toTheContent: "To the content",
  status: "Status",
  onThisPage: "On this page",
  lastFinished: "Last finished",
  never: "never",
  nextNight: "Next nightly run",
  inInbox: "In the inbox",
  filesInInbox: ({ first, more }: { first: string; more: number }) => `${first} and ${more} more`,
  onClearingAccount: "On the clearing account",
  sales: "sales",
  returns: "returns",
  nothing: "nothing",
  allWell: "Everything agrees.",
  openDeviations: (open: number) => `${open} open ${open === 1 ? "deviation" : "deviations"}.`,
  failed: (failed: number) =>
    `${failed} ${failed === 1 ? "step" : "steps"} failed for technical reasons. See Runs.`,
  notUnderstood: "The server does not understand the address or the form.",
  cannotAnswer: "Kvitt cannot answer right now. Whoever runs it finds in its log what is wrong.",
  tryAgain: "Try again.",

  // deviations
  deviations: "Deviations",
  noDeviations: "No open deviations.",
  oldestShown: "These are the oldest. All: ",
  orders: { newest: "newest first", oldest: "oldest first" },
  show: "Show:",
  latestShown: "These are the latest. All: ",
  likelyCause: "Likely cause:",
  todo: "What to do:",
  showMore: (count: number) => `Show ${count} more`,
  row: (row: number) => `row ${row}`,
  id: "ID",
  reference: "Reference",
  amount: "Amount",
  expected: "Expected",
  found: "Found",
  candidates: "Candidates",
  age: "Age",

  // files in quarantine
  quarantine: "Files in quarantine",
  moreErrors: (count: number) => `… and ${count} more; see .reason.json beside the file.`,
  quarantineCloses:
    "The deviation closes when a corrected file of the same name has been imported, or when you accept it.",

  // payouts
  payouts: "Payouts",
  noPayouts: "No payouts yet. Put a settlement report into the inbox, and it is imported tonight.",
  payout: "Payout",
  date: "Date",
  lines: "Lines",
  matched: "Matched",
  deviating: "Deviating",
  difference: "Difference",
  state: "State",

  // the clearing account
  clearingByMerchant: "The clearing account by merchant id (MID)",
  merchantId: "Merchant id (MID)",
  bookedByKvitt: "Booked by Kvitt",
  meaning: "What it is",

  // runs
  runs: "Runs",
  latestRuns: "Latest runs",
  noRuns: "Nothing has run yet.",
  run: "Run",
  began: "Began",
  files: "Files",

  // upload
  upload: "Upload files",
} satisfies typeof sv;
