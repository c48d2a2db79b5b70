/** Whether the books have a payout of a merchant. */
import { rows, type Handle } from "./database.ts";

export async function isKnownMerchant(db: Handle, merchantId: string): Promise<boolean> {
  const found = await rows(db, {}, "select from payout where merchant_id = :merchantId limit 1", {
    merchantId,
  });
  return found.length > 0;
}
