/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  inboxAway: (inbox: string) =>
    `The inbox ${inbox} is not there, so no report could be taken. Mount the share, or correct KVITT_INBOX.`,
  inboxNotMounted: (inbox: string) =>
    `The inbox ${inbox} was a mounted folder the last time and is a plain one now. That it is empty says nothing of what has come: mount it again.`,
  nothingCame: ({ days, inbox }: { days: number; inbox: string }) =>
    `No report has come for ${days} days. See that reports are still sent to ${inbox}. If this is as it should be: change quietDays in the settings.`,
  correctAndRunAgain: "Correct it and run again.",
  hasNotFailed: (id: string | null) => `${id} has not failed.`,
  ratesUnreadable: ({ file, error }: { file: string; error: string }) =>
    `The rates file ${file} cannot be read (${error}). Vouchers in other currencies wait for their rate.`,
  seeFailures: "See what has failed: kvitt doctor",
  nothingNamed: "Name what to run again.",
  notAFailedJob: (id: string) => `There is no failed job "${id}".`,
  retrySyntax: "Write file:12, run:3, posting:7 or mail:4, or --all for everything that has failed.",
  noRatesFile: "No rates file is set, so the rates have nowhere to go.",
  setRatesFile: "Write ratesFile: rates.csv in kvitt.config.yaml and restart Kvitt.",
  rateIsAnother: ({
    currency,
    date,
    rate,
    was,
  }: {
    currency: string;
    date: string;
    rate: string;
    was: string;
  }) => `${currency} ${date} has the rate ${was} already, and the file says ${rate}.`,
  correctRates: (file: string) => `Correct ${file} and try again.`,
} satisfies typeof sv;
