/** What a report leaves unproven because of how it is configured: told to the merchant, each with what would prove it. */
import type { Message } from "../../message.ts";
import { TOTAL_NAMES, TOTAL_TOKENS, type TotalName } from "../values/columns.ts";
import type { Totals } from "../report.ts";
import type { DeclaredTotals } from "./summary.ts";

export interface KnownFrom {
  readonly stated: DeclaredTotals;
  readonly hasVat: boolean;
  /** Totals that the lines add up to, by name; those that are 0 need no proof. */
  readonly totals: Totals;
  readonly reference: "summary" | "column" | "file name";
  readonly merchantId: boolean;
  readonly isInvoice: boolean;
  /** No amount in the file has decimals. */
  readonly wholeAmounts: boolean;
}

/** Empty is best. */
export function unprovenOf(known: KnownFrom): Message[] {
  const { stated } = known;
  const words: Message[] = [];
  const missing = TOTAL_NAMES.filter((name) => !stated.totals.has(name) && !RARE.has(name));
  if (stated.line === null && stated.totals.size === 0) {
    words.push({
      sv: "Rapporten saknar sammanfattning: utbetalningens belopp och alla summor är uträknade ur raderna, och skuld, återbetalning och avgiftsrättelser kan inte ses.",
      en: "The report has no summary: the payout's amount and all totals are computed from the lines, and debt, repayment and fee corrections cannot be seen.",
    });
  } else {
    if (missing.includes("settlement"))
      words.push({
        sv: "Utbetalningens belopp (total_settlement_amount) står inte i rapporten: det är uträknat och inte bevisat.",
        en: "The payout's amount (total_settlement_amount) is not in the report: it is computed, not proven.",
      });
    const others = missing.filter((name) => name !== "settlement" && (known.totals[name] ?? 0n) !== 0n);
    if (others.length > 0)
      words.push({
        sv: `Summor som saknas i sammanfattningen och är uträknade ur raderna: ${tokens(others)}.`,
        en: `Totals missing in the summary and computed from the lines: ${tokens(others)}.`,
      });
    if (missing.includes("openingDebt") || missing.includes("closingDebt"))
      words.push({
        sv: "Ingående och utgående skuld (opening_debt_balance, closing_debt_balance) saknas: skulden kan inte följas från utbetalning till utbetalning.",
        en: "Opening and closing debt (opening_debt_balance, closing_debt_balance) are missing: the debt cannot be followed from payout to payout.",
      });
  }
  const unknown = stated.unknownTotals.map(({ header }) => header).join(", ");
  if (unknown !== "")
    words.push({
      sv: `Sammanfattningen har belopp som Kvitt inte känner till: ${unknown}. Utbetalningen går ihop utan dem.`,
      en: `The summary has amounts that Kvitt does not know: ${unknown}. The payout adds up without them.`,
    });
  if (!known.hasVat && known.totals.fee > 0n)
    words.push({
      sv: "Kolumnen vat_amount saknas: momsen på avgifterna är bara känd som summa, eller inte alls.",
      en: "The column vat_amount is missing: the VAT on the fees is known only as a total, or not at all.",
    });
  if (stated.payoutDate === null)
    words.push({
      sv: "Utbetalningsdatum (payout_date) saknas: det senaste datumet bland raderna används.",
      en: "The payout date (payout_date) is missing: the latest date among the lines is used.",
    });
  if (stated.settlementType === null)
    words.push({
      sv: "Avräkningstypen (merchant_settlement_type) saknas: NET antas, alltså att avgifterna dras från utbetalningen.",
      en: "The settlement type (merchant_settlement_type) is missing: NET is assumed, that is, fees are deducted from the payout.",
    });
  if (!known.merchantId)
    words.push({
      sv: "Handlarens id (merchant_id) saknas i rapporten.",
      en: "The merchant id (merchant_id) is missing in the report.",
    });
  if (known.reference === "file name")
    words.push({
      sv: "Utbetalningens referens är hämtad ur filnamnet.",
      en: "The payment reference is taken from the file name.",
    });
  if (known.isInvoice)
    words.push({
      sv: "Rapporten är en avgiftsfaktura (GROSS_FEE): ingenting har betalats ut, beloppet är en skuld till Klarna tills fakturan betalas.",
      en: "The report is a fee invoice (GROSS_FEE): nothing was paid out, the amount is a debt to Klarna until the invoice is paid.",
    });
  if (known.wholeAmounts)
    words.push({
      sv: "Inget belopp i filen har decimaler: de är lästa som hela kronor (eller euro), inte ören.",
      en: "No amount in the file has decimals: they are read as whole kronor (or euro), not as öre.",
    });
  return words;
}

/** Totals that only newer reports or the API have: when they are missing, that is no fault of the configuration. */
const RARE: ReadonlySet<TotalName> = new Set(["commissionReversal", "taxRefund"]);

/** What may explain a difference: a total that no line carries and that the report does not have. */
export function missingTotalsHint(stated: DeclaredTotals): Message | null {
  const names = (["repay", "deposit", "feeCorrection", "tax"] as const).filter(
    (name) => !stated.totals.has(name),
  );
  if (names.length === 0) return null;
  return {
    sv: `Kanske förklaras skillnaden av det som saknas i sammanfattningen: ${tokens(names)}.`,
    en: `The difference may be what the summary lacks: ${tokens(names)}.`,
  };
}

function tokens(names: readonly TotalName[]): string {
  return names.map((name) => TOTAL_TOKENS[name]).join(", ");
}

export const TABLE_WITHOUT_VAT: Message = {
  sv: "Rapporten har varken vat_amount eller total_tax_amount, så momsen på avgifterna saknas i summan.",
  en: "The report has neither vat_amount nor total_tax_amount, so the VAT on the fees is missing in the sum.",
};
