/** Why a file is refused whole as a list of receivables: what was found, and what to do. */
import { messages } from "./messages.ts";
import { RECEIVABLE_COLUMNS, REQUIRED_COLUMNS } from "../../receivable-columns.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import { EXPORT_AGAIN } from "./rows.ts";

export function emptyFile(): QuarantineReason {
  return {
    ...whole("empty_file"),
    what: messages.fileEmpty,
    todo: EXPORT_AGAIN,
  };
}

/** Whether a header is one of Klarna's: a settlement report that was put into the wrong folder. */
export function isReport(text: string): boolean {
  return /payment_reference|total_\w+_amount|capture_date|detailed_type/i.test(text);
}

export function noReceivables(line: number, text: string): QuarantineReason {
  return {
    ...whole("not_receivables"),
    line,
    found: text.slice(0, 200),
    expected: REQUIRED_COLUMNS.join(", "),
    what: messages.firstLineDoesHeadersReceivables(RECEIVABLE_COLUMNS.join(", ")),
    todo: isReport(text) ? messages.looksLikeSettlementReportPut : messages.ifAnotherSystemSExport,
  };
}

export function missingColumns(
  line: number,
  missing: readonly string[],
  names: readonly string[],
): QuarantineReason {
  return {
    ...whole("missing_column"),
    line,
    column: missing[0] ?? null,
    found: names.join(", ").slice(0, 200),
    expected: missing.join(", "),
    what: messages.columnMissingColumns({
      missing: missing.join(", "),
      names: names.join(", ").slice(0, 500),
    }),
    todo: messages.addColumnExportEveryRow,
  };
}

export function twice(line: number, name: string): QuarantineReason {
  return {
    ...whole("duplicate_column"),
    line,
    column: name,
    found: name,
    what: messages.columnTwice(name),
    todo: messages.removeRenameOneThem,
  };
}

export function severalMaps(line: number, maps: readonly string[]): QuarantineReason {
  const list = maps.join(", ");
  return {
    ...whole("several_maps"),
    line,
    found: list,
    what: messages.severalHeaderMapsKvittConfig(list),
    todo: messages.removeOneThemGiveRight,
  };
}

function whole(reason: string): QuarantineReason {
  const empty = messages.whole;
  return {
    code: "unreadable",
    reason,
    line: null,
    column: null,
    found: null,
    expected: null,
    what: empty,
    todo: empty,
  };
}
