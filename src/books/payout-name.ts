/** How a person names a payout: its reference or, where several merchants have the same, "K500746/123456789". */
import { UserError } from "../errors.ts";

export function noSuchPayout(name: string): UserError {
  return new UserError(
    { sv: `Det finns ingen utbetalning ${name}.`, en: `There is no payout ${name}.` },
    { sv: "Se listan: kvitt payouts", en: "See the list: kvitt payouts" },
  );
}

export function severalPayouts(one: { readonly merchantId: string; readonly paymentReference: string }) {
  const example = `${one.merchantId}/${one.paymentReference}`;
  return new UserError(
    { sv: "Flera butiker har den utbetalningen.", en: "Several merchants have that payout." },
    {
      sv: `Ange butiken också, till exempel ${example}`,
      en: `Name the merchant too, for example ${example}`,
    },
  );
}
