/** Parses the simulator's own reports and receivables, and nothing less clean than those. */
import { parsePlain } from "../../../src/money.ts";

export interface PlainLine {
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
  readonly type: string;
  readonly amount: bigint;
  readonly vat: bigint;
}

export interface PlainReport {
  readonly summary: ReadonlyMap<string, string>;
  readonly lines: readonly PlainLine[];
}

export interface PlainReceivable {
  readonly kind: string;
  readonly number: string;
  readonly cells: ReadonlyMap<string, string>;
  readonly currency: string;
  readonly amount: bigint;
  readonly openAmount: bigint;
}

/** null: no report. Summary header in row 1, values in row 2, the list after that. */
export function readReport(bytes: Buffer): PlainReport | null {
  const rows = bytes.toString("utf8").split(/\r?\n/);
  const [head = "", values = ""] = rows;
  if (!head.startsWith("total_")) return null;
  const summary = zip(head.split(";"), values.split(";"));
  const listAt = rows.findIndex((row) => row.startsWith("type;"));
  const columns = (rows[listAt] ?? "").split(";");
  const currency = summary.get("settlement_currency") ?? "";
  const lines = rows.slice(listAt + 1).flatMap((row, index) => {
    if (row === "") return [];
    const cells = zip(columns, row.split(";"));
    return [
      {
        row: listAt + 2 + index,
        cells,
        type: cells.get("type") ?? "",
        amount: money(cells.get("amount"), currency),
        vat: money(cells.get("tax_amount") || cells.get("vat_amount") || "0", currency),
      },
    ];
  });
  return { summary, lines };
}

export function total({ summary }: PlainReport, name: string): bigint {
  return money(summary.get(name), summary.get("settlement_currency") ?? "");
}

/** Bad rows are left out, as the contract says. */
export function readReceivables(bytes: Buffer): PlainReceivable[] {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let text: string;
  try {
    text = strict.decode(bytes); // takes a BOM off
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  const [head = "", ...rows] = text.split("\r\n");
  const delimiter = [";", ",", "\t"].find((mark) => head.includes(mark)) ?? ";";
  return rows.flatMap((row) => {
    const cells = zip(head.split(delimiter), row.split(delimiter));
    const currency = cells.get("currency") ?? "";
    const plain = (name: string) => parsePlain((cells.get(name) ?? "").replace(",", "."), currency);
    const amount = plain("amount");
    if (row === "" || amount === null) return [];
    return [
      {
        kind: cells.get("kind") ?? "",
        number: (cells.get("number") ?? "").trim(),
        cells,
        currency,
        amount,
        openAmount: plain("open_amount") ?? amount,
      },
    ];
  });
}

function money(text: string | undefined, currency: string): bigint {
  const amount = parsePlain(text ?? "", currency);
  if (amount === null) throw new Error(`"${text ?? ""}" is no amount`);
  return amount;
}

function zip(names: readonly string[], values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name, index) => [name, values[index] ?? ""]));
}
