/**
 * The Settlements API's JSON from its bytes to proven payouts: a payout or a list of them with their transactions, in
 * one object, in pages, or nested. Through the same counting and the same proof as a CSV, so the same payout is the same.
 */
import { minor, showMinor, ZERO, type Minor } from "../../money.ts";
import { extraName, FIELD_OF, lineToken } from "../values/columns.ts";
import { finalize, type Finalized } from "../payout/finalize.ts";
import {
  carriesVat,
  signContradicts,
  accumulate,
  effectOf,
  emitLine,
  noSigns,
  noteCapture,
  setCurrency,
  type Signs,
} from "../payout/computed-totals.ts";
import type { Encoding } from "../values/encoding.ts";
import { lineText, referenceOf, textOf, unitsOf } from "./json-line.ts";
import type { JsonObject } from "./parse-json.ts";
import type { Interpretation } from "../payout/interpretation.ts";
import { batchFlusher, checkEffects, flushBatches, emitUndecided } from "../payout/line-batches.ts";
import { refusalList, refusedWith, type RefusalList } from "../refusals/refusal.ts";
import { LINE_TYPES, type ByteSource, type LineSink, type ReadOptions, type ReadResult } from "../report.ts";
import type { FileHead } from "../csv/scan.ts";
import { scanJson } from "./scan-json.ts";
import { isTransaction, sniffJson, type JsonSniff } from "./sniff-json.ts";
import { newAccumulator, type PayoutAccumulator } from "../payout/accumulator.ts";

/** Three times through the file: what is in it, what it adds up to, its lines. */
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
  // of several payouts, one without any transaction lacks its answer, not a list that is empty
  if (accumulators.length > 1)
    for (const accumulator of accumulators) accumulator.hasTable &&= accumulator.lineCount > 0;
  const facts = { fileName: options.name, markShown: true, isJson: true };
  const conclusion = finalize(accumulators, signs, facts, refusals);
  if (!conclusion) return null;
  if (sink) {
    emitUndecided(accumulators, conclusion.interpretations);
    await flushBatches(accumulators, sink);
    checkEffects(accumulators, conclusion);
  }
  return { conclusion, encoding };
}

/** The payouts that the survey found, and whose each transaction is. */
function openPayouts(
  { payouts, hasList }: JsonSniff,
  refusals: RefusalList,
  interpretations: readonly Interpretation[] | null,
) {
  const accumulators: PayoutAccumulator[] = [];
  const byId = new Map<number, PayoutAccumulator>();
  const byReference = new Map<string, PayoutAccumulator>();

  function open(reference: string | null): PayoutAccumulator {
    const accumulator = newAccumulator(accumulators.length);
    accumulators.push(accumulator);
    accumulator.hasTable = hasList;
    accumulator.reference = reference;
    const interpretation = interpretations?.[accumulator.index];
    if (interpretation) accumulator.feeMode = interpretation.feesDeducted ? "deducted" : "invoiced";
    if (reference !== null && byReference.has(reference)) refusals.add("payout_twice", { found: reference });
    if (reference !== null) byReference.set(reference, accumulator);
    return accumulator;
  }

  for (const { id, declared } of payouts) {
    const accumulator = open(declared.paymentReference);
    accumulator.declared = declared;
    accumulator.merchantId = declared.merchantId;
    if (declared.currency !== null) setCurrency(accumulator, declared.currency, "summary");
    if (declared.settlementType !== "GROSS" && accumulator.feeMode === "open")
      accumulator.feeMode = "deducted";
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
  belongs(object, at, accumulator, refusals);
  const negative = units < 0;
  if (units !== 0 && signContradicts(signs, type, negative)) {
    const found = { line, found: String(units), type: LINE_TYPES[type] ?? "SALE" };
    if (negative) signs.minusOnPositive = found;
    else signs.plusOnNegative = found;
  }
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
  let feeVat: Minor | null = vat === null ? null : minor(BigInt(vatUnits));
  let { extra } = text;
  if (feeVat !== null && feeVat !== ZERO && !carriesVat(type)) {
    extra = { ...extra, vat_amount: showMinor(feeVat, accumulator.currency ?? "") };
    feeVat = null;
  }
  emitLine(
    accumulator,
    {
      row,
      type: LINE_TYPES[type] ?? "SALE",
      ...text,
      amount,
      effect: effectOf(accumulator, type, direction, amount),
      feeVat,
      extra,
    },
    type,
    direction,
    refusals,
  );
}

function belongs(
  object: JsonObject,
  at: string,
  accumulator: PayoutAccumulator,
  refusals: RefusalList,
): void {
  const { line } = object;
  const currency = textOf(object, "currency_code");
  const place = { line, column: `${at}.currency_code`, found: currency };
  if (currency !== null && accumulator.currency === null) {
    if (!setCurrency(accumulator, currency, "column")) refusals.add("currency_unknown", place);
  } else if (currency !== null && currency !== accumulator.currency)
    refusals.add("currency_differs", { ...place, expected: accumulator.currency });
  const merchant = textOf(object, "merchant_id");
  if (merchant === null || merchant === accumulator.merchantId) return;
  if (accumulator.merchantId === null) accumulator.merchantId = merchant;
  else
    refusals.add("merchant_differs", {
      line,
      column: `${at}.merchant_id`,
      found: merchant,
      expected: accumulator.merchantId,
    });
}
