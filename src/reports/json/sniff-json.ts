/**
 * The first look at a JSON file: which payouts are in it, whether it has transactions, and whether pages are missing.
 * The order of the parts is free, so nothing can be read before all of it has been looked at.
 */
import { MAX_PAYOUTS } from "../csv/group-payouts.ts";
import type { JsonObject, JsonValue } from "./parse-json.ts";
import { declaredTotalsOf, unitsOf } from "./json-line.ts";
import { foreignJson } from "./recognise-json.ts";
import type { Recognised } from "../recognise.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { ByteSource, ReadOptions } from "../report.ts";
import type { FileHead } from "../csv/scan.ts";
import { scanJson } from "./scan-json.ts";
import type { DeclaredTotals } from "../payout/summary.ts";

export interface JsonSniff {
  /** In the order in which they come; `id` is that of the object, to which nested transactions belong. */
  readonly payouts: readonly { readonly id: number; readonly declared: DeclaredTotals }[];
  readonly transactions: number;
  /** There is a list of transactions, if only an empty one. */
  readonly hasList: boolean;
}

export function isTransaction({ fields }: JsonObject): boolean {
  return fields.has("type") && fields.has("amount");
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && "fields" in value;
}

function isPayout({ fields }: JsonObject): boolean {
  return fields.has("totals") && fields.has("payment_reference");
}

const TELLING_OBJECTS = 50;

/** Null when the file has been refused. */
export async function sniffJson(
  source: ByteSource,
  head: FileHead,
  options: ReadOptions,
  refusals: RefusalList,
): Promise<JsonSniff | null> {
  const payouts: { id: number; declared: DeclaredTotals }[] = [];
  let transactions = 0;
  let hasList = false;
  let announced = 0;
  let pagesAt = 1;
  /** The first objects tell whose the file is. */
  let seen = 0;
  let foreign: Recognised | null = null;
  let stranger: { readonly line: number | null; readonly list: string } | null = null;

  function take(object: JsonObject): boolean {
    if (seen++ < TELLING_OBJECTS) foreign ??= foreignJson(object);
    if (isTransaction(object)) {
      transactions++;
      return true;
    }
    const list = object.fields.get("transactions");
    if (Array.isArray(list)) hasList = true;
    strangers(object, "transactions");
    strangers(object, "payouts");
    const pages = object.fields.get("pagination");
    if (Array.isArray(list) && typeof pages === "object" && pages !== null && "fields" in pages) {
      announced = Math.max(announced, unitsOf(pages, "total") ?? 0);
      pagesAt = pages.line;
    }
    if (isPayout(object)) {
      payouts.push({ id: object.id, declared: declaredTotalsOf(object, refusals) });
      if (payouts.length > MAX_PAYOUTS) refusals.end("too_many_payouts", { expected: String(MAX_PAYOUTS) });
      return true;
    }
    return false;
  }

  /** What stands in a list and is neither what the list is for nor a page of it must not be passed over. */
  function strangers({ fields }: JsonObject, name: string): void {
    const left = fields.get(name);
    if (!Array.isArray(left)) return;
    const found = left.find(
      (item) => !(isObject(item) && (item.fields.has("transactions") || item.fields.has("payouts"))),
    );
    if (found !== undefined) stranger ??= { line: isObject(found) ? found.line : null, list: name };
  }

  /** As they stand after the scan: what is only set in there would be taken for never set. */
  const told = () => ({ known: foreign, strange: stranger });

  await scanJson(source, { head: head.bytes, refusals, signal: options.signal, take });
  if (refusals.all.length > 0) return null;
  const { known, strange } = told();
  // a payout with its totals is Klarna's own, whatever else is in the file
  if (known && payouts.length === 0) refusals.add(known.reason, known.finding);
  else if (strange)
    refusals.add("json_stranger", { line: strange.line, column: strange.list, found: strange.list });
  else if (payouts.length === 0 && transactions === 0) refusals.add("json_not_a_report", { line: 1 });
  else if (payouts.length === 0) refusals.add("json_payout_missing", { line: 1 });
  else if (announced > transactions)
    refusals.add("json_page_missing", {
      line: pagesAt,
      column: "pagination.total",
      found: String(transactions),
      expected: String(announced),
    });
  return refusals.all.length > 0 ? null : { payouts, transactions, hasList: hasList || transactions > 0 };
}
