/** The states of payouts, runs, deviations and deliveries; the same words in the mail, on the terminal and on the page. */
import { messages } from "./messages.ts";
import type { Message } from "../message.ts";

export const PAYOUT_STATES: Readonly<Record<string, Message>> = {
  imported: messages.payoutImported,
  matched: messages.payoutMatched,
  posted: messages.payoutPosted,
  failed: messages.payoutFailed,
};

export const RUN_STATES: Readonly<Record<string, Message>> = {
  collecting: messages.runCollecting,
  importing: messages.runImporting,
  matching: messages.runMatching,
  posting: messages.runPosting,
  notifying: messages.runNotifying,
  done: messages.runDone,
  failed: messages.runFailed,
};

export const RUN_KINDS: Readonly<Record<string, Message>> = {
  nightly: messages.nightlyRun,
  import: messages.importRun,
  rematch: messages.rematchRun,
};

export const DEVIATION_STATES: Readonly<Record<string, Message>> = {
  open: messages.deviationOpen,
  resolved: messages.deviationResolved,
  closed: messages.deviationClosed,
};

export const POSTING_STATES: Readonly<Record<string, Message>> = {
  pending: messages.postingPending,
  posted: messages.postingPosted,
  failed: messages.postingFailed,
};
