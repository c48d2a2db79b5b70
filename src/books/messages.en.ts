/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  noPayout: (name: string) => `There is no payout ${name}.`,
  seePayouts: "See the list: kvitt payouts",
  severalMerchants: "Several merchant ids have a payout with that reference.",
  nameMerchantToo: (example: string) => `Name the merchant id too, for example ${example}`,
} satisfies typeof sv;
