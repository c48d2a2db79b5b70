/** Why a file is refused whole as a list of receivables: what was found, and what to do. */
import { RECEIVABLE_COLUMNS, REQUIRED_COLUMNS } from "../../receivable-columns.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import { EXPORT_AGAIN } from "./rows.ts";

export function emptyFile(): QuarantineReason {
  return {
    ...whole("empty_file"),
    what: { sv: "Filen är tom.", en: "The file is empty." },
    todo: EXPORT_AGAIN,
  };
}

/** Whether a header is one of Klarna's: a settlement report that was put into the wrong folder. */
export function isReport(text: string): boolean {
  return /payment_reference|total_\w+_amount|capture_date|detailed_type/i.test(text);
}

export function noReceivables(line: number, text: string): QuarantineReason {
  return {
    ...whole("not_receivables"),
    line,
    found: text.slice(0, 200),
    expected: REQUIRED_COLUMNS.join(", "),
    what: {
      sv: `Första raden har inte rubrikerna i en fordringsfil (${RECEIVABLE_COLUMNS.join(", ")}).`,
      en: `The first line does not have the headers of a receivables file (${RECEIVABLE_COLUMNS.join(", ")}).`,
    },
    todo: isReport(text)
      ? {
          sv: "Det ser ut som en avräkningsrapport: lägg den i inbox/ i stället.",
          en: "It looks like a settlement report: put it into inbox/ instead.",
        }
      : {
          sv: "Är det en export ur ett annat system: kör `kvitt check FIL`, som föreslår en rubrikkarta att lägga i kvitt.config.yaml. Annars: låt första raden vara rubriker med de namnen, åtskilda med semikolon, komma eller tabb.",
          en: "If it is another system's export, run `kvitt check FILE`, which proposes a header map for kvitt.config.yaml. Otherwise let the first line be headers of those names, parted by semicolon, comma or tab.",
        },
  };
}

export function missingColumns(
  line: number,
  missing: readonly string[],
  names: readonly string[],
): QuarantineReason {
  return {
    ...whole("missing_column"),
    line,
    column: missing[0] ?? null,
    found: names.join(", ").slice(0, 200),
    expected: missing.join(", "),
    what: {
      sv: `Kolumnen ${missing.join(", ")} saknas. De kolumner som finns: ${names.join(", ").slice(0, 500)}.`,
      en: `The column ${missing.join(", ")} is missing. The columns there are: ${names.join(", ").slice(0, 500)}.`,
    },
    todo: {
      sv: "Lägg till kolumnen i exporten: varje rad behöver kind, number, currency och amount. Heter kolumnerna något annat: kör `kvitt check FIL`, som föreslår en rubrikkarta.",
      en: "Add the column to the export: every row needs kind, number, currency and amount. If the columns are called something else, run `kvitt check FILE`, which proposes a header map.",
    },
  };
}

export function twice(line: number, name: string): QuarantineReason {
  return {
    ...whole("duplicate_column"),
    line,
    column: name,
    found: name,
    what: { sv: `Kolumnen ${name} finns två gånger.`, en: `The column ${name} is there twice.` },
    todo: { sv: "Ta bort eller byt namn på den ena.", en: "Remove or rename one of them." },
  };
}

export function severalMaps(line: number, maps: readonly string[]): QuarantineReason {
  const list = maps.join(", ");
  return {
    ...whole("several_maps"),
    line,
    found: list,
    what: {
      sv: `Flera rubrikkartor i kvitt.config.yaml passar filen lika väl: ${list}.`,
      en: `Several header maps in kvitt.config.yaml fit the file equally well: ${list}.`,
    },
    todo: {
      sv: "Ta bort en av dem, eller ge den rätta en kolumn till som bara den här filen har (receivables.headers).",
      en: "Remove one of them, or give the right one another column that only this file has (receivables.headers).",
    },
  };
}

function whole(reason: string): QuarantineReason {
  const empty = { sv: "", en: "" };
  return {
    code: "unreadable",
    reason,
    line: null,
    column: null,
    found: null,
    expected: null,
    what: empty,
    todo: empty,
  };
}
