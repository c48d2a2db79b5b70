/** Whether the books have a payout of a merchant. */
import { exists, type Handle } from "./database.ts";

export async function isKnownMerchant(db: Handle, merchantId: string): Promise<boolean> {
  return exists(db, "select from payout where merchant_id = :merchantId limit 1", {
    merchantId,
  });
}
