/** The states of rows, as people are told of them; the same words on the terminal and on the page. */
import { messages } from "./messages.ts";
import type { Message } from "../message.ts";

export const PAYOUT_STATES: Readonly<Record<string, Message>> = {
  imported: messages.payoutStatesImported,
  matched: messages.payoutStatesMatched,
  posted: messages.payoutStatesPosted,
  failed: messages.payoutStatesFailed,
};

export const RUN_STATES: Readonly<Record<string, Message>> = {
  collecting: messages.runStatesCollecting,
  importing: messages.runStatesImporting,
  matching: messages.runStatesMatching,
  posting: messages.runStatesPosting,
  notifying: messages.runStatesNotifying,
  done: messages.runStatesDone,
  failed: messages.runStatesFailed,
};

export const RUN_KINDS: Readonly<Record<string, Message>> = {
  nightly: messages.runKindsNightly,
  import: messages.runKindsImport,
  rematch: messages.runKindsRematch,
};

export const DEVIATION_STATES: Readonly<Record<string, Message>> = {
  open: messages.deviationStatesOpen,
  resolved: messages.deviationStatesResolved,
  closed: messages.deviationStatesClosed,
};

export const POSTING_STATES: Readonly<Record<string, Message>> = {
  pending: messages.postingStatesPending,
  posted: messages.postingStatesPosted,
  failed: messages.postingStatesFailed,
};
