/** Why a file is refused as a whole. */
import { messages } from "./messages.ts";
import type { Refusal } from "../report.ts";
import { DOWNLOAD_AGAIN } from "./remedies.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

export const FILE_REASONS = {
  empty_file: {
    code: "unreadable",
    what: messages.emptyFile,
    todo: DOWNLOAD_AGAIN,
  },
  nul_bytes: {
    code: "unreadable",
    what: messages.nulBytes,
    todo: DOWNLOAD_AGAIN,
  },
  encoding_broken: {
    code: "unreadable",
    what: messages.encodingBroken,
    todo: DOWNLOAD_AGAIN,
  },
  too_large: {
    code: "unreadable",
    what: messages.tooLarge,
    todo: messages.tooLargeTodo,
  },
  not_a_report: {
    code: "unreadable",
    what: messages.notAReport,
    todo: messages.notAReportTodo,
  },
  not_klarna: {
    code: "unreadable",
    what: messages.notKlarna,
    todo: messages.notKlarnaTodo,
  },
  bare_header: {
    code: "unreadable",
    what: messages.bareHeader,
    todo: messages.bareHeaderTodo,
  },
  no_payment_reference: {
    code: "unreadable",
    what: messages.noPaymentReference,
    todo: messages.noPaymentReferenceTodo,
  },
  table_missing: {
    code: "unreadable",
    what: messages.tableMissing,
    todo: messages.tableMissingTodo,
  },
} as const satisfies Record<string, ReasonText>;
