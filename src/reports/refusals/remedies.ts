/** What a person can do about a refused file, where several reasons ask for the same. */
import type { Message } from "../../message.ts";

export const DOWNLOAD_AGAIN = {
  sv: "Ladda ner rapporten igen från Klarnas eller Kustoms portal och lägg filen i inkorgen utan att öppna och spara den i Excel.",
  en: "Download the report again from Klarna's or Kustom's portal, and put the file in the inbox without opening and saving it in Excel.",
} as const satisfies Message;

export const ASK_ISSUER = {
  sv: "Ladda ner rapporten igen. Blir det samma sak: skicka filen till Klarnas eller Kustoms handlarsupport och be om en rättad rapport.",
  en: "Download the report again. If it stays the same: send the file to Klarna's or Kustom's merchant support and ask for a corrected report.",
} as const satisfies Message;

export const CONFIGURE = {
  sv: "Rätta rapportens inställningar i portalen (Avstämningar → Konfigurera rapporter → CSV) och ladda ner den igen. `kvitt check` visar vilka fält som saknas.",
  en: "Correct the report's settings in the portal (Settlements → Configure reports → CSV) and download it again. `kvitt check` shows which fields are missing.",
} as const satisfies Message;

export const FETCH_AGAIN = {
  sv: "Hämta utbetalningen igen ur Klarnas Settlements API (payouts/{payment_reference} och transactions), eller hämta CSV-rapporten i portalen.",
  en: "Fetch the payout again from Klarna's Settlements API (payouts/{payment_reference} and transactions), or download the CSV report in the portal.",
} as const satisfies Message;
