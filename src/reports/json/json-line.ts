/** Reads transactions and payouts of the Settlements API (docs.klarna.com, openapi "Klarna Settlements API"). */
import { minor, showMinor, type Minor } from "../../money.ts";
import { extraName, TOTAL_NAMES, TOTAL_TOKENS, type TotalName } from "../values/columns.ts";
import { readDate } from "../values/date.ts";
import { JsonNumber } from "./json-tokens.ts";
import type { JsonObject, JsonValue } from "./parse-json.ts";
import { plainRate } from "../values/canonical.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import { SETTLEMENT_TYPES, type SettlementLine } from "../report.ts";
import { isCurrency, type DeclaredTotals, type DeclaredTotal } from "../payout/summary.ts";

/** Fields of a transaction that are not in `extra`: they have fields of their own, or tell which payout the line belongs to. */
const PLACED: ReadonlySet<string> = new Set([
  "type",
  "detailed_type",
  "sale_date",
  "capture_date",
  "order_id",
  "short_order_id",
  "capture_id",
  "refund_id",
  "merchant_reference1",
  "merchant_reference2",
  "merchant_capture_reference",
  "merchant_refund_reference",
  "amount",
  "currency_code",
  "vat_amount",
  "vat_rate",
  "purchase_country",
  "initial_payment_method_type",
  "payment_reference",
  "merchant_id",
  "payout",
  "payout_date",
]);

/** A text field; null when it is absent, null or empty. Numbers keep their digits. */
export function textOf(object: JsonObject, name: string): string | null {
  const value = object.fields.get(name);
  const text = typeof value === "string" ? value.trim() : value instanceof JsonNumber ? value.text : "";
  return text === "" ? null : text;
}

/** Whole minor units with their sign; null when absent, NaN when it is anything else than a whole number. */
export function unitsOf(object: JsonObject, name: string): number | null {
  const value = object.fields.get(name);
  if (value === undefined || value === null) return null;
  if (!(value instanceof JsonNumber) || !/^-?\d{1,15}$/.test(value.text)) return Number.NaN;
  return Number(value.text);
}

/** The payment reference of a transaction: its own field, or the last part of its link to the payout. */
export function referenceOf(object: JsonObject): string | null {
  const link = /\/payouts\/([^/?#]+)/.exec(textOf(object, "payout") ?? "")?.[1];
  return textOf(object, "payment_reference") ?? link ?? null;
}

type JsonLineText = Omit<SettlementLine, "row" | "type" | "amount" | "effect" | "feeVat">;

/** The fields of a transaction that are not money. An unreadable date is refused. */
export function lineText(
  object: JsonObject,
  place: { line: number; at: string },
  refusals: RefusalList,
): JsonLineText {
  const text = (name: string) => textOf(object, name);
  const date = (name: string) => {
    const printed = text(name);
    const instant = printed === null ? null : readDate(printed, null);
    if (printed !== null && instant === null)
      refusals.add("date_unreadable", { line: place.line, column: `${place.at}.${name}`, found: printed });
    return instant;
  };
  const rate = unitsOf(object, "vat_rate");
  return {
    detailedType: text("detailed_type"),
    saleDate: date("sale_date"),
    captureDate: date("capture_date"),
    orderId: text("order_id"),
    shortOrderId: text("short_order_id"),
    captureId: text("capture_id"),
    refundId: text("refund_id"),
    merchantReference1: text("merchant_reference1"),
    merchantReference2: text("merchant_reference2"),
    merchantCaptureReference: text("merchant_capture_reference"),
    merchantRefundReference: text("merchant_refund_reference"),
    feeVatRate: rate === null || Number.isNaN(rate) ? null : hundredths(rate),
    purchaseCountry: text("purchase_country"),
    paymentMethod: text("initial_payment_method_type"),
    extra: extraOf(object),
  };
}

function extraOf(object: JsonObject): Record<string, string> | null {
  const extra: Record<string, string> = {};
  for (const [name, value] of object.fields) {
    if (PLACED.has(name)) continue;
    if (name === "customer_vat" && Array.isArray(value)) Object.assign(extra, consumerVat(value));
    else if (name === "tax_in_currency_of_registration_country") {
      const units = unitsOf(object, name);
      const currency = textOf(object, "currency_code_of_registration_country") ?? "";
      if (units !== null && !Number.isNaN(units)) extra[name] = showMinor(BigInt(units), currency);
    } else {
      const text = plainText(value);
      if (text !== "") extra[extraName(name)] = text;
    }
  }
  return Object.keys(extra).length > 0 ? extra : null;
}

/** The VAT on the goods, as a CSV has it: tax_rate_1, tax_amount_1, ... */
function consumerVat(items: readonly JsonValue[]): Record<string, string> {
  const extra: Record<string, string> = {};
  items.forEach((item, index) => {
    if (typeof item !== "object" || item === null || !("fields" in item)) return;
    const rate = unitsOf(item, "tax_rate");
    const amount = unitsOf(item, "tax_amount");
    if (rate !== null && !Number.isNaN(rate)) extra[`tax_rate_${index + 1}`] = hundredths(rate);
    if (amount !== null && !Number.isNaN(amount))
      extra[`tax_amount_${index + 1}`] = showMinor(BigInt(amount), "");
  });
  return extra;
}

/** 2500 is 25 percent. */
function hundredths(rate: number): string {
  return plainRate(showMinor(BigInt(rate), ""));
}

function plainText(value: JsonValue): string {
  if (typeof value === "string") return value.trim();
  if (value === null) return "";
  if (value instanceof JsonNumber) return value.text;
  if (typeof value === "boolean") return String(value);
  if ("fields" in value)
    return JSON.stringify(
      Object.fromEntries([...value.fields].map(([name, inner]) => [name, plainText(inner)])),
    );
  return value.length === 0 ? "" : JSON.stringify(value.map(plainText));
}

const TOTAL_OF: ReadonlyMap<string, TotalName> = new Map(
  TOTAL_NAMES.map((name) => {
    const token = TOTAL_TOKENS[name].replace(/^total_/, "");
    return [token.endsWith("_amount") ? token : `${token}_amount`, name];
  }),
);

/** The totals that a payout of the API declares. */
export function declaredTotalsOf(payout: JsonObject, refusals: RefusalList): DeclaredTotals {
  const totals = new Map<TotalName, DeclaredTotal>();
  const unknownTotals: DeclaredTotal[] = [];
  const inner = payout.fields.get("totals");
  const sums = typeof inner === "object" && inner !== null && "fields" in inner ? inner : null;
  for (const name of sums?.fields.keys() ?? []) {
    const units = sums ? unitsOf(sums, name) : null;
    const place = { line: payout.line, column: `totals.${name}` };
    if (units === null) continue;
    if (Number.isNaN(units)) {
      refusals.add("json_number", { ...place, found: sums ? plainText(sums.fields.get(name) ?? null) : "" });
      continue;
    }
    const total: DeclaredTotal = { amount: whole(units), header: place.column, line: payout.line };
    const known = TOTAL_OF.get(name);
    if (known) totals.set(known, total);
    else if (units !== 0) unknownTotals.push(total);
  }
  const place = (column: string) => ({ line: payout.line, column, found: textOf(payout, column) });
  const currency = textOf(payout, "currency_code");
  if (currency !== null && !isCurrency(currency)) refusals.add("currency_unknown", place("currency_code"));
  const date = textOf(payout, "payout_date");
  const payoutDate = date === null ? null : readDate(date, null);
  if (date !== null && payoutDate === null) refusals.add("date_unreadable", place("payout_date"));
  const type = textOf(payout, "merchant_settlement_type");
  const settlementType = SETTLEMENT_TYPES.find((known) => known === type) ?? null;
  if (type !== null && settlementType === null)
    refusals.add("settlement_type_unknown", {
      ...place("merchant_settlement_type"),
      expected: SETTLEMENT_TYPES.join(", "),
    });
  return {
    line: payout.line,
    paymentReference: textOf(payout, "payment_reference"),
    currency,
    payoutDate,
    merchantId: textOf(payout, "merchant_id"),
    settlementType,
    totals,
    unknownTotals,
  };
}

function whole(units: number): Minor {
  return minor(BigInt(units));
}
