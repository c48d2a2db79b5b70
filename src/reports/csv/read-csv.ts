/**
 * Reads a CSV report from its bytes to proven payouts. The head of the file shows how it is written; lines are sent to
 * the sink while reading, and become valid with the proof at the end. Where the direction of lines depends on what comes
 * later in the file (the summary is last, or is GROSS), the totals are computed in a first pass.
 */
import { PayoutGroups } from "./group-payouts.ts";
import { vocabulary } from "../values/columns.ts";
import { finalize, type Finalized } from "../payout/finalize.ts";
import type { Encoding } from "../values/encoding.ts";
import type { CellFormat } from "./cell-format.ts";
import type { Interpretation } from "../payout/interpretation.ts";
import { batchFlusher, sendRest } from "../payout/line-batches.ts";
import { isKlarnaOwn, renamedBy } from "../klarna/tokens.ts";
import { namedProvider } from "../recognise-text.ts";
import { refusalList, refusedWith, type RefusalList } from "../refusals/refusal.ts";
import type { ByteSource, Dialect, LineSink, ReadOptions, ReadResult } from "../report.ts";
import { scan, refuseEncoding, type FileHead } from "./scan.ts";
import { LayoutReader } from "./layout.ts";
import {
  declaredCurrency,
  findDelimiter,
  headText,
  isDelimiterHint,
  sniffAll,
  sniffText,
  type CsvSniff,
} from "./sniff.ts";
import { textDecoding } from "../values/encoding.ts";

export async function readCsv(
  source: ByteSource,
  head: FileHead,
  options: ReadOptions,
  sink: LineSink,
): Promise<ReadResult> {
  const refusals = refusalList(options.name);
  const plan = await planReading(source, head, options, refusals);
  if (!plan) return refusedWith(refusals);
  let interpretations: readonly Interpretation[] | null = null;
  if (plan.countFirst) {
    const computed = await run(source, head, plan, options, refusals, null, null);
    if (!computed) return refusedWith(refusals);
    interpretations = computed.conclusion.interpretations;
  }
  const read = await run(source, head, plan, options, refusals, interpretations, sink);
  if (!read) return refusedWith(refusals);
  return {
    outcome: "proven",
    payouts: read.conclusion.payouts,
    dialect: dialectOf(plan, read.encoding, read.conclusion),
  };
}

interface Plan {
  readonly delimiter: string;
  readonly style: CellFormat;
  readonly sniffed: CsvSniff;
  readonly countFirst: boolean;
}

/** How the file is to be read; null when it has been refused. */
async function planReading(
  source: ByteSource,
  head: FileHead,
  options: ReadOptions,
  refusals: RefusalList,
): Promise<Plan | null> {
  const nameOf = vocabulary(options.headers);
  const text = headText(head);
  if (text === null) {
    const decoding = textDecoding(head.bytes);
    const fault = decoding.write(head.bytes, () => true) ?? decoding.end(() => true) ?? "encoding_broken";
    refuseEncoding(fault, decoding.encoding(), refusals);
    return null;
  }
  if (text.trim() === "") {
    refusals.add("empty_file");
    return null;
  }
  const delimiter = findDelimiter(text, nameOf);
  if (delimiter === null) {
    const provider = namedProvider(text, options.name);
    if (provider !== null) refusals.add("other_provider", { line: 1, found: provider });
    else refusals.add("not_a_report", { line: 1, found: text.trimStart().split(/[\r\n]/, 1)[0] ?? "" });
    return null;
  }
  let sniffed = sniffText(text, delimiter, nameOf);
  const open = !sniffed.evidence.isComplete() || currencyComesLater(sniffed);
  if (open && !head.complete) sniffed = await sniffAll(source, head.bytes, delimiter, nameOf, options);
  if (isNotKlarnas(sniffed, options)) {
    const names = sniffed.tables[0]?.headers ?? sniffed.summaries[0]?.map(({ header }) => header) ?? [];
    const provider = namedProvider(text, options.name);
    const line = sniffed.tables[0]?.line ?? 1;
    if (provider !== null) refusals.add("other_provider", { line, found: provider });
    else refusals.add("not_klarna", { line, found: names.join(", ") });
    return null;
  }
  const style = sniffed.evidence.decide(options, refusals);
  return style && { delimiter, style, sniffed, countFirst: mustCountFirst(sniffed) };
}

/** Whether all columns are such as any file may have, and none is Klarna's own. */
function isNotKlarnas({ tables, summaries }: CsvSniff, { headers = {} }: ReadOptions): boolean {
  const isRenamed = renamedBy(headers);
  const columns = [
    ...tables.flatMap((table) =>
      table.headers.map((header, at) => ({ header, name: table.names[at] ?? "" })),
    ),
    ...summaries.flat(),
  ];
  return columns.length > 0 && !columns.some(({ header, name }) => isKlarnaOwn(name) || isRenamed(header));
}

/** Amounts cannot be read without knowing the currency's decimals. */
function currencyComesLater({ parts, tables }: CsvSniff): boolean {
  return parts[0] === "table" && tables[0]?.places.has("posting_currency") === false;
}

/** A list whose summary comes later or never, or whose fees may be invoiced. */
function mustCountFirst({ parts, summaries }: CsvSniff): boolean {
  if (parts[0] === "table") return true;
  return summaries.some((cells) => cells.some(({ value }) => /^gross$/i.test(value.trim())));
}

interface Run {
  readonly conclusion: Finalized;
  readonly encoding: Encoding;
}

/** Reads the whole file once; null when it has been refused. Without a sink only the totals are computed. */
async function run(
  source: ByteSource,
  head: FileHead,
  { delimiter, style, sniffed }: Plan,
  options: ReadOptions,
  refusals: RefusalList,
  interpretations: readonly Interpretation[] | null,
  sink: LineSink | null,
): Promise<Run | null> {
  const parts = new PayoutGroups({
    style,
    refusals,
    keep: sink !== null,
    interpretations,
    usualCurrency: declaredCurrency(sniffed),
  });
  const layout = new LayoutReader(vocabulary(options.headers), parts, refusals);
  const encoding = await scan(source, {
    head: head.bytes,
    delimiter,
    refusals,
    signal: options.signal,
    onRow(row) {
      if (!isDelimiterHint(row)) layout.row(row);
      return !refusals.full();
    },
    between: batchFlusher(parts.accumulators, refusals, sink),
  });
  layout.end();
  refuseEmpty(parts, refusals);
  if (refusals.all.length > 0 && refusals.full()) return null;
  const facts = { fileName: options.name, markShown: style.markShown, shared: parts.shared };
  // A file with a bad cell is refused for the cell, not for the sums that the cell makes wrong.
  const conclusion =
    refusals.all.length > 0 ? null : finalize(parts.accumulators, parts.signs, facts, refusals);
  if (!conclusion) return null;
  if (sink) await sendRest(parts.accumulators, conclusion, sink);
  return { conclusion, encoding };
}

function refuseEmpty(parts: PayoutGroups, refusals: RefusalList): void {
  if (parts.accumulators.length > 0 || refusals.all.length > 0) return;
  refusals.add(parts.hasTable() ? "bare_header" : "not_a_report", { line: 1 });
}

function dialectOf(
  { delimiter, style, sniffed }: Plan,
  encoding: Encoding,
  { signed, payouts }: Finalized,
): Dialect {
  return {
    format: "csv",
    encoding: encoding === "ascii" ? "utf-8" : encoding,
    delimiter,
    decimalMark: style.markShown ? style.mark : null,
    signed,
    dates: style.dates,
    layout: `${sniffed.parts.join(" + ")}${payouts.length > 1 ? `, ${payouts.length} payouts` : ""}`,
  };
}
