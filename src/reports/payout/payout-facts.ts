/** What a payout is told of itself, by its summary and by its lines. What contradicts is refused. */
import { decimalsOf } from "../../money.ts";
import { detach } from "../values/detach.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { PayoutAccumulator } from "./accumulator.ts";
import { isCurrency, type DeclaredTotals } from "./summary.ts";

/** Takes the summary, before or after the lines. */
export function declare(
  accumulator: PayoutAccumulator,
  declared: DeclaredTotals,
  refusals: RefusalList,
): void {
  const { line, merchantId, currency } = declared;
  accumulator.declared = declared;
  if (merchantId !== null) {
    const found = accumulator.merchantId;
    if (found !== null && found !== merchantId)
      refusals.add("merchant_differs", { line, found, expected: merchantId });
    accumulator.merchantId = merchantId;
  }
  if (currency !== null) {
    const found = accumulator.currency;
    const misread = accumulator.lineCount > 0 && decimalsOf(currency) !== accumulator.decimals;
    if ((found !== null && found !== currency) || misread)
      refusals.add("currency_differs", { line, found, expected: currency });
    setCurrency(accumulator, currency);
  }
  // Only GROSS leaves open whether fees are deducted; the totals decide then.
  if (accumulator.feeMode === "open" && declared.settlementType !== "GROSS") accumulator.feeMode = "deducted";
}

/** The currency that a line names; "" when it names none. */
export function nameCurrency(
  accumulator: PayoutAccumulator,
  found: string,
  line: number,
  column: string | null,
  refusals: RefusalList,
): void {
  const expected = accumulator.currency;
  if (found === "" || found === expected) return;
  if (expected !== null) refusals.add("currency_differs", { line, column, found, expected });
  else if (!setCurrency(accumulator, found)) refusals.add("currency_unknown", { line, column, found });
}

/** The merchant that a line names; "" when it names none. */
export function nameMerchant(
  accumulator: PayoutAccumulator,
  found: string,
  line: number,
  column: string | null,
  refusals: RefusalList,
): void {
  const expected = accumulator.merchantId;
  if (found === "" || found === expected) return;
  if (expected === null) accumulator.merchantId = detach(found);
  else refusals.add("merchant_differs", { line, column, found, expected });
}

/** False when it is no currency code. */
function setCurrency(accumulator: PayoutAccumulator, currency: string): boolean {
  if (!isCurrency(currency)) return false;
  accumulator.currency = currency;
  accumulator.decimals = decimalsOf(currency);
  return true;
}
