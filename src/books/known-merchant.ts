/** Whether the books know a merchant by a payout of its. */
import { rows, type Handle } from "./database.ts";

export async function isKnownMerchant(db: Handle, merchantId: string): Promise<boolean> {
  const found = await rows(db, "select from payout where merchant_id = :merchantId limit 1", { merchantId });
  return found.length > 0;
}
