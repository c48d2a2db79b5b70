/**
 * Proposes a header map for an export that Kvitt does not know, by what its columns are called. Only a proposal, for a
 * person to confirm in the settings: nothing is read with it.
 */
import {
  RECEIVABLES_PRESETS,
  REQUIRED_COLUMNS,
  type ReceivableColumn,
  type ReceivablesPreset,
} from "../../receivable-columns.ts";
import { normaliseHeader } from "../../reports/values/columns.ts";
import { placesBy } from "./header-map.ts";
import { PRESETS } from "./presets.ts";

export interface ProposedMap {
  readonly preset: ReceivablesPreset | null;
  /** Kvitt's column -> the header as printed in the file. */
  readonly columns: Readonly<Partial<Record<ReceivableColumn, string>>>;
  /** What the file has no column for; a person must look at it. */
  readonly fixed: Readonly<Partial<Record<ReceivableColumn, string>>>;
  readonly negative: "credit_note" | null;
}

/** Names that people and programs give a column, likeliest first. An order number is the number where there is no other. */
const NAMES: Readonly<Partial<Record<ReceivableColumn, readonly string[]>>> = {
  kind: ["kind", "typ", "type", "dokumenttyp", "document type", "fakturatyp", "slag"],
  number: [
    "number",
    "fakturanummer",
    "fakturanr",
    "faktura nr",
    "fakturanr.",
    "invoice number",
    "invoice no",
    "invoice no.",
    "invoicenumber",
    "document number",
    "dokumentnummer",
    "verifikationsnummer",
    "faktura",
    "invoice",
    "nummer",
  ],
  order_number: [
    "order_number",
    "ordernummer",
    "ordernr",
    "order nr",
    "ordrenummer",
    "ordrenr",
    "bestillingsnummer",
    "beställningsnummer",
    "order number",
    "order no",
    "order no.",
    "order #",
    "ordernumber",
    "order",
    "ordre",
    "beställning",
    "webborder",
    "increment_id",
  ],
  order_id: ["klarna order id", "klarna_order_id", "klarna-id", "klarna id", "klarna order", "order_id"],
  capture_id: ["capture_id", "klarna capture id"],
  refund_id: ["refund_id", "klarna refund id"],
  currency: ["currency", "valuta", "valutakod", "currency code", "order currency", "order_currency_code"],
  amount: [
    "amount",
    "totalt",
    "total",
    "totalbelopp",
    "fakturabelopp",
    "ordersumma",
    "summa inkl. moms",
    "summa inkl moms",
    "belopp inkl. moms",
    "belopp inkl moms",
    "att betala",
    "beløp inkl. mva",
    "totalbeløb",
    "totalbeløp",
    "grand total",
    "grand_total",
    "order total",
    "total amount",
    "total inkl. moms",
    "belopp",
    "beløp",
    "beløb",
    "summa",
    "sum",
  ],
  open_amount: [
    "open_amount",
    "saldo",
    "restbelopp",
    "kvar att betala",
    "obetalt",
    "restbeløp",
    "restbeløb",
    "balance",
    "amount due",
    "remaining amount",
    "outstanding",
  ],
  date: [
    "date",
    "fakturadatum",
    "fakturadato",
    "orderdatum",
    "ordredato",
    "invoice date",
    "order date",
    "created at",
    "created_at",
    "datum",
    "dato",
  ],
  credits: ["credits", "krediterar", "krediterad faktura", "krediterer", "original invoice"],
  merchant_id: ["merchant_id", "merchant id", "mid", "butik-id"],
};

/** null: there is no column that could be a number, or none that could be an amount. `headers` as printed in the file. */
export function proposeMap(headers: readonly string[]): ProposedMap | null {
  const names = headers.map(normaliseHeader);
  const preset = presetFor(names);
  if (preset !== null) {
    const { fixed } = PRESETS[preset];
    const at = placesBy(PRESETS[preset], names);
    return {
      preset,
      columns: {},
      fixed: usual(REQUIRED_COLUMNS.filter((column) => !at.has(column) && !(column in fixed))),
      negative: null,
    };
  }
  const columns: Partial<Record<ReceivableColumn, string>> = {};
  for (const [column, known] of Object.entries(NAMES)) {
    const place = known.map((name) => names.indexOf(normaliseHeader(name))).find((found) => found !== -1);
    if (place !== undefined) columns[column as ReceivableColumn] = headers[place] ?? ""; // forgotten by Object.entries
  }
  const isOrders = columns.number === undefined && columns.order_number !== undefined;
  if (isOrders) {
    columns.number = columns.order_number ?? "";
    delete columns.order_number;
  }
  if (columns.number === undefined || columns.amount === undefined) return null;
  return {
    preset: null,
    columns: Object.fromEntries(
      Object.entries(columns).filter(([column, header]) => normaliseHeader(header) !== column),
    ),
    fixed: {
      ...(columns.kind === undefined ? { kind: isOrders ? "order" : "invoice" } : {}),
      ...(columns.currency === undefined ? usual(["currency"]) : {}),
    },
    negative: columns.kind === undefined && !isOrders ? "credit_note" : null,
  };
}

/** The only preset that finds a number, an amount and most of what it knows; null when two find as much. */
function presetFor(names: readonly string[]): ReceivablesPreset | null {
  const found = RECEIVABLES_PRESETS.flatMap((preset) => {
    const at = placesBy(PRESETS[preset], names);
    return at.has("number") && at.has("amount") && at.size >= 4 ? [{ preset, size: at.size }] : [];
  }).toSorted((a, b) => b.size - a.size);
  const [best, next] = found;
  return best && best.size !== next?.size ? best.preset : null;
}

function usual(missing: readonly ReceivableColumn[]): Partial<Record<ReceivableColumn, string>> {
  return missing.includes("currency") ? { currency: "SEK" } : {};
}

/** Ready to be pasted into kvitt.config.yaml. */
export function mapYaml(name: string, { preset, columns, fixed, negative }: ProposedMap): string {
  const pairs = (map: Readonly<Partial<Record<string, string>>>) =>
    Object.entries(map).map(([key, value]) => `        ${key}: ${JSON.stringify(value)}`);
  return [
    "receivables:",
    "  headers:",
    `    ${name}:`,
    ...(preset === null ? [] : [`      preset: ${preset}`]),
    ...(Object.keys(columns).length === 0 ? [] : ["      columns:", ...pairs(columns)]),
    ...(Object.keys(fixed).length === 0 ? [] : ["      fixed:", ...pairs(fixed)]),
    ...(negative === null ? [] : [`      negative: ${negative}`]),
  ].join("\n");
}
