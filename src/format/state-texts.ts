/** The states of payouts, runs, deviations and deliveries; the same words in the mail, on the terminal and on the page. */
import { messages } from "./messages.ts";
import type { Message } from "../message.ts";

export const PAYOUT_STATES: Readonly<Record<string, Message>> = messages.payoutStates;

export const RUN_STATES: Readonly<Record<string, Message>> = messages.runStates;

export const RUN_KINDS: Readonly<Record<string, Message>> = messages.runKinds;

export const DEVIATION_STATES: Readonly<Record<string, Message>> = messages.deviationStates;

export const POSTING_STATES: Readonly<Record<string, Message>> = messages.postingStates;
