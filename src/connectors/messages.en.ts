/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

interface Said {
  readonly name: string;
  readonly sv: string;
  readonly en: string;
}

interface Marked {
  readonly system: string;
  readonly marker: string;
}

export const en = {
  faults: {
    auth: ({ name, en }: Said) => `${name} does not let Kvitt in: ${en}`,
    config: ({ name, en }: Said) => `${name} lacks something that is needed: ${en}`,
    period: ({ name, en }: Said) => `${name} does not take the date: ${en}`,
    data: ({ name, en }: Said) => `${name} does not accept what was sent: ${en}`,
    busy: ({ name, en }: Said) => `${name} does not answer just now: ${en}`,
  },
  todo: {
    auth: (system: string) =>
      `Connect ${system} again, and check it with "kvitt connectors". Nothing is booked twice; then run "kvitt retry --all".`,
    config: (system: string) =>
      `Correct it in ${system} or in the settings, and then run "kvitt retry --all".`,
    period: (system: string) =>
      `Open the period in ${system}, or set voucher.closedThrough so that new vouchers are dated after it, and then run "kvitt retry --all".`,
    data: (system: string) =>
      `Nothing is booked in ${system}. Keep the error, and tell whoever looks after Kvitt.`,
    busy: (_system: string) => "Kvitt tries again by itself.",
  },
  noAnswer: (seconds: number) => `no answer within ${seconds} seconds`,
  noConnection: (why: string) => `no connection (${why})`,
  tooManyCalls: "too many calls in a short time",
  serverError: (status: number) => `an error in the system (HTTP ${status})`,
  pointsElsewhere: (host: string) => `the address points on to ${host}, where nothing is sent`,
  answerTooLong: (bytes: number) => `the answer is longer than ${bytes} bytes`,
  answerUnreadable: "the answer is not JSON",
  secretUnreadable: ({ file, why }: { readonly file: string; readonly why: string }) =>
    `the file ${file} with the password or key cannot be read (${why})`,
  writeSecret: "Write the password or key into the file, and let only Kvitt read it.",
  tokenUnreadable: "the answer of the sign-in has no access token",
  answerDiffers: ({ path, where }: { readonly path: string; readonly where: string }) =>
    `the answer to ${path} is not as expected (${where})`,
  currencyDiffers: ({ system, currency }: { readonly system: string; readonly currency: string }) =>
    `the book currency is ${currency}, and ${system} books in SEK`,
  setCurrency: (name: string) => `Set company.currency: SEK, or take ${name} out of targets.`,
  yearMissing: (date: string) => `there is no fiscal year for ${date}`,
  periodLocked: ({ date, through }: { readonly date: string; readonly through: string }) =>
    `${date} is in a locked period (locked through ${through})`,
  accountsMissing: (accounts: string) => `accounts that are not there or not active: ${accounts}`,
  otherContent: ({ system, marker, reference }: Marked & { readonly reference: string }) =>
    `${system} already has voucher ${reference} with Kvitt's marker ${marker}, but with other amounts.`,
  otherContentRemedy: (system: string) =>
    `Compare it with Kvitt's voucher. Correct it in ${system}, or take the marker out of it, and then run "kvitt retry --all".`,
  severalFound: ({ system, marker, references }: Marked & { readonly references: string }) =>
    `${system} has several vouchers with Kvitt's marker ${marker}: ${references}.`,
  severalRemedy: (system: string) =>
    `Reverse all but one of them in ${system}, take the marker out of the others, and then run "kvitt retry --all".`,
  forDay: (date: string) => `for ${date}`,
  byPayments: "booked by the payments",
  paidDoNotFit: "the voucher's rows of receivables do not come to its payments",
  paidDoNotFitRemedy:
    'Was the account of receivables changed in the settings after it was booked? Set the one of then, and then run "kvitt retry --all".',
} satisfies typeof sv;
