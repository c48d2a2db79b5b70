/** One row of a CSV: a view of the text with the places of its cells. */

/** Valid only until the next row is read: the buffers are used again. */
export interface CsvRow {
  /** 1-based number of the line of the file on which the row starts. */
  line: number;
  text: string;
  /** Cell i is text.slice(starts[i], ends[i]), already without its quotes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count: number;
}

export function cell(row: CsvRow, index: number): string {
  return index < row.count ? row.text.slice(row.starts[index], row.ends[index]) : "";
}

export function cells(row: CsvRow): string[] {
  return Array.from({ length: row.count }, (_, index) => cell(row, index));
}

/** Gives the row a text of its own in which the doubled quotes of these cells are single. */
export function undouble(row: CsvRow, doubled: readonly number[]): void {
  const values = cells(row);
  for (const index of doubled) values[index] = (values[index] ?? "").replaceAll('""', '"');
  row.text = values.join("");
  let at = 0;
  values.forEach((value, index) => {
    row.starts[index] = at;
    row.ends[index] = at += value.length;
  });
}
