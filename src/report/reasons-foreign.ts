/** Files that are known, but are not what Kvitt reads: what each is, and what to download instead. */
import type { Words } from "../words.ts";
import type { Refusal } from "./report.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

const GET_REPORT = {
  sv: "Hämta i stället avräkningsrapporten som CSV: portalen → Avstämningar → utbetalningen → CSV.",
  en: "Download the settlement report as CSV instead: the portal → Settlements → the payout → CSV.",
} as const satisfies Words;

const UNPACK = {
  sv: "Packa upp filen och lägg CSV-filerna som ligger i den i inkorgen.",
  en: "Unpack it and put the CSV files that are in it into the inbox.",
} as const satisfies Words;

export const FOREIGN_REASONS = {
  pdf: {
    code: "unreadable",
    what: {
      sv: "Filen är en PDF: rapporten för människor, med samma belopp men utan rader att läsa.",
      en: "The file is a PDF: the report for people, with the same amounts but no rows to read.",
    },
    todo: GET_REPORT,
  },
  excel: {
    code: "unreadable",
    what: { sv: "Filen är en Excel-arbetsbok.", en: "The file is an Excel workbook." },
    todo: GET_REPORT,
  },
  archive: {
    code: "unreadable",
    what: {
      sv: "Filen är packad ({found}). Kvitt packar aldrig upp det som läggs i inkorgen.",
      en: "The file is compressed ({found}). Kvitt never unpacks what is put into the inbox.",
    },
    todo: UNPACK,
  },
  image: {
    code: "unreadable",
    what: { sv: "Filen är en bild.", en: "The file is a picture." },
    todo: GET_REPORT,
  },
} as const satisfies Record<string, ReasonText>;
