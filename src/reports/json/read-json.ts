/**
 * Reads the Settlements API's JSON from its bytes to proven payouts: a payout or a list of payouts with their transactions,
 * in one object, in pages, or nested. Totals and proof are those of a CSV, so the same payout gives the same result.
 */
import { minor } from "../../money.ts";
import { extraName, FIELD_OF, lineToken } from "../values/columns.ts";
import { finalize, type Finalized } from "../payout/finalize.ts";
import {
  accumulate,
  effectOf,
  emitLine,
  feeVatOf,
  keepSign,
  noSigns,
  noteCapture,
  signContradicts,
  withGoodsVat,
  type Signs,
} from "../payout/computed-totals.ts";
import { declare, nameCurrency, nameMerchant } from "../payout/payout-facts.ts";
import type { Encoding } from "../values/encoding.ts";
import { lineText, referenceOf, textOf, unitsOf } from "./json-line.ts";
import type { JsonObject } from "./parse-json.ts";
import type { Interpretation } from "../payout/interpretation.ts";
import { batchFlusher, sendRest } from "../payout/line-batches.ts";
import { refusalList, refusedWith, type RefusalList } from "../refusals/refusal.ts";
import { LINE_TYPES, type ByteSource, type LineSink, type ReadOptions, type ReadResult } from "../report.ts";
import type { FileHead } from "../csv/scan.ts";
import { scanJson } from "./scan-json.ts";
import { isTransaction, sniffJson, type JsonSniff } from "./sniff-json.ts";
import { newAccumulator, type PayoutAccumulator } from "../payout/accumulator.ts";

/** Three passes: which payouts are in the file, their totals, their lines. */
export async function readJson(
  source: ByteSource,
  head: FileHead,
  options: ReadOptions,
  sink: LineSink,
): Promise<ReadResult> {
  const refusals = refusalList(options.name);
  const sniffed = await sniffJson(source, head, options, refusals);
  if (!sniffed) return refusedWith(refusals);
  const computed = await run(source, head, sniffed, options, refusals, null, null);
  if (!computed) return refusedWith(refusals);
  const read = await run(source, head, sniffed, options, refusals, computed.conclusion.interpretations, sink);
  if (!read) return refusedWith(refusals);
  const { payouts, signed } = read.conclusion;
  return {
    outcome: "proven",
    payouts,
    dialect: {
      format: "json",
      encoding: read.encoding === "ascii" ? "utf-8" : read.encoding,
      delimiter: null,
      decimalMark: null,
      signed,
      dates: "iso",
      layout: payouts.length > 1 ? `settlements api, ${payouts.length} payouts` : "settlements api",
    },
  };
}

async function run(
  source: ByteSource,
  head: FileHead,
  sniffed: JsonSniff,
  options: ReadOptions,
  refusals: RefusalList,
  interpretations: readonly Interpretation[] | null,
  sink: LineSink | null,
): Promise<{ conclusion: Finalized; encoding: Encoding } | null> {
  const signs = noSigns();
  const { accumulators, ownerOf } = openPayouts(sniffed, refusals, interpretations);
  let row = 0;
  const encoding = await scanJson(source, {
    head: head.bytes,
    refusals,
    signal: options.signal,
    take(object) {
      if (!isTransaction(object)) return object.fields.has("totals");
      row++;
      const owner = ownerOf(object, row);
      if (owner) readTransaction(object, row, owner, sink !== null, signs, refusals);
      return true;
    },
    between: batchFlusher(accumulators, refusals, sink),
  });
  if (refusals.all.length > 0) return null;
  // of several payouts, one without any transaction lacks its API answer; its list is not empty
  if (accumulators.length > 1)
    for (const accumulator of accumulators) accumulator.hasTable &&= accumulator.lineCount > 0;
  const facts = { fileName: options.name, markShown: true, isJson: true };
  const conclusion = finalize(accumulators, signs, facts, refusals);
  if (!conclusion) return null;
  if (sink) await sendRest(accumulators, conclusion, sink);
  return { conclusion, encoding };
}

/** The payouts that sniffing found, and a function that tells which of them a transaction belongs to. */
function openPayouts(
  { payouts, hasList }: JsonSniff,
  refusals: RefusalList,
  interpretations: readonly Interpretation[] | null,
) {
  const accumulators: PayoutAccumulator[] = [];
  const byId = new Map<number, PayoutAccumulator>();
  const byReference = new Map<string, PayoutAccumulator>();

  function open(reference: string | null): PayoutAccumulator {
    const index = accumulators.length;
    const accumulator = newAccumulator(index, interpretations?.[index]);
    accumulators.push(accumulator);
    accumulator.hasTable = hasList;
    accumulator.reference = reference;
    if (reference !== null && byReference.has(reference)) refusals.add("payout_twice", { found: reference });
    if (reference !== null) byReference.set(reference, accumulator);
    return accumulator;
  }

  for (const { id, declared } of payouts) {
    const accumulator = open(declared.paymentReference);
    declare(accumulator, declared, refusals);
    byId.set(id, accumulator);
  }

  function ownerOf(object: JsonObject, row: number): PayoutAccumulator | null {
    const reference = referenceOf(object);
    const place = { line: object.line, column: `transactions[${row}].payment_reference` };
    const holder = byId.get(object.holder);
    if (reference !== null) {
      const known = byReference.get(reference);
      if (known) return known;
      refusals.add("row_of_no_payout", { ...place, found: reference });
      return null;
    }
    if (holder) return holder;
    const [only] = accumulators;
    if (only && accumulators.length === 1) return only;
    refusals.add("rows_without_payout", place);
    return null;
  }

  return { accumulators, ownerOf };
}

function readTransaction(
  object: JsonObject,
  row: number,
  accumulator: PayoutAccumulator,
  keep: boolean,
  signs: Signs,
  refusals: RefusalList,
): void {
  const at = `transactions[${row}]`;
  const { line } = object;
  const printedType = textOf(object, "type") ?? "";
  const type = LINE_TYPES.findIndex((known) => known === printedType);
  if (type < 0) return refusals.add("unknown_type", { line, column: `${at}.type`, found: printedType });
  const units = unitsOf(object, "amount");
  const vat = unitsOf(object, "vat_amount");
  for (const [name, value] of [["amount", units ?? Number.NaN] as const, ["vat_amount", vat ?? 0] as const]) {
    if (!Number.isNaN(value)) continue;
    const found = textOf(object, name);
    return refusals.add("json_number", { line, column: `${at}.${name}`, found });
  }
  if (units === null) return;
  nameCurrency(accumulator, textOf(object, "currency_code") ?? "", line, `${at}.currency_code`, refusals);
  nameMerchant(accumulator, textOf(object, "merchant_id") ?? "", line, `${at}.merchant_id`, refusals);
  const negative = units < 0;
  if (units !== 0 && signContradicts(signs, type, negative))
    keepSign(signs, type, negative, line, String(units));
  for (const name of object.fields.keys()) {
    const token = lineToken(name);
    const field = token ? FIELD_OF[token] : extraName(name);
    if (field !== undefined && field !== "payout") accumulator.columns.add(field);
  }
  if (vat !== null) accumulator.hasVat = true;
  const text = lineText(object, { line, at }, refusals);
  const vatUnits = vat === null ? Number.NaN : Math.abs(vat);
  const size = Math.abs(units);
  const { detailedType } = text;
  const direction = accumulate(
    accumulator,
    { row: line, type, units: size, negative, vat: vatUnits, detailedType },
    refusals,
  );
  noteCapture(accumulator, text.captureDate);
  if (!keep) return;
  const amount = minor(BigInt(size));
  emitLine(
    accumulator,
    {
      row,
      type: LINE_TYPES[type] ?? "SALE",
      ...text,
      amount,
      effect: effectOf(accumulator, type, direction, amount),
      feeVat: feeVatOf(type, vatUnits),
      extra: withGoodsVat(text.extra, type, vatUnits, accumulator.currency),
    },
    type,
    direction,
    refusals,
  );
}
