/** Files that are recognised but not read by Kvitt: what each is, and what to download instead. */
import { messages } from "./messages.ts";
import type { Message } from "../../message.ts";
import type { Refusal } from "../report.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

const GET_REPORT = messages.getReport satisfies Message;

const UNPACK = messages.unpack satisfies Message;

export const FOREIGN_REASONS = {
  pdf: {
    code: "unreadable",
    what: messages.pdf,
    todo: GET_REPORT,
  },
  excel: {
    code: "unreadable",
    what: messages.excel,
    todo: GET_REPORT,
  },
  archive: {
    code: "unreadable",
    what: messages.archive,
    todo: UNPACK,
  },
  klarna_network: {
    code: "unreadable",
    what: messages.klarnaNetwork,
    todo: messages.klarnaNetworkTodo,
  },
  klarna_transactions: {
    code: "unreadable",
    what: messages.klarnaTransactions,
    todo: GET_REPORT,
  },
  klarna_legacy: {
    code: "unreadable",
    what: messages.klarnaLegacy,
    todo: messages.klarnaLegacyTodo,
  },
  klarna_payout_summary: {
    code: "unreadable",
    what: messages.klarnaPayoutSummary,
    todo: messages.klarnaPayoutSummaryTodo,
  },
  klarna_api_error: {
    code: "unreadable",
    what: messages.klarnaApiError,
    todo: messages.klarnaApiErrorTodo,
  },
  receivables: {
    code: "unreadable",
    what: messages.receivables,
    todo: messages.receivablesTodo,
  },
  other_provider: {
    code: "unreadable",
    what: messages.otherProvider,
    todo: messages.otherProviderTodo,
  },
  receivables_export: {
    code: "unreadable",
    what: messages.receivablesExport,
    todo: messages.receivablesExportTodo,
  },
  bank_file: {
    code: "unreadable",
    what: messages.bankFile,
    todo: messages.bankFileTodo,
  },
  accounting_file: {
    code: "unreadable",
    what: messages.accountingFile,
    todo: messages.accountingFileTodo,
  },
  other_document: {
    code: "unreadable",
    what: messages.otherDocument,
    todo: GET_REPORT,
  },
  image: {
    code: "unreadable",
    what: messages.image,
    todo: GET_REPORT,
  },
} as const satisfies Record<string, ReasonText>;
