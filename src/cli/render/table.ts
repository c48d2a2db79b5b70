/** Tables for a terminal: plain text, aligned, numbers to the right, readable when piped. */
import type { Language, Message } from "../../message.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** A column of text. Without a title it belongs to the one on its left: the currency of an amount. */
export function text(title?: Message): TitledColumn {
  return { title: title ?? null, align: "left" };
}

/** A column of numbers. */
export function numbers(title: Message): TitledColumn {
  return { title, align: "right" };
}

export interface TitledColumn {
  readonly title: Message | null;
  readonly align: "left" | "right";
}

export function columnsIn(language: Language, columns: readonly TitledColumn[]): readonly Column[] {
  return columns.map(({ title, align }) => ({ title: title?.[language] ?? "", align }));
}

/**
 * The lines of the table, header first, without a final line end. A column is as wide as its widest cell. `notes` are
 * lines to print below each row.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  notes: readonly (readonly string[])[] = [],
): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(width(title), ...rows.map((row) => width(row[index] ?? ""))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? "left"))
      .join("  ")
      .trimEnd();
  const rule = widths.map((size) => "─".repeat(size)).join("  ");
  const shown = rows.flatMap((row, index) => [line(row), ...(notes[index] ?? [])]);
  return [line(columns.map(({ title }) => title)), rule, ...shown].join("\n");
}

function pad(cell: string, size: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, size - width(cell)));
  return align === "right" ? space + cell : cell + space;
}

/** Characters on the screen; escape sequences of colours take none. */
function width(shown: string): number {
  // eslint-disable-next-line no-control-regex
  return [...shown.replace(/\u001b\[\d+m/g, "")].length;
}
