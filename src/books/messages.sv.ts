/** Swedish texts of this folder. */

export const sv = {
  noPayout: (name: string) => `Det finns ingen utbetalning ${name}.`,
  seeListKvittPayouts: "Se listan: kvitt payouts",
  severalMerchantsPayout: "Flera butiker har den utbetalningen.",
  nameMerchantTooExample: (example: string) => `Ange butiken också, till exempel ${example}`,
};
