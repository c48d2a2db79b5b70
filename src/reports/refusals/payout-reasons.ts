/** Why a payout is refused: whose a row is, and the arithmetic. */
import type { Refusal } from "../report.ts";
import { ASK_ISSUER, CONFIGURE, DOWNLOAD_AGAIN } from "./remedies.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

export const PAYOUT_REASONS = {
  no_currency: {
    code: "unreadable",
    what: {
      sv: "Utbetalningens valuta finns varken i sammanfattningen eller i någon kolumn.",
      en: "The payout's currency is neither in the summary nor in a column.",
    },
    todo: CONFIGURE,
  },
  summary_without_currency: {
    code: "unreadable",
    what: {
      sv: "Sammanfattningen säger inte vilken valuta beloppen är i, och raderna är i {found}, som inte har ören.",
      en: "The summary does not say which currency its amounts are in, and the lines are in {found}, which has no hundredths.",
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
  summary_of_several: {
    code: "unreadable",
    what: {
      sv: "Sammanfattningen gäller flera utbetalningar tillsammans, och {column} = {found} går inte att fördela mellan dem.",
      en: "The summary is of several payouts together, and {column} = {found} cannot be divided between them.",
    },
    todo: {
      sv: "Hämta en rapport per utbetalning.",
      en: "Download one report per payout.",
    },
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
    todo: {
      sv: "Står det att fält saknas i sammanfattningen: kryssa i dem i portalen (Avstämningar → Konfigurera rapporter → CSV). Ladda ner rapporten igen. Blir det samma sak: skicka filen till Klarnas eller Kustoms handlarsupport och be om en rättad rapport.",
      en: "If it says that the summary lacks fields: tick them in the portal (Settlements → Configure reports → CSV). Download the report again. If it stays the same: send the file to Klarna's or Kustom's merchant support and ask for a corrected report.",
    },
  },
  vat_not_in_report: {
    code: "totals_differ",
    what: {
      sv: "Utbetalningen ska vara {expected}, men beloppen som förklarar den summerar till {found}.",
      en: "The payout is said to be {expected}, but the amounts that explain it add up to {found}.",
    },
    todo: {
      sv: "Kryssa i vat_amount i transaktionslistan och total_tax_amount i sammanfattningen i portalen (Avstämningar → Konfigurera rapporter → CSV) och ladda ner rapporten igen.",
      en: "Tick vat_amount in the transaction list and total_tax_amount in the summary in the portal (Settlements → Configure reports → CSV), and download the report again.",
    },
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
      sv: "Riktningen på raderna av typen {found} går inte att bevisa: filen går ihop på mer än ett sätt, bara med rader i motsatta riktningar, eller inte alls.",
      en: "The direction of the lines of type {found} cannot be proven: the file adds up in more than one way, only with lines of opposite directions, or in none.",
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
