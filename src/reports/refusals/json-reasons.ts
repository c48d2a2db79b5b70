/** Why a JSON answer of the Settlements API is refused. */
import { messages } from "./messages.ts";
import type { Refusal } from "../report.ts";
import { FETCH_AGAIN } from "./remedies.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

export const JSON_REASONS = {
  json_broken: {
    code: "unreadable",
    what: messages.jsonBroken,
    todo: FETCH_AGAIN,
  },
  json_duplicate: {
    code: "unreadable",
    what: messages.jsonDuplicate,
    todo: FETCH_AGAIN,
  },
  json_too_deep: {
    code: "unreadable",
    what: messages.jsonTooDeep,
    todo: FETCH_AGAIN,
  },
  json_too_big: {
    code: "unreadable",
    what: messages.jsonTooBig,
    todo: FETCH_AGAIN,
  },
  json_number: {
    code: "unreadable",
    what: messages.jsonNumber,
    todo: FETCH_AGAIN,
  },
  json_page_missing: {
    code: "unreadable",
    what: messages.jsonPageMissing,
    todo: messages.jsonPageMissingTodo,
  },
  json_transactions_missing: {
    code: "unreadable",
    what: messages.jsonTransactionsMissing,
    todo: messages.jsonTransactionsMissingTodo,
  },
  json_payout_missing: {
    code: "unreadable",
    what: messages.jsonPayoutMissing,
    todo: messages.jsonPayoutMissingTodo,
  },
  json_stranger: {
    code: "unreadable",
    what: messages.jsonStranger,
    todo: FETCH_AGAIN,
  },
  json_not_a_report: {
    code: "unreadable",
    what: messages.jsonNotAReport,
    todo: FETCH_AGAIN,
  },
} as const satisfies Record<string, ReasonText>;
