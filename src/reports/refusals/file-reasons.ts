/** Why a file is refused as a whole. */
import type { Refusal } from "../report.ts";
import { DOWNLOAD_AGAIN } from "./remedies.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

export const FILE_REASONS = {
  empty_file: {
    code: "unreadable",
    what: { sv: "Filen är tom.", en: "The file is empty." },
    todo: DOWNLOAD_AGAIN,
  },
  nul_bytes: {
    code: "unreadable",
    what: {
      sv: "Filen innehåller nolltecken (NUL) och är alltså ingen textfil, eller så är den skadad.",
      en: "The file contains NUL bytes, so it is no text file, or it is damaged.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  encoding_broken: {
    code: "unreadable",
    what: {
      sv: "Filens teckenkodning ({expected}) är trasig.",
      en: "The file's character encoding ({expected}) is broken.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  too_large: {
    code: "unreadable",
    what: {
      sv: "Filen är större än {expected}; så stora avräkningsrapporter finns inte.",
      en: "The file is larger than {expected}; there are no settlement reports of that size.",
    },
    todo: {
      sv: "Kontrollera att det är rätt fil. Är den det: hämta en rapport per utbetalning i stället för en för hela perioden.",
      en: "Check that it is the right file. If it is: download one report per payout instead of one for the whole period.",
    },
  },
  not_a_report: {
    code: "unreadable",
    what: {
      sv: "Filen är ingen avräkningsrapport som Kvitt känner igen: inga kända kolumnrubriker.",
      en: "The file is no settlement report that Kvitt knows: it has no known column headers.",
    },
    todo: {
      sv: "Hämta avräkningsrapporten (CSV) för utbetalningen under Avstämningar i portalen. Har kolumnerna bytt namn: kör `kvitt check`, som föreslår vad som ska stå i inställningen `headers`.",
      en: "Get the settlement report (CSV) of the payout under Settlements in the portal. If the columns were renamed: run `kvitt check`, which proposes what to put in the setting `headers`.",
    },
  },
  not_klarna: {
    code: "unreadable",
    what: {
      sv: "Filen är ingen avräkningsrapport från Klarna eller Kustom: kolumnerna ({found}) är sådana som allas filer har, och ingen av Klarnas egna finns.",
      en: "The file is no settlement report of Klarna's or Kustom's: its columns ({found}) are such as anybody's file has, and none of Klarna's own is there.",
    },
    todo: {
      sv: "Kommer filen från något annat: flytta den dit den hör hemma, och hämta avräkningsrapporten (CSV) under Avstämningar i portalen. Är det Klarnas rapport: kryssa i capture_date, order_id och merchant_reference1 i dess inställningar. Har kolumnerna bytt namn: `kvitt check` föreslår inställningen `headers`.",
      en: "If the file is from elsewhere: move it to where it belongs, and download the settlement report (CSV) under Settlements in the portal. If it is Klarna's report: tick capture_date, order_id and merchant_reference1 in its settings. If the columns were renamed: `kvitt check` proposes the setting `headers`.",
    },
  },
  bare_header: {
    code: "unreadable",
    what: {
      sv: "Filen har rubriker men varken sammanfattning eller rader.",
      en: "The file has headers but neither a summary nor any rows.",
    },
    todo: {
      sv: "Ladda ner rapporten igen. Är den tom då också: kryssa i «Include settlement summary section» i rapportens inställningar i portalen, så säger den vad utbetalningen är.",
      en: 'Download the report again. If it is empty then too: tick "Include settlement summary section" in the report\'s settings in the portal, so that it says what the payout is.',
    },
  },
  no_payment_reference: {
    code: "unreadable",
    what: {
      sv: "Utbetalningens referens (payment_reference) finns varken i sammanfattningen, i en kolumn eller i filnamnet.",
      en: "The payout's payment_reference is neither in the summary, nor in a column, nor in the file name.",
    },
    todo: {
      sv: "Kryssa i «Include settlement summary section» och fältet payment_reference i portalen och ladda ner rapporten igen, eller behåll portalens eget filnamn (settlement.<referens>.csv).",
      en: 'Tick "Include settlement summary section" and the field payment_reference in the portal and download the report again, or keep the portal\'s own file name (settlement.<reference>.csv).',
    },
  },
  table_missing: {
    code: "unreadable",
    what: {
      sv: "Sammanfattningen anger belopp, men filen saknar transaktionslistan som förklarar dem.",
      en: "The summary states amounts, but the file lacks the transaction list that explains them.",
    },
    todo: {
      sv: "Ta med transaktionslistan i rapportens inställningar i portalen (minst type och amount) och ladda ner den igen.",
      en: "Include the transaction list in the report's settings in the portal (at least type and amount) and download it again.",
    },
  },
} as const satisfies Record<string, ReasonText>;
