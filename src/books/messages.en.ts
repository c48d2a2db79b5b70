/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  noPayout: (name: string) => `There is no payout ${name}.`,
  seeListKvittPayouts: "See the list: kvitt payouts",
  severalMerchantsPayout: "Several merchants have that payout.",
  nameMerchantTooExample: (example: string) => `Name the merchant too, for example ${example}`,
} satisfies typeof sv;
