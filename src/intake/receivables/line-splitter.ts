/**
 * For a file with a misplaced quotation mark: every line is a row by itself, so that only the broken ones are refused.
 * Cells with line ends in them are lost by that, which is why files without a fault are not read this way.
 */
import {
  csvSplitter,
  MAX_ROW_LENGTH,
  type CsvFault,
  type CsvRow,
  type CsvSplitter,
} from "../../reports/csv/split-csv.ts";

/** Never faulty itself: `onFault` gets each line that is no row. */
export function lineSplitter(
  delimiter: string,
  onRow: (row: CsvRow) => void,
  onFault: (fault: CsvFault) => void,
): CsvSplitter {
  let tail = "";
  let line = 1;
  /** The line has been told as too long; its rest is passed over. */
  let skipping = false;

  function take(text: string): void {
    const splitter = csvSplitter(delimiter, (row) => {
      row.line = line;
      onRow(row);
      return true;
    });
    const fault = skipping ? null : (splitter.write(text) ?? splitter.end());
    if (fault !== null) onFault({ ...fault, line });
    skipping = false;
    line++;
  }

  function endOf(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13) return at;
    }
    return -1;
  }

  return {
    write(piece) {
      const text = tail + piece;
      let from = 0;
      for (let end = endOf(text, from); end !== -1; end = endOf(text, from)) {
        // a CR that ends the piece may be the first half of CRLF
        if (text.charCodeAt(end) === 13 && end + 1 === text.length) break;
        take(text.slice(from, end));
        from = end + (text.startsWith("\r\n", end) ? 2 : 1);
      }
      tail = text.slice(from);
      if (tail.length > MAX_ROW_LENGTH) {
        if (!skipping) onFault({ reason: "row_too_long", line, found: tail.slice(0, 200) });
        skipping = true;
        tail = tail.endsWith("\r") ? "\r" : "";
      }
      return null;
    },
    end() {
      if (tail !== "" && tail !== "\r") take(tail.replace(/\r$/, ""));
      return null;
    },
  };
}
