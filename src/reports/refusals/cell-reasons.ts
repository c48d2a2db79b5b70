/** Why a row or a cell is refused. */
import { messages } from "./messages.ts";
import type { Refusal } from "../report.ts";
import { ASK_ISSUER, CONFIGURE, DOWNLOAD_AGAIN } from "./remedies.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

export const CELL_REASONS = {
  quote_open: {
    code: "unreadable",
    what: messages.quoteOpen,
    todo: DOWNLOAD_AGAIN,
  },
  quote_garbage: {
    code: "unreadable",
    what: messages.quoteGarbage,
    todo: DOWNLOAD_AGAIN,
  },
  row_too_long: {
    code: "unreadable",
    what: messages.rowTooLong,
    todo: DOWNLOAD_AGAIN,
  },
  too_many_columns: {
    code: "unreadable",
    what: messages.tooManyColumns,
    todo: DOWNLOAD_AGAIN,
  },
  cell_count: {
    code: "unreadable",
    what: messages.cellCount,
    todo: DOWNLOAD_AGAIN,
  },
  unexpected_row: {
    code: "unreadable",
    what: messages.unexpectedRow,
    todo: DOWNLOAD_AGAIN,
  },
  spreadsheet_row: {
    code: "unreadable",
    what: messages.spreadsheetRow,
    todo: DOWNLOAD_AGAIN,
  },
  summary_empty: {
    code: "unreadable",
    what: messages.summaryEmpty,
    todo: DOWNLOAD_AGAIN,
  },
  missing_column: {
    code: "unreadable",
    what: messages.missingColumn,
    todo: CONFIGURE,
  },
  duplicate_column: {
    code: "unreadable",
    what: messages.duplicateColumn,
    todo: CONFIGURE,
  },
  scientific_notation: {
    code: "unreadable",
    what: messages.scientificNotation,
    todo: DOWNLOAD_AGAIN,
  },
  amount_unreadable: {
    code: "unreadable",
    what: messages.amountUnreadable,
    todo: DOWNLOAD_AGAIN,
  },
  amount_precision: {
    code: "unreadable",
    what: messages.amountPrecision,
    todo: DOWNLOAD_AGAIN,
  },
  amount_too_large: {
    code: "unreadable",
    what: messages.amountTooLarge,
    todo: DOWNLOAD_AGAIN,
  },
  amount_ambiguous: {
    code: "unreadable",
    what: messages.amountAmbiguous,
    todo: messages.amountAmbiguousTodo,
  },
  decimal_marks_mixed: {
    code: "unreadable",
    what: messages.decimalMarksMixed,
    todo: DOWNLOAD_AGAIN,
  },
  date_unreadable: {
    code: "unreadable",
    what: messages.dateUnreadable,
    todo: DOWNLOAD_AGAIN,
  },
  date_ambiguous: {
    code: "unreadable",
    what: messages.dateAmbiguous,
    todo: messages.dateAmbiguousTodo,
  },
  date_orders_mixed: {
    code: "unreadable",
    what: messages.dateOrdersMixed,
    todo: DOWNLOAD_AGAIN,
  },
  unknown_type: {
    code: "unknown_type",
    what: messages.unknownType,
    todo: messages.unknownTypeTodo,
  },
  sign_contradicts: {
    code: "unreadable",
    what: messages.signContradicts,
    todo: ASK_ISSUER,
  },
} as const satisfies Record<string, ReasonText>;
