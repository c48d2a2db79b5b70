/**
 * Every reason for which a report file is refused: which of the three codes it belongs to, what it says to a person,
 * and what that person can do. One list, so that docs/refusals.md, the mails and the terminal cannot drift apart
 * (a test holds the page against it). Words in braces are filled in with what was found.
 */
import type { Words } from "../words.ts";
import type { Refusal } from "./report.ts";
import { FOREIGN_REASONS } from "./reasons-foreign.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

const DOWNLOAD_AGAIN = {
  sv: "Ladda ner rapporten igen från Klarnas eller Kustoms portal och lägg filen i inkorgen utan att öppna och spara den i Excel.",
  en: "Download the report again from Klarna's or Kustom's portal, and put the file in the inbox without opening and saving it in Excel.",
} as const satisfies Words;

const ASK_ISSUER = {
  sv: "Ladda ner rapporten igen. Blir det samma sak: skicka filen till Klarnas eller Kustoms handlarsupport och be om en rättad rapport.",
  en: "Download the report again. If it stays the same: send the file to Klarna's or Kustom's merchant support and ask for a corrected report.",
} as const satisfies Words;

const CONFIGURE = {
  sv: "Rätta rapportens inställningar i portalen (Avstämningar → Konfigurera rapporter → CSV) och ladda ner den igen. `kvitt check` visar vilka fält som saknas.",
  en: "Correct the report's settings in the portal (Settlements → Configure reports → CSV) and download it again. `kvitt check` shows which fields are missing.",
} as const satisfies Words;

const FETCH_AGAIN = {
  sv: "Hämta utbetalningen igen ur Klarnas Settlements API (payouts/{payment_reference} och transactions), eller hämta CSV-rapporten i portalen.",
  en: "Fetch the payout again from Klarna's Settlements API (payouts/{payment_reference} and transactions), or download the CSV report in the portal.",
} as const satisfies Words;

const OWN_REASONS = {
  // ---- the file as a whole
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
  bare_header: {
    code: "unreadable",
    what: {
      sv: "Filen har rubriker men varken sammanfattning eller rader.",
      en: "The file has headers but neither a summary nor any rows.",
    },
    todo: DOWNLOAD_AGAIN,
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
  // ---- JSON of the Settlements API
  json_broken: {
    code: "unreadable",
    what: {
      sv: "Filen börjar som JSON men är inte giltig, eller så är den avhuggen.",
      en: "The file begins as JSON but is not valid, or it is cut off.",
    },
    todo: FETCH_AGAIN,
  },
  json_duplicate: {
    code: "unreadable",
    what: {
      sv: "Fältet {found} finns två gånger i samma objekt.",
      en: "The field {found} is twice in the same object.",
    },
    todo: FETCH_AGAIN,
  },
  json_too_deep: {
    code: "unreadable",
    what: { sv: "Filen är nästlad för djupt.", en: "The file is nested too deeply." },
    todo: FETCH_AGAIN,
  },
  json_too_big: {
    code: "unreadable",
    what: {
      sv: "Filen innehåller för mycket som inte är transaktioner.",
      en: "The file contains too much that is no transaction.",
    },
    todo: FETCH_AGAIN,
  },
  json_number: {
    code: "unreadable",
    what: {
      sv: "{found} är inget helt antal ören: i API:ts JSON är belopp heltal i minsta enhet (119375, inte 1193.75).",
      en: "{found} is no whole number of minor units: amounts in the API's JSON are integers (119375, not 1193.75).",
    },
    todo: FETCH_AGAIN,
  },
  json_page_missing: {
    code: "unreadable",
    what: {
      sv: "Filen har {found} av {expected} transaktioner: fler sidor finns att hämta.",
      en: "The file has {found} of {expected} transactions: there are more pages to fetch.",
    },
    todo: {
      sv: "Hämta alla sidor (följ pagination.next, size är högst 500) och lägg deras transaktioner i samma fil.",
      en: "Fetch all pages (follow pagination.next, size is at most 500) and put their transactions into the same file.",
    },
  },
  json_payout_missing: {
    code: "unreadable",
    what: {
      sv: "Filen har transaktioner men inte utbetalningen som de hör till, så ingenting kan bevisas.",
      en: "The file has transactions but not the payout they belong to, so nothing can be proven.",
    },
    todo: FETCH_AGAIN,
  },
  json_stranger: {
    code: "unreadable",
    what: {
      sv: "I listan {found} finns något som varken är en utbetalning eller en transaktion.",
      en: "In the list {found} there is something that is neither a payout nor a transaction.",
    },
    todo: FETCH_AGAIN,
  },
  json_not_a_report: {
    code: "unreadable",
    what: {
      sv: "Filen är JSON men innehåller varken utbetalningar eller transaktioner från Klarnas Settlements API.",
      en: "The file is JSON but has neither payouts nor transactions of Klarna's Settlements API.",
    },
    todo: FETCH_AGAIN,
  },
  // ---- rows and cells
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
  // ---- the payout
  no_currency: {
    code: "unreadable",
    what: {
      sv: "Utbetalningens valuta finns varken i sammanfattningen eller i någon kolumn.",
      en: "The payout's currency is neither in the summary nor in a column.",
    },
    todo: CONFIGURE,
  },
  currency_unknown: {
    code: "unreadable",
    what: { sv: "{found} är ingen valutakod.", en: "{found} is no currency code." },
    todo: DOWNLOAD_AGAIN,
  },
  currency_differs: {
    code: "unreadable",
    what: {
      sv: "Raden är i {found}, men utbetalningen är i {expected}.",
      en: "The line is in {found}, but the payout is in {expected}.",
    },
    todo: ASK_ISSUER,
  },
  merchant_differs: {
    code: "unreadable",
    what: {
      sv: "Raden hör till handlaren {found}, men utbetalningen till {expected}.",
      en: "The line belongs to merchant {found}, but the payout to {expected}.",
    },
    todo: ASK_ISSUER,
  },
  settlement_type_unknown: {
    code: "unreadable",
    what: {
      sv: "Avräkningstypen {found} är okänd (kända: {expected}).",
      en: "The settlement type {found} is unknown (known: {expected}).",
    },
    todo: ASK_ISSUER,
  },
  rows_without_payout: {
    code: "unreadable",
    what: {
      sv: "Filen har flera utbetalningar, men raden säger inte vilken av dem den hör till.",
      en: "The file has several payouts, but the line does not say to which of them it belongs.",
    },
    todo: {
      sv: "Kryssa i kolumnen payment_reference i transaktionslistan i portalen, eller hämta en rapport per utbetalning.",
      en: "Tick the column payment_reference in the transaction list in the portal, or download one report per payout.",
    },
  },
  row_of_no_payout: {
    code: "unreadable",
    what: {
      sv: "Raden hör till utbetalningen {found}, som inte finns i sammanfattningen.",
      en: "The line belongs to payout {found}, which is not in the summary.",
    },
    todo: ASK_ISSUER,
  },
  payout_twice: {
    code: "unreadable",
    what: {
      sv: "Utbetalningen {found} finns två gånger i samma fil.",
      en: "Payout {found} is twice in the same file.",
    },
    todo: DOWNLOAD_AGAIN,
  },
  too_many_payouts: {
    code: "unreadable",
    what: {
      sv: "Filen har fler än {expected} utbetalningar.",
      en: "The file has more than {expected} payouts.",
    },
    todo: {
      sv: "Hämta rapporten för en kortare period.",
      en: "Download the report for a shorter period.",
    },
  },
  layout_unclear: {
    code: "unreadable",
    what: {
      sv: "Det går inte att avgöra vilken sammanfattning som hör till vilken transaktionslista.",
      en: "It cannot be decided which summary belongs to which transaction list.",
    },
    todo: {
      sv: "Hämta en rapport per utbetalning, eller kryssa i kolumnen payment_reference i transaktionslistan.",
      en: "Download one report per payout, or tick the column payment_reference in the transaction list.",
    },
  },
  // ---- the arithmetic
  row_total_differs: {
    code: "totals_differ",
    what: {
      sv: "Sammanfattningens {column} är {expected}, men raderna summerar till {found}.",
      en: "The summary's {column} is {expected}, but the lines add up to {found}.",
    },
    todo: ASK_ISSUER,
  },
  settlement_differs: {
    code: "totals_differ",
    what: {
      sv: "Utbetalningen ska vara {expected}, men beloppen som förklarar den summerar till {found}.",
      en: "The payout is said to be {expected}, but the amounts that explain it add up to {found}.",
    },
    todo: ASK_ISSUER,
  },
  debt_differs: {
    code: "totals_differ",
    what: {
      sv: "Utgående skuld är {expected}, men ingående skuld minus återbetalt plus ny skuld blir {found}.",
      en: "The closing debt is {expected}, but the opening debt less what was repaid plus new debt makes {found}.",
    },
    todo: ASK_ISSUER,
  },
  negative_settlement: {
    code: "totals_differ",
    what: {
      sv: "Utbetalningen är negativ ({found}). En brist ska vara 0,00 med beloppet som ny skuld (deposit).",
      en: "The payout is negative ({found}). A shortfall should be 0.00 with the amount as new debt (deposit).",
    },
    todo: ASK_ISSUER,
  },
  unknown_total: {
    code: "totals_differ",
    what: {
      sv: "Sammanfattningen har ett belopp som Kvitt inte känner till, {column} = {found}, och utan utbetalningens belopp går det inte att bevisa vad det betyder.",
      en: "The summary has an amount that Kvitt does not know, {column} = {found}, and without the payout's amount there is no proof of what it means.",
    },
    todo: CONFIGURE,
  },
  direction_ambiguous: {
    code: "totals_differ",
    what: {
      sv: "Riktningen på raderna av typen {found} går inte att bevisa: filen går ihop på mer än ett sätt, eller inte alls.",
      en: "The direction of the lines of type {found} cannot be proven: the file adds up in more than one way, or in none.",
    },
    todo: {
      sv: "Kryssa i «add signs to negative amounts» under formatering i portalen, och alla total_-fält i sammanfattningen, och ladda ner rapporten igen.",
      en: 'Tick "add signs to negative amounts" under formatting in the portal, and all total_ fields of the summary, and download the report again.',
    },
  },
  too_many_undecided: {
    code: "totals_differ",
    what: {
      sv: "Fler än {expected} rader har en riktning som bara summorna kan avgöra.",
      en: "More than {expected} lines have a direction that only the totals can decide.",
    },
    todo: {
      sv: "Kryssa i «add signs to negative amounts» under formatering i portalen och ladda ner rapporten igen.",
      en: 'Tick "add signs to negative amounts" under formatting in the portal and download the report again.',
    },
  },
} as const satisfies Record<string, ReasonText>;

export const REASONS = { ...OWN_REASONS, ...FOREIGN_REASONS } as const satisfies Record<string, ReasonText>;
export type Reason = keyof typeof REASONS;
