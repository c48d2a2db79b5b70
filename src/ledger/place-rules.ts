/** A merchant's accounts in the settings, as booking uses them. */
import { accountsOf, lineAccountAt, type Settings } from "../config/settings.ts";
import type { PlaceRules } from "./line-place.ts";

export function placeRules(settings: Settings, merchantId: string): PlaceRules {
  return {
    accounts: accountsOf(settings, merchantId),
    accountSet: (key) => lineAccountAt(settings, merchantId, key),
    feeVat: settings.voucher.feeVat,
  };
}
