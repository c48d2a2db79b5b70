/** Why a row or a cell is refused. */
import type { Refusal } from "../report.ts";
import { ASK_ISSUER, CONFIGURE, DOWNLOAD_AGAIN } from "./remedies.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

export const CELL_REASONS = {
  quote_open: {
    code: "unreadable",
    what: {
      sv: "Ett citattecken som öppnas på raden stängs aldrig.",
      en: "A quotation mark that opens on this line is never closed.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  quote_garbage: {
    code: "unreadable",
    what: {
      sv: "Efter ett avslutande citattecken står något annat än en fältavgränsare.",
      en: "A closing quotation mark is followed by something other than a delimiter.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  row_too_long: {
    code: "unreadable",
    what: {
      sv: "Raden är längre än {expected} tecken.",
      en: "The line is longer than {expected} characters.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  too_many_columns: {
    code: "unreadable",
    what: {
      sv: "Raden har fler än {expected} kolumner.",
      en: "The line has more than {expected} columns.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  cell_count: {
    code: "unreadable",
    what: {
      sv: "Raden har {found} celler, rubrikraden har {expected}.",
      en: "The line has {found} cells, the header line has {expected}.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  unexpected_row: {
    code: "unreadable",
    what: {
      sv: "Raden är varken rubrik, sammanfattning eller transaktion.",
      en: "The line is neither header, summary nor transaction.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  spreadsheet_row: {
    code: "unreadable",
    what: {
      sv: "Raden «{found}» är ingen transaktion: en summa, en anteckning eller en rad utan typ eller belopp, som ett kalkylprogram eller någon i det har lagt till.",
      en: 'The line "{found}" is no transaction: a sum, a note or a row without type or amount, which a spreadsheet, or somebody in one, has added.',
    },
    todo: DOWNLOAD_AGAIN,
  },
  summary_empty: {
    code: "unreadable",
    what: {
      sv: "Sammanfattningens rubriker följs inte av någon rad med värden.",
      en: "The summary's headers are not followed by a line of values.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  missing_column: {
    code: "unreadable",
    what: {
      sv: "Kolumnen {expected} saknas i transaktionslistan. De kolumner som finns: {found}.",
      en: "The column {expected} is missing in the transaction list. The columns there are: {found}.",
    },
    todo: CONFIGURE,
  },
  duplicate_column: {
    code: "unreadable",
    what: { sv: "Kolumnen {found} finns två gånger.", en: "The column {found} is there twice." },
    todo: CONFIGURE,
  },
  scientific_notation: {
    code: "unreadable",
    what: {
      sv: "Ett id eller en referens är skriven som {found}: Excel har gjort om den till ett tal och siffror har gått förlorade.",
      en: "An id or reference is written as {found}: Excel has turned it into a number, and digits are lost.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  amount_unreadable: {
    code: "unreadable",
    what: {
      sv: "{found} är inget belopp med decimaltecknet {expected}.",
      en: "{found} is no amount with the decimal mark {expected}.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  amount_precision: {
    code: "unreadable",
    what: {
      sv: "{found} har fler decimaler än valutan har ({expected}). Kvitt avrundar aldrig.",
      en: "{found} has more decimals than the currency ({expected}). Kvitt never rounds.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  amount_too_large: {
    code: "unreadable",
    what: {
      sv: "{found} har fler än {expected} siffror.",
      en: "{found} has more than {expected} digits.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  amount_ambiguous: {
    code: "unreadable",
    what: {
      sv: "{found} kan betyda två olika belopp, och inget annat belopp i filen visar om decimaltecknet är punkt eller komma.",
      en: "{found} can mean two different amounts, and no other amount in the file shows whether the decimal mark is a point or a comma.",
    },
    todo: {
      sv: 'Ange `decimalMark: "."` eller `decimalMark: ","` för handlaren i kvitt.config.yaml och importera igen.',
      en: 'Set `decimalMark: "."` or `decimalMark: ","` for the merchant in kvitt.config.yaml and import again.',
    },
  },
  decimal_marks_mixed: {
    code: "unreadable",
    what: {
      sv: "Vissa belopp har decimalpunkt och andra decimalkomma: {expected} och {found}.",
      en: "Some amounts have a decimal point and others a decimal comma: {expected} and {found}.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  date_unreadable: {
    code: "unreadable",
    what: { sv: "{found} är inget datum som kan läsas.", en: "{found} is no date that can be read." },
    todo: DOWNLOAD_AGAIN,
  },
  date_ambiguous: {
    code: "unreadable",
    what: {
      sv: "{found} kan betyda två olika dagar, och inget annat datum i filen visar om dagen eller månaden står först.",
      en: "{found} can mean two different days, and no other date in the file shows whether the day or the month comes first.",
    },
    todo: {
      sv: "Ange `dateOrder: dmy` (dag först) eller `dateOrder: mdy` (månad först) för handlaren i kvitt.config.yaml och importera igen.",
      en: "Set `dateOrder: dmy` (day first) or `dateOrder: mdy` (month first) for the merchant in kvitt.config.yaml and import again.",
    },
  },
  date_orders_mixed: {
    code: "unreadable",
    what: {
      sv: "Vissa datum har dagen först och andra månaden: {expected} och {found}.",
      en: "Some dates have the day first and others the month: {expected} and {found}.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  unknown_type: {
    code: "unknown_type",
    what: {
      sv: "Transaktionstypen {found} är okänd, så det går inte att veta åt vilket håll pengarna går.",
      en: "The transaction type {found} is unknown, so there is no telling in which direction the money goes.",
    },
    todo: {
      sv: "Fråga Klarnas eller Kustoms handlarsupport vad typen betyder och rapportera den till Kvitt. Filen ligger kvar i karantän.",
      en: "Ask Klarna's or Kustom's merchant support what the type means, and report it to Kvitt. The file stays in quarantine.",
    },
  },
  sign_contradicts: {
    code: "unreadable",
    what: {
      sv: "Beloppet {found} har ett tecken som inte stämmer med transaktionstypen ({expected}).",
      en: "The amount {found} has a sign that contradicts its transaction type ({expected}).",
    },
    todo: ASK_ISSUER,
  },
} as const satisfies Record<string, ReasonText>;
