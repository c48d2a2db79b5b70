/** Tables for a terminal: plain text, aligned, numbers to the right, readable when piped. */
export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/**
 * Lines of the table, header first, without a line end. Cells wider than their column push it out. `notes` are lines to
 * stand below each row.
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

/** Characters on the screen; colours have none. */
function width(text: string): number {
  // eslint-disable-next-line no-control-regex
  return [...text.replace(/\u001b\[\d+m/g, "")].length;
}
