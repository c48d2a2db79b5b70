/**
 * A CSV report from its bytes to proven payouts. The head of the file tells how it is written; the lines are handed
 * on while they are read, and nothing counts until the proof at the end. Where the direction of lines depends on what
 * comes later in the file (the summary is last, or is GROSS), the file is counted once before it is read.
 */
import { assembly, type Assembly } from "./group-payouts.ts";
import { vocabulary } from "../values/columns.ts";
import { finalize, type Conclusion } from "../payout/finalize.ts";
import type { Encoding } from "../values/encoding.ts";
import type { Style } from "./cell-format.ts";
import type { Interpretation } from "../payout/interpretation.ts";
import { batchFlusher, checkEffects, flushBatches, emitBatches } from "../payout/line-batches.ts";
import { isKlarnaOwn, renamedBy } from "../klarna/tokens.ts";
import { namedProvider } from "../recognise-text.ts";
import { refusalList, refusedWith, type RefusalList } from "../refusals/refusal.ts";
import type { ByteSource, Dialect, LineSink, ReadOptions, ReadResult } from "../report.ts";
import { scan, refuseEncoding, type Head } from "./scan.ts";
import { sheet } from "./layout.ts";
import {
  currencyStated,
  findDelimiter,
  headText,
  isDelimiterHint,
  surveyAll,
  surveyText,
  type Survey,
} from "./sniff.ts";
import { textDecoding } from "../values/encoding.ts";

export async function readCsv(
  source: ByteSource,
  head: Head,
  options: ReadOptions,
  sink: LineSink,
): Promise<ReadResult> {
  const refusals = refusalList(options.name);
  const plan = await planReading(source, head, options, refusals);
  if (!plan) return refusedWith(refusals);
  let ways: readonly Interpretation[] | null = null;
  if (plan.countFirst) {
    const counted = await run(source, head, plan, options, refusals, null, null);
    if (!counted) return refusedWith(refusals);
    ways = counted.conclusion.ways;
  }
  const read = await run(source, head, plan, options, refusals, ways, sink);
  if (!read) return refusedWith(refusals);
  return {
    outcome: "proven",
    payouts: read.conclusion.payouts,
    dialect: dialectOf(plan, read.encoding, read.conclusion),
  };
}

export interface Plan {
  readonly delimiter: string;
  readonly style: Style;
  readonly survey: Survey;
  readonly countFirst: boolean;
}

/** How the file is to be read; null when it has been refused. */
export async function planReading(
  source: ByteSource,
  head: Head,
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
  let survey = surveyText(text, delimiter, nameOf);
  const open = !survey.evidence.settled() || currencyComesLater(survey);
  if (open && !head.complete) survey = await surveyAll(source, head.bytes, delimiter, nameOf, options);
  if (isNobodys(survey, options)) {
    const names = survey.tables[0]?.headers ?? survey.summaries[0]?.map(({ header }) => header) ?? [];
    const provider = namedProvider(text, options.name);
    const line = survey.tables[0]?.line ?? 1;
    if (provider !== null) refusals.add("other_provider", { line, found: provider });
    else refusals.add("not_klarna", { line, found: names.join(", ") });
    return null;
  }
  const style = survey.evidence.decide(options, refusals);
  return style && { delimiter, style, survey, countFirst: mustCountFirst(survey) };
}

/** Columns that anybody's file may have, and none that is Klarna's own. */
function isNobodys({ tables, summaries }: Survey, { headers = {} }: ReadOptions): boolean {
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
function currencyComesLater({ parts, tables }: Survey): boolean {
  return parts[0] === "table" && tables[0]?.places.has("posting_currency") === false;
}

/** A list whose summary comes later or never, or says that fees may be invoiced. */
function mustCountFirst({ parts, summaries }: Survey): boolean {
  if (parts[0] === "table") return true;
  return summaries.some((cells) => cells.some(({ value }) => /^gross$/i.test(value.trim())));
}

interface Run {
  readonly conclusion: Conclusion;
  readonly encoding: Encoding;
}

/** One reading of the whole file; null when it has been refused. Without a sink it only counts. */
async function run(
  source: ByteSource,
  head: Head,
  { delimiter, style, survey }: Plan,
  options: ReadOptions,
  refusals: RefusalList,
  ways: readonly Interpretation[] | null,
  sink: LineSink | null,
): Promise<Run | null> {
  const parts = assembly({
    style,
    refusals,
    keep: sink !== null,
    ways,
    usualCurrency: currencyStated(survey),
  });
  const layout = sheet(vocabulary(options.headers), parts, refusals);
  const encoding = await scan(source, {
    head: head.bytes,
    delimiter,
    refusals,
    signal: options.signal,
    onRow(row) {
      if (!isDelimiterHint(row)) layout.row(row);
      return !refusals.full();
    },
    between: batchFlusher(parts.tallies, refusals, sink),
  });
  layout.end();
  refuseEmpty(parts, refusals);
  if (refusals.all.length > 0 && refusals.full()) return null;
  const facts = { fileName: options.name, markShown: style.markShown, shared: parts.shared };
  // A file with a bad cell is refused for it, not for the sums that the bad cell spoils.
  const conclusion = refusals.all.length > 0 ? null : finalize(parts.tallies, parts.signs, facts, refusals);
  if (!conclusion) return null;
  if (sink) {
    emitBatches(parts.tallies, conclusion.ways);
    await flushBatches(parts.tallies, sink);
    checkEffects(parts.tallies, conclusion);
  }
  return { conclusion, encoding };
}

function refuseEmpty(parts: Assembly, refusals: RefusalList): void {
  if (parts.tallies.length > 0 || refusals.all.length > 0) return;
  refusals.add(parts.hasTable() ? "bare_header" : "not_a_report", { line: 1 });
}

function dialectOf(
  { delimiter, style, survey }: Plan,
  encoding: Encoding,
  { signed, payouts }: Conclusion,
): Dialect {
  return {
    format: "csv",
    encoding: encoding === "ascii" ? "utf-8" : encoding,
    delimiter,
    decimalMark: style.markShown ? style.mark : null,
    signed,
    dates: style.dates,
    layout: `${survey.parts.join(" + ")}${payouts.length > 1 ? `, ${payouts.length} payouts` : ""}`,
  };
}
