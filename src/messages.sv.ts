/** Swedish texts of this folder. */
import type { Message } from "./message.ts";

export const sv = {
  namesMerchantReference1: "referens 1",
  namesMerchantReference2: "referens 2",
  namesShortOrderId: "kort order-id",
  namesSaleDate: "såld",
  namesCaptureDate: "debiterad",
  namesPaymentMethod: "betalsätt",
  namesKlarnaComment: "Klarnas kommentar",
  namesReversalReference: "tvist",
  namesMerchantCaptureReference: "leveransens referens",
  namesMerchantRefundReference: "återbetalningens referens",
  namesOrderId: "order-id",
  namesCaptureId: "capture-id",
  namesRefundId: "återbetalnings-id",
  refunded: "återbetald",
  recorded: "registrerad",
  formsSeCountry: "svenskt",
  formsNoCountry: "norskt",
  formsDkCountry: "danskt",
  formsFiCountry: "finskt",
  writeOrganisationNumberSuchAnother: ({ country, example }: { country: Message; example: string }) =>
    `skriv ett ${country.sv} organisationsnummer som ${example}; ett annat lands börjar med dess bokstäver, som NO 923609016`,
  checkDigitDoesAgreeDigit: `kontrollsiffran stämmer inte: en siffra är fel, eller två har bytt plats`,
};
