/** What a file is, by its content, and whether it can be taken in: a settlement report, a receivables list or exchange rates. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Settings } from "../config/settings.ts";
import { readRatesFile, type Rate } from "../delivery/rates-file.ts";
import { checkList, type ListCheck } from "../intake/receivables/check-list.ts";
import { configuredMaps } from "../intake/receivables/configured-maps.ts";
import { firstLine } from "../intake/receivables/first-line.ts";
import type { Message } from "../message.ts";
import { checkReport, type CheckResult } from "../reports/check/check.ts";
import type { ByteSource, ReadOptions } from "../reports/report.ts";

export type FileCheck =
  | { readonly kind: "list"; readonly list: ListCheck }
  | { readonly kind: "rates"; readonly rates: readonly Rate[]; readonly problem: Message | null }
  /** Also what is nothing that Kvitt knows: the refusal says what it is. */
  | { readonly kind: "report"; readonly report: CheckResult };

/** What it is called: a file that is refused as a report without having the parts of one may be anything. */
export function kindOf(check: FileCheck): FileKind {
  return check.kind === "report" && !check.report.isReport ? "unknown" : check.kind;
}

export const FILE_KINDS = ["report", "list", "rates", "unknown"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** "good": everything can be taken in; "attention": it can, with something to mend; "trouble": it would be refused. */
export type Verdict = "good" | "attention" | "trouble";

const RATES_BYTES_MAX = 8 * 1024 ** 2;

/** Throws when the file cannot be read at all. */
export async function checkFile(path: string, settings: Settings): Promise<FileCheck> {
  const name = basename(path);
  const source = () => createReadStream(path, { highWaterMark: 1 << 16 });
  if (await hasRates(source)) {
    const read = readRatesFile(name, (await readFile(path, "utf8")).slice(0, RATES_BYTES_MAX));
    return read.ok
      ? { kind: "rates", rates: read.value, problem: null }
      : { kind: "rates", rates: [], problem: read.problem };
  }
  const list = await checkList(name, source, configuredMaps(settings));
  if (list !== null) return { kind: "list", list };
  let report: CheckResult | null = null;
  for (const options of readOptionsFor(name, settings)) {
    const found = await checkReport(source, options);
    if (found.refusals.length === 0) return { kind: "report", report: found };
    report ??= found;
  }
  if (report === null) throw new Error("a report is read in one way at least");
  return { kind: "report", report };
}

export function verdictOf(check: FileCheck): Verdict {
  switch (check.kind) {
    case "rates":
      return check.problem === null ? "good" : "trouble";
    case "list":
      if (check.list.refusals.length > 0) return "trouble";
      return check.list.refusedCount > 0 ? "attention" : "good";
    case "report": {
      const { refusals, missing, payouts } = check.report;
      if (refusals.length > 0) return "trouble";
      const open = payouts.some(({ unfindable, unproven }) => unfindable !== null || unproven.length > 0);
      return missing.length > 0 || open ? "attention" : "good";
    }
  }
}

/**
 * Renamed columns and ambiguous formats are set per merchant. With one merchant, the report must be that one's; with several it
 * is read as anybody's first, then as each one's.
 */
export function readOptionsFor(name: string, { merchants }: Settings): readonly ReadOptions[] {
  const own = Object.values(merchants).map(({ headers, decimalMark, dateOrder }) => ({
    name,
    headers,
    ...(decimalMark === undefined ? {} : { decimalMark }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
  }));
  if (own.length === 1) return own;
  const texts = new Set<string>([JSON.stringify({ name, headers: {} })]);
  const different = own.filter((one) => {
    const text = JSON.stringify(one);
    return !texts.has(text) && texts.add(text);
  });
  return [{ name }, ...different];
}

async function hasRates(source: ByteSource): Promise<boolean> {
  const first = await firstLine(source, undefined);
  if ("fault" in first || first.isEmpty || first.text.length > 1_000) return false;
  const names = new Set(first.text.split(/[;,\t]/).map((cell) => cell.trim().toLowerCase()));
  return ["date", "currency", "rate"].every((one) => names.has(one)) && names.size === 3;
}
