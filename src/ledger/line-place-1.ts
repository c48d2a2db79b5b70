/**
 * Where version 1 of the rules booked a line: by its type alone, with accounts of the settings for CHARGE, CREDIT and
 * CORRECTION only. Kept so that vouchers from that time can be recomputed.
 */
import type { KindOfLine } from "../config/detailed-types.ts";
import type { Message } from "../message.ts";
import type { PlaceRules } from "./line-place.ts";
import { messages } from "./messages.ts";

/** Null: matching booked the line. */
export function placeByVersion1(
  kind: KindOfLine,
  rules: PlaceRules,
): { readonly account: number; readonly words: Message; readonly needsAccount: boolean } | null {
  const { accounts } = rules;
  const at = (account: number, words: Message) => ({ account, words, needsAccount: false });
  switch (kind.type) {
    case "FEE":
      return at(accounts.fee, messages.fees);
    case "FEE_REFUND":
      return at(accounts.fee, messages.feesReturned);
    case "TAX":
      return at(accounts.feeVat, messages.vatOnFees);
    case "COMMISSION":
      return at(accounts.commission, messages.commission);
    case "REVERSAL":
      return at(accounts.chargeback, messages.chargebacks);
    case "REVERSAL_MERCHANT_PROTECTION":
      return at(accounts.chargeback, messages.chargebacksCovered);
    case "HOLDBACK":
      return at(accounts.holdback, messages.heldBack);
    case "RELEASE":
      return at(accounts.holdback, messages.released);
    case "CHARGE":
    case "CREDIT":
    case "CORRECTION": {
      const { type, detailedType } = kind;
      const finer = detailedType === null ? null : rules.accountSet(`${type}/${detailedType}`);
      const set = finer ?? rules.accountSet(type);
      const name = detailedType ?? type;
      return { account: set ?? accounts.suspense, words: { sv: name, en: name }, needsAccount: set === null };
    }
    case "SALE":
    case "RETURN":
      return null;
  }
}
