/** English texts of this folder. */
import type { Message } from "./message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  namesMerchantReference1: "reference 1",
  namesMerchantReference2: "reference 2",
  namesShortOrderId: "short order id",
  namesSaleDate: "sold",
  namesCaptureDate: "captured",
  namesPaymentMethod: "payment method",
  namesKlarnaComment: "Klarna's comment",
  namesReversalReference: "dispute",
  namesMerchantCaptureReference: "capture reference",
  namesMerchantRefundReference: "refund reference",
  namesOrderId: "order id",
  namesCaptureId: "capture id",
  namesRefundId: "refund id",
  refunded: "refunded",
  recorded: "recorded",
  formsSeCountry: "Swedish",
  formsNoCountry: "Norwegian",
  formsDkCountry: "Danish",
  formsFiCountry: "Finnish",
  writeOrganisationNumberSuchAnother: ({ country, example }: { country: Message; example: string }) =>
    `write a ${country.en} organisation number such as ${example}; that of another country begins with its letters, such as NO 923609016`,
  checkDigitDoesAgreeDigit: `the check digit does not agree: a digit is wrong, or two have changed places`,
} satisfies typeof sv;
