/** Reads the text of a rates file, `date;currency;rate`. Pure; finding the file is left to `rates.ts`. */
import { messages } from "./messages.ts";
import { refuse, type Parsed } from "../errors.ts";
import type { Message } from "../message.ts";

export interface Rate {
  readonly currency: string;
  /** The day it is the rate of, "2026-01-02". */
  readonly date: string;
  /** "11.4523" */
  readonly rate: string;
}

const COLUMNS = ["date", "currency", "rate"] as const;

/**
 * Header first, columns in any order, delimiter `;` or tab, or `,` with decimal points. One bad row refuses the file, with
 * every bad row's line: without that row an older rate would silently be used for its day.
 */
export function readRatesFile(name: string, text: string): Parsed<readonly Rate[]> {
  const [header = "", ...lines] = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const delimiter = [";", "\t", ","].find((mark) => header.includes(mark)) ?? ";";
  const columns = cells(header, delimiter).map((cell) => cell.toLowerCase());
  const missing = COLUMNS.filter((column) => !columns.includes(column)).join(", ");
  if (missing !== "") return refuse(messages.firstLineMustNameColumns({ name, missing }));

  const problems: Message[] = [];
  const rates = new Map<string, Rate>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const row = new Map(cells(line, delimiter).map((cell, at) => [columns[at] ?? "surplus", cell]));
    const read = rateOf(row);
    const key = read.ok ? `${read.value.currency} ${read.value.date}` : "";
    const before = rates.get(key);
    if (!read.ok) problems.push(at(name, index + 2, read.problem));
    else if (before && before.rate !== read.value.rate)
      problems.push(at(name, index + 2, contradiction(before.rate, read.value)));
    else rates.set(key, read.value);
  }
  if (problems.length === 0) return { ok: true, value: [...rates.values()] };
  return refuse({
    en: problems.map(({ en }) => en).join("\n"),
    sv: problems.map(({ sv }) => sv).join("\n"),
  });
}

function rateOf(row: ReadonlyMap<string, string>): Parsed<Rate> {
  const date = row.get("date") ?? "";
  const currency = (row.get("currency") ?? "").toUpperCase();
  const rate = (row.get("rate") ?? "").replace(",", ".");
  if (row.has("surplus")) return refuse(messages.rowMoreCellsThanHeader);
  if (!isDate(date)) return refuse(messages.dateSuch(date));
  if (!/^[A-Z]{3}$/.test(currency)) return refuse(messages.currencySuchEur(currency));
  if (!/^\d{1,9}(\.\d{1,10})?$/.test(rate)) return refuse(messages.rateSuch(rate));
  return { ok: true, value: { currency, date, rate } };
}

function contradiction(before: string, { currency, date, rate }: Rate): Message {
  return messages.hereFurtherUp({ currency, date, rate, before });
}

function at(name: string, line: number, { en, sv }: Message): Message {
  return messages.line({ name, line, sv, en });
}

function cells(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
