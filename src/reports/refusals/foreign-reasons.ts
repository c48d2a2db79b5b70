/** Files that are known, but are not what Kvitt reads: what each is, and what to download instead. */
import type { Message } from "../../message.ts";
import type { Refusal } from "../report.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

const GET_REPORT = {
  sv: "Hämta i stället avräkningsrapporten som CSV: portalen → Avstämningar → utbetalningen → CSV.",
  en: "Download the settlement report as CSV instead: the portal → Settlements → the payout → CSV.",
} as const satisfies Message;

const UNPACK = {
  sv: "Packa upp filen och lägg CSV-filerna som ligger i den i inkorgen.",
  en: "Unpack it and put the CSV files that are in it into the inbox.",
} as const satisfies Message;

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
  klarna_network: {
    code: "unreadable",
    what: {
      sv: "Filen är en rapport från Klarna Network eller Klarna Direct, en annan produkt med andra kolumner än Klarna Checkout och Kustom.",
      en: "The file is a report of Klarna Network or Klarna Direct, another product with other columns than Klarna Checkout and Kustom.",
    },
    todo: {
      sv: "Hämta avräkningsrapporten för handlar-id:t som Klarna Checkout (KCO v3) eller Kustom betalar ut till. Kvitt läser inte Klarna Network än.",
      en: "Download the settlement report of the merchant id to which Klarna Checkout (KCO v3) or Kustom pays out. Kvitt does not read Klarna Network yet.",
    },
  },
  klarna_transactions: {
    code: "unreadable",
    what: {
      sv: "Filen är en transaktionsrapport (Custom report / Transaction report): den går efter köp- och returdatum, tar med köp som ännu inte är utbetalda, och förklarar ingen utbetalning.",
      en: "The file is a transaction report (Custom report): it goes by capture and refund date, includes orders that are not paid out yet, and explains no payout.",
    },
    todo: GET_REPORT,
  },
  klarna_legacy: {
    code: "unreadable",
    what: {
      sv: "Filen är en avräkningsnota från Klarnas äldre system (Klarna Online / KPM).",
      en: 'The file is an "avräkningsnota" of Klarna\'s older system (Klarna Online / KPM).',
    },
    todo: {
      sv: "Bokför den för hand. Nyare utbetalningar har avräkningsrapporter i portalen under Avstämningar.",
      en: "Book it by hand. Newer payouts have settlement reports in the portal under Settlements.",
    },
  },
  klarna_payout_summary: {
    code: "unreadable",
    what: {
      sv: "Filen är en summering av flera utbetalningar (payouts/summary) utan deras rader.",
      en: "The file is a summary of several payouts (payouts/summary) without their lines.",
    },
    todo: {
      sv: "Hämta varje utbetalning med dess transaktioner: GET /payouts/{payment_reference} och GET /transactions?payment_reference=…, båda svaren i samma fil. Eller hämta CSV-rapporten i portalen.",
      en: "Fetch each payout with its transactions: GET /payouts/{payment_reference} and GET /transactions?payment_reference=…, both answers in one file. Or download the CSV report in the portal.",
    },
  },
  klarna_api_error: {
    code: "unreadable",
    what: {
      sv: "Filen är ett felmeddelande från Klarnas API ({found}), ingen rapport.",
      en: "The file is an error message from Klarna's API ({found}), no report.",
    },
    todo: {
      sv: "Rätta anropet (referens, behörighet) och hämta rapporten igen.",
      en: "Correct the request (reference, permission) and download the report again.",
    },
  },
  receivables: {
    code: "unreadable",
    what: {
      sv: "Filen är en lista över fordringar, ingen avräkningsrapport.",
      en: "The file is a list of receivables, no settlement report.",
    },
    todo: {
      sv: "Lägg den i mappen receivables/ i stället, eller läs in den med `kvitt receivables FIL`.",
      en: "Put it into the folder receivables/ instead, or take it in with `kvitt receivables FILE`.",
    },
  },
  other_provider: {
    code: "unreadable",
    what: {
      sv: "Filen kommer från en annan betaltjänst: {found}.",
      en: "The file is from another payment provider: {found}.",
    },
    todo: {
      sv: "Flytta filen dit den betaltjänstens utbetalningar bokförs. Det Klarna eller Kustom själva betalar ut står i deras avräkningsrapport: portalen → Avstämningar → utbetalningen → CSV. Går Klarna-köpen genom den andra betaltjänsten har Klarna ingen egen rapport över dem.",
      en: "Move the file to where that provider's payouts are booked. What Klarna or Kustom pay out themselves is in their settlement report: the portal → Settlements → the payout → CSV. If Klarna purchases go through the other provider, Klarna has no report of its own about them.",
    },
  },
  receivables_export: {
    code: "unreadable",
    what: {
      sv: "Filen är en lista över ordrar eller fakturor ({found}), ingen avräkningsrapport från Klarna eller Kustom.",
      en: "The file is a list of orders or invoices ({found}), no settlement report of Klarna's or Kustom's.",
    },
    todo: {
      sv: "Ordrar och fakturor hör hemma i mappen receivables/, som CSV med kolumnerna kind, number, currency och amount (gärna order_number och order_id). `kvitt check FIL` visar hur den här kan läsas där. Till inkorgen: hämta avräkningsrapporten, portalen → Avstämningar → utbetalningen → CSV.",
      en: "Orders and invoices belong into the folder receivables/, as CSV with the columns kind, number, currency and amount (and best order_number and order_id). `kvitt check FILE` shows how this one can be read there. For the inbox: download the settlement report, the portal → Settlements → the payout → CSV.",
    },
  },
  bank_file: {
    code: "unreadable",
    what: {
      sv: "Filen är ett kontoutdrag eller en annan fil från banken ({found}), ingen avräkningsrapport.",
      en: "The file is a bank statement or another file from the bank ({found}), no settlement report.",
    },
    todo: {
      sv: "Läs in den i bokföringsprogrammet. Vad utbetalningen på kontot består av står i avräkningsrapporten: portalen → Avstämningar → utbetalningen → CSV.",
      en: "Read it into the accounting program. What the payout on the account is made of is in the settlement report: the portal → Settlements → the payout → CSV.",
    },
  },
  accounting_file: {
    code: "unreadable",
    what: {
      sv: "Filen är bokföring ({found}), ingen avräkningsrapport.",
      en: "The file is bookkeeping ({found}), no settlement report.",
    },
    todo: {
      sv: "Läs in den i bokföringsprogrammet (Import → SIE). Det Kvitt bokför lämnas som SIE-filer i mappen sie/; till inkorgen hör bara avräkningsrapporter.",
      en: "Read it into the accounting program (Import → SIE). What Kvitt books is left as SIE files in the folder sie/; only settlement reports belong into the inbox.",
    },
  },
  other_document: {
    code: "unreadable",
    what: {
      sv: "Filen är ingen rapport utan något annat: {found}.",
      en: "The file is no report but something else: {found}.",
    },
    todo: GET_REPORT,
  },
  image: {
    code: "unreadable",
    what: { sv: "Filen är en bild.", en: "The file is a picture." },
    todo: GET_REPORT,
  },
} as const satisfies Record<string, ReasonText>;
