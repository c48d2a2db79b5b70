/**
 * Checks how a report is configured: which fields are missing for a full reconciliation, what each costs, and where to
 * tick it; which columns are unknown; and what renamed columns probably mean. Works for refused files too.
 */
import type { Message } from "../../message.ts";
import {
  isKnownName,
  lineToken,
  normaliseHeader,
  summaryField,
  TOTAL_TOKENS,
  vocabulary,
} from "../values/columns.ts";
import { proposeHeaders } from "./infer-headers.ts";
import { FORMATTING, PORTAL_PATH, WANTED, WHERE, type WantedField } from "./portal.ts";
import { looksLikeJson, readReport, recognise } from "../read.ts";
import type { ByteSource, Dialect, ProvenPayout, ReadOptions, Refusal } from "../report.ts";
import { readHead } from "../csv/scan.ts";
import { findDelimiter, headText, sniffText, type CsvSniff } from "../csv/sniff.ts";

interface MissingField extends WantedField {
  /** Where in the settings it is ticked, under `CheckResult.portal`. */
  readonly where: Message;
}

export interface CheckResult {
  readonly file: string;
  /** Empty when the file can be booked as it is. */
  readonly refusals: readonly Refusal[];
  readonly payouts: readonly ProvenPayout[];
  readonly dialect: Dialect | null;
  /** It has the parts of a settlement report, whatever is wrong in it. */
  readonly isReport: boolean;
  /** In the order of the portal's lists: summary, then transactions. */
  readonly missing: readonly MissingField[];
  /** Columns and summary labels that have no meaning to Kvitt, as printed; columns are kept with each line. */
  readonly unknown: readonly string[];
  /** For the setting `merchants.<id>.headers`; null when there is nothing to propose. */
  readonly headers: Readonly<Record<string, string>> | null;
  /** The file can be read with the proposed headers. */
  readonly headersSuffice: boolean;
  /** The path to the settings in the portal. */
  readonly portal: Message;
  readonly formatting: Message;
}

export async function checkReport(source: ByteSource, options: ReadOptions): Promise<CheckResult> {
  const result = await readReport(source, options, () => {});
  const head = await readHead(source, options.signal);
  const found: CheckResult = {
    file: options.name,
    refusals: result.outcome === "refused" ? result.refusals : [],
    payouts: result.outcome === "proven" ? result.payouts : [],
    dialect: result.outcome === "proven" ? result.dialect : null,
    isReport: result.outcome === "proven",
    missing: [],
    unknown: [],
    headers: null,
    headersSuffice: false,
    portal: PORTAL_PATH,
    formatting: FORMATTING,
  };
  const text = headText(head);
  // Other files have no missing fields; the API's JSON always has all of them.
  if (text === null || text.trim() === "" || recognise(head, options) || looksLikeJson(head.bytes))
    return found;

  const proposed = proposeHeaders(text, options.headers);
  const headers = Object.keys(proposed).length > 0 ? proposed : null;
  const again = { ...options, headers: { ...options.headers, ...proposed } };
  const headersSuffice = headers !== null && (await readReport(source, again, () => {})).outcome === "proven";
  const sniffed = sniff(text, options);
  if (!sniffed)
    return { ...found, missing: headers ? missingIn(sniff(text, again)) : [], headers, headersSuffice };
  // A renamed field is not missing; its name is only unknown.
  const missing = missingIn(headers ? sniff(text, again) : sniffed);
  const isReport = found.isReport || (sniffed.tables.length > 0 && sniffed.summaries.length > 0);
  return { ...found, isReport, missing, unknown: unknownIn(sniffed, options), headers, headersSuffice };
}

function sniff(text: string, options: ReadOptions): CsvSniff | null {
  const nameOf = vocabulary(options.headers);
  const delimiter = findDelimiter(text, nameOf);
  return delimiter === null ? null : sniffText(text, delimiter, nameOf);
}

function missingIn(sniffed: CsvSniff | null): MissingField[] {
  if (!sniffed || (sniffed.tables.length === 0 && sniffed.summaries.length === 0)) return [];
  const columns = new Set(sniffed.tables.flatMap(({ places }) => [...places.keys()] as string[]));
  for (const { extras } of sniffed.tables) for (const { name } of extras) columns.add(name);
  const fields = new Set<string>();
  for (const { name } of sniffed.summaries.flat()) {
    const field = summaryField(name);
    if (field?.kind === "fact") fields.add(field.name);
    else if (field?.kind === "total") fields.add(TOTAL_TOKENS[field.name]);
  }
  return WANTED.filter(({ field, part }) => !(part === "summary" ? fields : columns).has(field)).map(
    (wanted) => ({
      ...wanted,
      where: WHERE[wanted.part],
    }),
  );
}

function unknownIn({ tables, summaries }: CsvSniff, options: ReadOptions): string[] {
  const nameOf = vocabulary(options.headers);
  const unknown = new Set<string>();
  for (const { headers } of tables)
    for (const header of headers) if (header !== "" && !isKnownName(nameOf(header))) unknown.add(header);
  for (const { header, name } of summaries.flat())
    if (header !== "" && !isKnownName(name) && lineToken(name) === undefined) unknown.add(header);
  return [...unknown].filter((header) => normaliseHeader(header) !== "");
}
