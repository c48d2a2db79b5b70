/** Swedish texts of this folder. */

export const sv = {
  noPayout: (name: string) => `Det finns ingen utbetalning ${name}.`,
  seePayouts: "Se listan: kvitt payouts",
  severalMerchants: "Flera handlar-id har en utbetalning med den referensen.",
  nameMerchantToo: (example: string) => `Ange handlar-id också, till exempel ${example}`,
};
