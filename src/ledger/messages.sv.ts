/** Swedish texts of this folder. */

export const sv = {
  payout: "utbetalning",
  vatFees: "Moms på avgifter",
  correctedFees: "Rättade avgifter",
  debtRepaid: "Återbetald skuld",
  newDebt: "Ny skuld",
  reverseCharge: "Omvänd skattskyldighet 25 %",
  corrects: "Rättar",
  textOf: "",
  forText: (movedFrom: string) => ` (avser ${movedFrom})`,
  late: "sen matchning",
  takenBack: "ångrat av ",
};
