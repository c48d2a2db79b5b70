/**
 * The Settlements API's JSON from its bytes to proven payouts: a payout or a list of them with their transactions, in
 * one object, in pages, or nested. Through the same counting and the same proof as a CSV, so the same payout is the same.
 */
import { minor, showMinor, ZERO, type Minor } from "../../money.ts";
import { extraName, FIELD_OF, lineToken } from "../values/columns.ts";
import { finalize, type Conclusion } from "../payout/finalize.ts";
import {
  carriesVat,
  contradicts,
  count,
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
import { batchFlusher, checkEffects, flushBatches, emitBatches } from "../payout/line-batches.ts";
import { refusalList, refusedWith, type RefusalList } from "../refusals/refusal.ts";
import { LINE_TYPES, type ByteSource, type LineSink, type ReadOptions, type ReadResult } from "../report.ts";
import type { Head } from "../csv/scan.ts";
import { scanJson } from "./scan-json.ts";
import { isTransaction, surveyJson, type JsonSurvey } from "./sniff-json.ts";
import { newTally, type PayoutAccumulator } from "../payout/accumulator.ts";

/** Three times through the file: what is in it, what it adds up to, its lines. */
export async function readJson(
  source: ByteSource,
  head: Head,
  options: ReadOptions,
  sink: LineSink,
): Promise<ReadResult> {
  const refusals = refusalList(options.name);
  const survey = await surveyJson(source, head, options, refusals);
  if (!survey) return refusedWith(refusals);
  const counted = await run(source, head, survey, options, refusals, null, null);
  if (!counted) return refusedWith(refusals);
  const read = await run(source, head, survey, options, refusals, counted.conclusion.ways, sink);
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
  head: Head,
  survey: JsonSurvey,
  options: ReadOptions,
  refusals: RefusalList,
  ways: readonly Interpretation[] | null,
  sink: LineSink | null,
): Promise<{ conclusion: Conclusion; encoding: Encoding } | null> {
  const signs = noSigns();
  const { tallies, ownerOf } = openPayouts(survey, refusals, ways);
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
    between: batchFlusher(tallies, refusals, sink),
  });
  if (refusals.all.length > 0) return null;
  // of several payouts, one without any transaction lacks its answer, not a list that is empty
  if (tallies.length > 1) for (const tally of tallies) tally.hasTable &&= tally.lineCount > 0;
  const facts = { fileName: options.name, markShown: true, isJson: true };
  const conclusion = finalize(tallies, signs, facts, refusals);
  if (!conclusion) return null;
  if (sink) {
    emitBatches(tallies, conclusion.ways);
    await flushBatches(tallies, sink);
    checkEffects(tallies, conclusion);
  }
  return { conclusion, encoding };
}

/** The payouts that the survey found, and whose each transaction is. */
function openPayouts(
  { payouts, hasList }: JsonSurvey,
  refusals: RefusalList,
  ways: readonly Interpretation[] | null,
) {
  const tallies: PayoutAccumulator[] = [];
  const byId = new Map<number, PayoutAccumulator>();
  const byReference = new Map<string, PayoutAccumulator>();

  function open(reference: string | null): PayoutAccumulator {
    const tally = newTally(tallies.length);
    tallies.push(tally);
    tally.hasTable = hasList;
    tally.reference = reference;
    const way = ways?.[tally.index];
    if (way) tally.feeMode = way.feesDeducted ? "deducted" : "invoiced";
    if (reference !== null && byReference.has(reference)) refusals.add("payout_twice", { found: reference });
    if (reference !== null) byReference.set(reference, tally);
    return tally;
  }

  for (const { id, stated } of payouts) {
    const tally = open(stated.paymentReference);
    tally.stated = stated;
    tally.merchantId = stated.merchantId;
    if (stated.currency !== null) setCurrency(tally, stated.currency, "summary");
    if (stated.settlementType !== "GROSS" && tally.feeMode === "open") tally.feeMode = "deducted";
    byId.set(id, tally);
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
    const [only] = tallies;
    if (only && tallies.length === 1) return only;
    refusals.add("rows_without_payout", place);
    return null;
  }

  return { tallies, ownerOf };
}

function readTransaction(
  object: JsonObject,
  row: number,
  tally: PayoutAccumulator,
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
  belongs(object, at, tally, refusals);
  const negative = units < 0;
  if (units !== 0 && contradicts(signs, type, negative)) {
    const found = { line, found: String(units), type: LINE_TYPES[type] ?? "SALE" };
    if (negative) signs.minusOnPositive = found;
    else signs.plusOnNegative = found;
  }
  for (const name of object.fields.keys()) {
    const token = lineToken(name);
    const field = token ? FIELD_OF[token] : extraName(name);
    if (field !== undefined && field !== "payout") tally.columns.add(field);
  }
  if (vat !== null) tally.hasVat = true;
  const text = lineText(object, { line, at }, refusals);
  const vatUnits = vat === null ? Number.NaN : Math.abs(vat);
  const size = Math.abs(units);
  const { detailedType } = text;
  const direction = count(
    tally,
    { row: line, type, units: size, negative, vat: vatUnits, detailedType },
    refusals,
  );
  noteCapture(tally, text.captureDate);
  if (!keep) return;
  const amount = minor(BigInt(size));
  let feeVat: Minor | null = vat === null ? null : minor(BigInt(vatUnits));
  let { extra } = text;
  if (feeVat !== null && feeVat !== ZERO && !carriesVat(type)) {
    extra = { ...extra, vat_amount: showMinor(feeVat, tally.currency ?? "") };
    feeVat = null;
  }
  emitLine(
    tally,
    {
      row,
      type: LINE_TYPES[type] ?? "SALE",
      ...text,
      amount,
      effect: effectOf(tally, type, direction, amount),
      feeVat,
      extra,
    },
    type,
    direction,
    refusals,
  );
}

function belongs(object: JsonObject, at: string, tally: PayoutAccumulator, refusals: RefusalList): void {
  const { line } = object;
  const currency = textOf(object, "currency_code");
  const place = { line, column: `${at}.currency_code`, found: currency };
  if (currency !== null && tally.currency === null) {
    if (!setCurrency(tally, currency, "column")) refusals.add("currency_unknown", place);
  } else if (currency !== null && currency !== tally.currency)
    refusals.add("currency_differs", { ...place, expected: tally.currency });
  const merchant = textOf(object, "merchant_id");
  if (merchant === null || merchant === tally.merchantId) return;
  if (tally.merchantId === null) tally.merchantId = merchant;
  else
    refusals.add("merchant_differs", {
      line,
      column: `${at}.merchant_id`,
      found: merchant,
      expected: tally.merchantId,
    });
}
