/** Writes receivables in the forms that the contract allows: any order of columns, three delimiters, two encodings. */
import iconv from "iconv-lite";
import { showMinor } from "../../src/money.ts";
import type { Random } from "./random.ts";
import type { Receivable } from "./story.ts";

const CELLS: Readonly<Record<string, (row: Receivable) => string>> = {
  kind: ({ kind }) => kind,
  number: ({ number }) => number,
  order_number: ({ orderNumber }) => orderNumber,
  order_id: ({ orderId }) => orderId,
  capture_id: ({ captureId }) => captureId,
  refund_id: ({ refundId }) => refundId,
  currency: ({ currency }) => currency,
  amount: ({ amount, currency }) => showMinor(amount, currency),
  open_amount: ({ openAmount, currency }) => (openAmount === null ? "" : showMinor(openAmount, currency)),
  date: ({ date }) => date,
  credits: ({ credits }) => credits,
  merchant_id: ({ merchantId }) => merchantId,
};
/** A shop with one merchant id has no such column. */
const WHOSE = "merchant_id";

export interface Dialect {
  readonly columns: readonly string[];
  readonly delimiter: ";" | "," | "\t";
  readonly decimalMark: "." | ",";
  readonly encoding: "utf8" | "utf8 with BOM" | "windows-1252";
}

export function anyDialect(random: Random): Dialect {
  const delimiter = random.pick([";", ",", "\t"] as const);
  return {
    columns: random.shuffled(Object.keys(CELLS)),
    delimiter,
    decimalMark: delimiter === "," ? "." : random.pick([".", ","] as const),
    encoding: random.pick(["utf8", "utf8 with BOM", "windows-1252"] as const),
  };
}

/** `badRows` are cells that no reader can take: each is refused alone. */
export function receivablesCsv(rows: readonly Receivable[], dialect: Dialect, badRow: boolean): Buffer {
  const { delimiter, decimalMark, encoding } = dialect;
  const whoseIsSaid = rows.some(({ merchantId }) => merchantId !== "");
  const columns = dialect.columns.filter((column) => whoseIsSaid || column !== WHOSE);
  const lines = rows.map((row) =>
    columns.map((column) => {
      const text = CELLS[column]?.(row) ?? "";
      return column.endsWith("amount") ? text.replace(".", decimalMark) : text;
    }),
  );
  const bad: Record<string, string> = {
    kind: "invoice",
    number: "X-1",
    currency: "SEK",
    amount: "tolv kronor",
  };
  if (badRow)
    lines.splice(
      Math.floor(lines.length / 2),
      0,
      columns.map((column) => bad[column] ?? ""),
    );
  const text = [columns, ...lines].map((cells) => cells.join(delimiter)).join("\r\n") + "\r\n";
  switch (encoding) {
    case "utf8":
      return Buffer.from(text, "utf8");
    case "utf8 with BOM":
      return Buffer.from(`\ufeff${text}`, "utf8");
    case "windows-1252": {
      const bytes = iconv.encode(text, "windows-1252");
      // a shop whose references have other letters exports them as UTF-8
      return iconv.decode(bytes, "windows-1252") === text ? bytes : Buffer.from(text, "utf8");
    }
  }
}
