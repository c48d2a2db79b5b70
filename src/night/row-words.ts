/** What the rows of a voucher say of what they book, in the language of the books. */
import type { RowWords } from "../books/vouchers.ts";
import type { Language } from "../words.ts";

export function rowWords(language: Language): RowWords {
  const words = {
    sv: {
      invoice: "Faktura",
      credit_note: "Kreditfaktura",
      order: "Order",
      rounding: "Öresutjämning",
      unsettled: "Ej kopplad, order",
      sold: "Försäljning, order",
      refunded: "Återbetalning, order",
      settledNow: "Kopplad, order",
      summed: "{count} rader",
    },
    en: {
      invoice: "Invoice",
      credit_note: "Credit note",
      order: "Order",
      rounding: "Rounding",
      unsettled: "Not settled, order",
      sold: "Sale, order",
      refunded: "Refund, order",
      settledNow: "Settled, order",
      summed: "{count} lines",
    },
  };
  return words[language];
}
