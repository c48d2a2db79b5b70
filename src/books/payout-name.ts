/** How a person names a payout: its reference or, where several merchants have the same, "K500746/123456789". */
import { messages } from "./messages.ts";
import { UserError } from "../errors.ts";

export function noSuchPayout(name: string): UserError {
  return new UserError(messages.noPayout(name), messages.seePayouts);
}

export function severalPayouts(one: { readonly merchantId: string; readonly paymentReference: string }) {
  const example = `${one.merchantId}/${one.paymentReference}`;
  return new UserError(messages.severalMerchants, messages.nameMerchantToo(example));
}
