/**
 * Where version 1 of the rules booked a line: by its type alone, with accounts of the settings for CHARGE, CREDIT and
 * CORRECTION only. Kept so that vouchers of then can be computed anew.
 */
import type { KindOfLine } from "../config/detailed-types.ts";
import type { Message } from "../message.ts";
import type { PlaceRules } from "./line-place.ts";

/** null: matching booked the line. */
export function placeByVersion1(
  kind: KindOfLine,
  rules: PlaceRules,
): { readonly account: number; readonly words: Message; readonly needsAccount: boolean } | null {
  const { accounts } = rules;
  const at = (account: number, sv: string, en: string) => ({
    account,
    words: { sv, en },
    needsAccount: false,
  });
  switch (kind.type) {
    case "FEE":
      return at(accounts.fee, "Avgifter", "Fees");
    case "FEE_REFUND":
      return at(accounts.fee, "Återbetalda avgifter", "Fees returned");
    case "TAX":
      return at(accounts.feeVat, "Moms på avgifter", "VAT on fees");
    case "COMMISSION":
      return at(accounts.commission, "Provision", "Commission");
    case "REVERSAL":
      return at(accounts.chargeback, "Återkrav (chargeback)", "Chargebacks");
    case "REVERSAL_MERCHANT_PROTECTION":
      return at(
        accounts.chargeback,
        "Återkrav täckta av handlarskydd",
        "Chargebacks covered by merchant protection",
      );
    case "HOLDBACK":
      return at(accounts.holdback, "Innehållet", "Held back");
    case "RELEASE":
      return at(accounts.holdback, "Frisläppt", "Released");
    case "CHARGE":
    case "CREDIT":
    case "CORRECTION": {
      const { type, detailedType } = kind;
      const finer = detailedType === null ? null : rules.accountSet(`${type}/${detailedType}`);
      const set = finer ?? rules.accountSet(type);
      const name = detailedType ?? type;
      return {
        account: set ?? accounts.suspense,
        words: { sv: name, en: name },
        needsAccount: set === null,
      };
    }
    case "SALE":
    case "RETURN":
      return null;
  }
}
