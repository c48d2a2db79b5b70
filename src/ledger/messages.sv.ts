/** Swedish texts of this folder. They stay in the ledger: books that have been written keep the words that they were written with. */

export const sv = {
  // verifikationer
  payout: "utbetalning",
  corrects: "Rättar",
  forDay: (day: string) => ` (avser ${day})`,
  lateMatch: "sen matchning",
  undoneBy: (actor: string) => `ångrat av ${actor}`,

  // rader som ingen rad i rapporten visar
  vatOnFees: "Moms på avgifter",
  correctedFees: "Rättade avgifter",
  debtRepaid: "Återbetald skuld",
  newDebt: "Ny skuld",
  reverseCharge: "Omvänd skattskyldighet 25 %",

  // rader från matchning och beslut
  rows: {
    invoice: "Faktura",
    credit_note: "Kreditfaktura",
    order: "Order",
    rounding: "Öresutjämning",
    unsettled: "Ej matchad, order",
    sold: "Försäljning, order",
    refunded: "Återbetalning, order",
    settledNow: "Matchad, order",
    summed: "{count} rader",
    dispute: "tvist",
    writtenOff: "Avskriven rest av",
    rest: "avskriven rest",
  },

  // regelversion 1: en rad per radtyp
  fees: "Avgifter",
  feesReturned: "Återbetalda avgifter",
  commission: "Provision",
  chargebacks: "Återkrav (chargeback)",
  chargebacksCovered: "Återkrav täckta av handlarskydd",
  heldBack: "Innehållet",
  released: "Frisläppt",
};
