/**
 * Detects how a file writes its amounts and dates, from all of its cells: what one cell leaves open another may decide.
 * Where no cell decides, the setting does; without a setting the file is refused, never guessed.
 */
import { stripMinus, type Mark } from "../values/amount.ts";
import { dateOrderShown, type DateOrder } from "../values/date.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { ReadOptions } from "../report.ts";

interface Seen {
  readonly line: number;
  readonly column: string | null;
  readonly found: string;
}

export interface FormatEvidence {
  amount(text: string, place: Omit<Seen, "found">): void;
  date(text: string, place: Omit<Seen, "found">): void;
  /** Whether reading more of the file could change the answer. */
  isComplete(): boolean;
  /** The file's format, or null when it has been refused. */
  decide(options: ReadOptions, refusals: RefusalList): CellFormat | null;
}

export interface CellFormat {
  readonly mark: Mark;
  readonly order: DateOrder | null;
  /** Some amount has decimals (or groups) that show the mark. */
  readonly markShown: boolean;
  readonly dates: "iso" | "dmy" | "mdy" | null;
}

export function formatEvidence(): FormatEvidence {
  const marks = new Map<Mark | "either", Seen>();
  const orders = new Map<DateOrder | "either", Seen>();
  let isoDates = false;
  let dottedDates = false;

  return {
    amount(text, place) {
      const shown = markShownBy(text);
      if (shown !== null && !marks.has(shown)) marks.set(shown, { ...place, found: text });
    },
    date(text, place) {
      if (/^\d{4}-/.test(text)) isoDates = true;
      else if (/^\d{1,2}\./.test(text)) dottedDates = true;
      const shown = dateOrderShown(text);
      if (shown !== null && !orders.has(shown)) orders.set(shown, { ...place, found: text });
    },
    isComplete() {
      const mark = marks.has(".") || marks.has(",");
      const order = !orders.has("either") || orders.has("dmy") || orders.has("mdy");
      return mark && order;
    },
    decide(options, refusals) {
      const mark = one(
        marks,
        ".",
        ",",
        options.decimalMark,
        "decimal_marks_mixed",
        "amount_ambiguous",
        refusals,
      );
      const order = one(
        orders,
        "dmy",
        "mdy",
        options.dateOrder,
        "date_orders_mixed",
        "date_ambiguous",
        refusals,
      );
      if (mark === "refused" || order === "refused") return null;
      return {
        mark: mark ?? ".",
        order,
        markShown: marks.size > 0,
        dates: isoDates ? "iso" : (order ?? (dottedDates ? "dmy" : null)),
      };
    },
  };
}

function one<T extends string>(
  seen: ReadonlyMap<T | "either", Seen>,
  first: T,
  second: T,
  setting: T | undefined,
  mixed: "decimal_marks_mixed" | "date_orders_mixed",
  ambiguous: "amount_ambiguous" | "date_ambiguous",
  refusals: RefusalList,
): T | null | "refused" {
  const one = seen.get(first);
  const other = seen.get(second);
  if (one && other) {
    const [earlier, later] = one.line <= other.line ? [one, other] : [other, one];
    refusals.add(mixed, { ...later, expected: earlier.found });
    return "refused";
  }
  if (one) return first;
  if (other) return second;
  const open = seen.get("either");
  if (!open) return null;
  if (setting) return setting;
  refusals.add(ambiguous, open);
  return "refused";
}

/** The decimal mark that an amount shows; "either" when three digits follow its only mark. */
export function markShownBy(text: string): Mark | "either" | null {
  const unsigned = stripMinus(text.trim());
  if (unsigned === null || !/^\d[\d.,' \u2019\u00a0\u202f]*$/.test(unsigned)) return null;
  const points = unsigned.split(".").length - 1;
  const commas = unsigned.split(",").length - 1;
  if (points === 0 && commas === 0) return null;
  if (points > 0 && commas > 0) return unsigned.lastIndexOf(".") > unsigned.lastIndexOf(",") ? "." : ",";
  const mark = points > 0 ? "." : ",";
  const other = points > 0 ? "," : ".";
  if (points + commas > 1) return other; // "1.234.567" groups by points
  const [before = "", after = ""] = unsigned.split(mark);
  return after.length === 3 && /^[1-9]\d{0,2}$/.test(before) ? "either" : mark;
}
