/**
 * Where version 1 of the rules booked a line: by its type alone, with accounts of the settings for CHARGE, CREDIT and
 * CORRECTION only. Kept so that vouchers from that time can be recomputed.
 */
import type { AccountRole } from "../config/accounts.ts";
import type { KindOfLine } from "../config/detailed-types.ts";
import type { LineType } from "../line-types.ts";
import { verbatim, type Message } from "../message.ts";
import type { PlaceRules } from "./line-place.ts";
import { messages } from "./messages.ts";

/** The types with an account of their own. */
const PLACES: Readonly<Partial<Record<LineType, readonly [AccountRole, Message]>>> = {
  FEE: ["fee", messages.fees],
  FEE_REFUND: ["fee", messages.feesReturned],
  TAX: ["feeVat", messages.vatOnFees],
  COMMISSION: ["commission", messages.commission],
  REVERSAL: ["chargeback", messages.chargebacks],
  REVERSAL_MERCHANT_PROTECTION: ["chargeback", messages.chargebacksCovered],
  HOLDBACK: ["holdback", messages.heldBack],
  RELEASE: ["holdback", messages.released],
};

/** Null: matching booked the line. */
export function placeByVersion1(
  { type, detailedType }: KindOfLine,
  { accounts, accountSet }: PlaceRules,
): { readonly account: number; readonly words: Message; readonly needsAccount: boolean } | null {
  if (type === "SALE" || type === "RETURN") return null;
  const [role, words] = PLACES[type] ?? [];
  if (role !== undefined && words !== undefined)
    return { account: accounts[role], words, needsAccount: false };
  const finer = detailedType === null ? null : accountSet(`${type}/${detailedType}`);
  const set = finer ?? accountSet(type);
  return {
    account: set ?? accounts.suspense,
    words: verbatim(detailedType ?? type),
    needsAccount: set === null,
  };
}
