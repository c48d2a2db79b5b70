/** Rows that were read and are not taken in, since it cannot be told what they are about: what is wrong, and what to do. */
import type { UnclearRow } from "../../books/repeated-receivables.ts";
import type { BadRow } from "./row.ts";

export function asBadRow({ row, why, number, amount, others }: UnclearRow): BadRow {
  const place = { line: row, column: "number", found: number.slice(0, 200) };
  const list = others.slice(0, 20).join(", ").slice(0, 300);
  if (why === "whose")
    return {
      ...place,
      what: {
        sv: `Nummer ${number} finns för flera butiker (${list}), och raden säger inte vilken den gäller.`,
        en: `Number ${number} is there for several shops (${list}), and the row does not say which one it is about.`,
      },
      todo: {
        sv: "Lägg till kolumnen merchant_id i listan, eller lägg listan i receivables/MERCHANT_ID/.",
        en: "Add the column merchant_id to the list, or put the list into receivables/MERCHANT_ID/.",
      },
    };
  return {
    ...place,
    what: {
      sv: `Nummer ${number} (${amount}) finns också på rad ${list}, med andra uppgifter. Ingen av raderna är inläst.`,
      en: `Number ${number} (${amount}) is also on line ${list}, with other contents. None of the rows was taken in.`,
    },
    todo: {
      sv: "Exportera en rad per faktura eller order, med hela beloppet, i stället för en rad per artikel.",
      en: "Export one row for each invoice or order, with its whole amount, instead of one for each article.",
    },
  };
}
