/** What the summary of one payout says, read from its cells: its facts and its totals in minor units. */
import { FACT_TOKENS, summaryField, type FactToken, type TotalName } from "../values/columns.ts";
import { amountFault, MAX_DIGITS, readAmount, type Mark } from "../values/amount.ts";
import { readDate, type DateOrder } from "../values/date.ts";
import { decimalsOf, minor, type Minor } from "../../money.ts";
import type { RefusalFacts, RefusalList } from "../refusals/refusal.ts";
import { SETTLEMENT_TYPES, type SettlementType } from "../report.ts";
import type { SummaryCell } from "../csv/layout.ts";

/** One total as the file states it. */
export interface DeclaredTotal {
  /** As printed: negative when a minus is printed. */
  readonly amount: Minor;
  readonly header: string;
  readonly line: number | null;
}

export interface DeclaredTotals {
  /** 1-based line of the summary's values; null for JSON and where there is no summary. */
  readonly line: number | null;
  readonly paymentReference: string | null;
  readonly currency: string | null;
  /** UTC instant in ISO 8601. */
  readonly payoutDate: string | null;
  readonly merchantId: string | null;
  readonly settlementType: SettlementType | null;
  readonly totals: ReadonlyMap<TotalName, DeclaredTotal>;
  /** Totals that Kvitt does not know, when they are not zero. */
  readonly unknownTotals: readonly DeclaredTotal[];
}

export const NOTHING_DECLARED: DeclaredTotals = {
  line: null,
  paymentReference: null,
  currency: null,
  payoutDate: null,
  merchantId: null,
  settlementType: null,
  totals: new Map(),
  unknownTotals: [],
};

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** ISO 4217, upper case. */
export function isCurrency(text: string): boolean {
  return CURRENCIES.has(text);
}

/** What Excel makes of a long number: "1.23457E+08". */
export function isScientific(text: string): boolean {
  return /^\d(?:[.,]\d+)?E[+-]\d{2,3}$/i.test(text);
}

/** Totals without a currency in the same summary are read with two decimals, as every currency Klarna pays out in has. */
export function parseSummary(
  cells: readonly SummaryCell[],
  style: { readonly mark: Mark; readonly order: DateOrder | null },
  refusals: RefusalList,
): DeclaredTotals {
  const facts = new Map<FactToken, SummaryCell>();
  const totals = new Map<TotalName, DeclaredTotal>();
  const unknownTotals: DeclaredTotal[] = [];
  const fields = cells.map((cell) => ({ cell, field: summaryField(cell.name) }));
  for (const { cell, field } of fields) {
    if (field?.kind !== "fact" || cell.value === "") continue;
    const taken = facts.get(field.name);
    const spellings: readonly string[] = FACT_TOKENS[field.name];
    const rank = (name: string) => spellings.indexOf(name);
    if (!taken || rank(cell.name) < rank(taken.name)) facts.set(field.name, cell);
  }

  const place = (cell: SummaryCell): RefusalFacts => ({
    line: cell.line,
    column: cell.header,
    found: cell.value,
  });
  const currencyCell = facts.get("settlement_currency");
  const currency = currencyCell?.value.toUpperCase() ?? null;
  if (currencyCell && currency !== null && !isCurrency(currency))
    refusals.add("currency_unknown", place(currencyCell));
  const decimals = decimalsOf(currency ?? "");

  for (const { cell, field } of fields) {
    if (!field || field.kind === "fact" || cell.value === "") continue;
    const units = readAmount(cell.value, 0, cell.value.length, style.mark, decimals);
    if (Number.isNaN(units)) {
      refuseAmount(cell.value, style.mark, decimals, place(cell), refusals);
      continue;
    }
    const total = { amount: minor(BigInt(units)), header: cell.header, line: cell.line };
    if (field.kind === "total") totals.set(field.name, total);
    else if (units !== 0) unknownTotals.push(total);
  }

  const referenceCell = facts.get("payment_reference");
  if (referenceCell && isScientific(referenceCell.value))
    refusals.add("scientific_notation", place(referenceCell));
  const dateCell = facts.get("payout_date");
  const payoutDate = dateCell ? readDate(dateCell.value, style.order) : null;
  if (dateCell && payoutDate === null) refusals.add("date_unreadable", place(dateCell));
  const typeCell = facts.get("merchant_settlement_type");
  const settlementType = SETTLEMENT_TYPES.find((type) => type === typeCell?.value.toUpperCase()) ?? null;
  if (typeCell && settlementType === null)
    refusals.add("settlement_type_unknown", { ...place(typeCell), expected: SETTLEMENT_TYPES.join(", ") });

  return {
    line: cells[0]?.line ?? null,
    paymentReference: referenceCell?.value ?? null,
    currency,
    payoutDate,
    merchantId: facts.get("merchant_id")?.value ?? null,
    settlementType,
    totals,
    unknownTotals,
  };
}

/** Says why a cell is no amount. */
export function refuseAmount(
  text: string,
  mark: Mark,
  decimals: number,
  place: RefusalFacts,
  refusals: RefusalList,
): void {
  const reason = amountFault(text, mark, decimals);
  const expected = {
    amount_unreadable: mark,
    amount_precision: String(decimals),
    amount_too_large: String(MAX_DIGITS),
  };
  refusals.add(reason, { ...place, found: text, expected: expected[reason] });
}
