/**
 * The fields that a full reconciliation needs, what each missing one costs, and where the merchant ticks it
 * (docs.klarna.com "How to adjust settlement reports"; help.kustom.co "Configure settlement reports").
 */
import type { Message } from "../../message.ts";

export type ReportPart = "summary" | "transactions";

export interface WantedField {
  readonly field: string;
  readonly part: ReportPart;
  /** Without a needed one a payout cannot be booked, or its sum not be proven; a useful one costs only what is said. */
  readonly importance: "needed" | "useful";
  readonly cost: Message;
}

/** The way to the settings, from the portal's front page. */
export const PORTAL_PATH: Message = {
  sv: "Portalen → Avstämningar (Settlements) → Konfigurera rapporter (Configure reports) → CSV → välj handlar-id (MID) och kanalen «Merchant Portal / API» (och kanalen SFTP, om rapporterna kommer den vägen)",
  en: 'The portal → Settlements → Configure reports → CSV → choose the merchant id (MID) and the channel "Merchant Portal / API" (and the channel SFTP, if reports come that way)',
};

export const WHERE: Readonly<Record<ReportPart, Message>> = {
  summary: {
    sv: "Layout: kryssa i «Include settlement summary section». Sammanfattningsdel (Summary): kryssa i fältet.",
    en: 'Layout: tick "Include settlement summary section". Summary fields: tick the field.',
  },
  transactions: {
    sv: "Transaktionslista (Transaction list): kryssa i fältet.",
    en: "Transaction fields: tick the field.",
  },
};

/** What the formatting should be: what Kvitt never has to wonder about. */
export const FORMATTING: Message = {
  sv: "Formattering: semikolon som avgränsare, datum som 2024-05-02T07:45:00Z, belopp som 1234.56. Tecken på negativa belopp (add signs) gör även rättelser (CORRECTION) bevisbara.",
  en: "Formatting: semicolon as delimiter, dates as 2024-05-02T07:45:00Z, amounts as 1234.56. Signs on negative amounts (add signs) make corrections (CORRECTION) provable too.",
};

const TOTAL_COST: Message = {
  sv: "Summan räknas ut ur raderna i stället för att bevisas mot dem: en rad som fattas märks bara på utbetalningens belopp.",
  en: "The total is computed from the lines instead of proven against them: a missing line only shows in the payout's amount.",
};
const DEBT_COST: Message = {
  sv: "Skulden till Klarna kan inte följas från utbetalning till utbetalning (avvikelsen debt_gap kan inte upptäckas).",
  en: "The debt to Klarna cannot be followed from payout to payout (the deviation debt_gap cannot be found).",
};
const NO_LINES_COST: Message = {
  sv: "Beloppet har inga egna rader: en utbetalning där det inte är 0 går inte ihop och sätts i karantän.",
  en: "The amount has no lines of its own: a payout in which it is not 0 does not add up and is quarantined.",
};

export const WANTED: readonly WantedField[] = [
  summary("payment_reference", "needed", {
    sv: "Utbetalningen kan inte kännas igen, om inte filnamnet bär referensen.",
    en: "The payout cannot be identified, unless the file name carries the reference.",
  }),
  summary("payout_date", "needed", {
    sv: "Verifikationen får det senaste datumet bland raderna i stället för utbetalningens.",
    en: "The voucher gets the latest date among the lines instead of the payout's.",
  }),
  summary("settlement_currency", "needed", {
    sv: "Valutan måste tas ur raderna; en utbetalning utan rader kan inte läsas.",
    en: "The currency must be taken from the lines; a payout without lines cannot be read.",
  }),
  summary("merchant_id", "useful", {
    sv: "Handlaren måste framgå av mappen eller vara den enda i inställningarna.",
    en: "The merchant must be told by the folder, or be the only one in the settings.",
  }),
  summary("merchant_settlement_type", "needed", {
    sv: "NET antas: en GROSS-utbetalning (avgifterna faktureras) går inte ihop och sätts i karantän.",
    en: "NET is assumed: a GROSS payout (fees are invoiced) does not add up and is quarantined.",
  }),
  summary("total_settlement_amount", "needed", {
    sv: "Utbetalningens belopp räknas ut i stället för att bevisas: det som saknas i filen märks först på banken.",
    en: "The payout's amount is computed instead of proven: what the file lacks shows only at the bank.",
  }),
  ...[
    "sale",
    "return",
    "reversal",
    "fee",
    "tax",
    "commission",
    "credit",
    "charge",
    "holdback",
    "release",
    "fee_refund",
  ].map((name) => summary(`total_${name}_amount`, "useful", TOTAL_COST)),
  summary("total_fee_correction_amount", "needed", NO_LINES_COST),
  summary("total_repay_amount", "needed", NO_LINES_COST),
  summary("total_deposit_amount", "needed", NO_LINES_COST),
  summary("opening_debt_balance", "useful", DEBT_COST),
  summary("closing_debt_balance", "useful", DEBT_COST),
  line("type", "needed", {
    sv: "Utan typ vet ingen åt vilket håll pengarna går: rapporten kan inte läsas.",
    en: "Without the type nobody knows in which direction the money goes: the report cannot be read.",
  }),
  line("amount", "needed", {
    sv: "Utan belopp kan rapporten inte läsas.",
    en: "Without the amount the report cannot be read.",
  }),
  line("capture_date", "useful", {
    sv: "Rader kan inte bokföras eller rapporteras per dag.",
    en: "Lines cannot be booked or reported by day.",
  }),
  line("sale_date", "useful", {
    sv: "Ordens dag syns inte i avvikelser, vilket gör dem svårare att reda ut.",
    en: "The day of the order is missing in deviations, which makes them harder to settle.",
  }),
  line("order_id", "needed", {
    sv: "Den säkraste nyckeln till ordern saknas: fler rader blir avvikelser.",
    en: "The safest key to the order is missing: more lines become deviations.",
  }),
  line("short_order_id", "useful", {
    sv: "Numret som kunden och Klarnas support använder syns inte i avvikelser.",
    en: "The number that the consumer and Klarna's support use is missing in deviations.",
  }),
  line("capture_id", "needed", {
    sv: "Flera leveranser på samma order kan inte skiljas åt.",
    en: "Several shipments of one order cannot be told apart.",
  }),
  line("merchant_reference1", "needed", {
    sv: "Butikens ordernummer saknas: fakturor utan Klarnas order-id kan inte hittas.",
    en: "The shop's order number is missing: invoices without Klarna's order id cannot be found.",
  }),
  line("merchant_reference2", "useful", {
    sv: "Den andra referensen (hos en del butiker fakturanumret) kan inte användas.",
    en: "The second reference (with some shops the invoice number) cannot be used.",
  }),
  line("posting_currency", "useful", {
    sv: "Att raderna är i utbetalningens valuta kan inte kontrolleras.",
    en: "That the lines are in the payout's currency cannot be checked.",
  }),
  line("detailed_type", "useful", {
    sv: "Avgifter, krediteringar och debiteringar kan inte konteras var för sig.",
    en: "Kinds of fees, charges and credits cannot be booked on accounts of their own.",
  }),
  line("refund_id", "needed", {
    sv: "Flera återbetalningar på samma order kan inte skiljas åt.",
    en: "Several refunds of one order cannot be told apart.",
  }),
  line("merchant_capture_reference", "useful", {
    sv: "Fakturanumret som butiken skickar vid leverans kan inte användas.",
    en: "The invoice number that the shop sends when it ships cannot be used.",
  }),
  line("merchant_refund_reference", "useful", {
    sv: "Kreditfakturans nummer som butiken skickar vid retur kan inte användas.",
    en: "The credit note's number that the shop sends with a refund cannot be used.",
  }),
  line("vat_amount", "needed", {
    sv: "Momsen på avgifterna är bara känd som summa: avgifterna kan inte granskas rad för rad.",
    en: "The VAT on the fees is known only as a total: fees cannot be checked line by line.",
  }),
  line("vat_rate", "useful", {
    sv: "Momssatsen på avgifterna syns inte.",
    en: "The VAT rate of the fees is missing.",
  }),
  line("klarna_comment", "useful", {
    sv: "Klarnas kommentar (till exempel vid kvittning mellan Klarna och Kustom) syns inte i avvikelser.",
    en: "Klarna's comment (such as for netting between Klarna and Kustom) is missing in deviations.",
  }),
  line("reversal_reference", "useful", {
    sv: "Tvistens nummer syns inte på bestridda köp.",
    en: "The dispute's number is missing on chargebacks.",
  }),
];

function summary(field: string, importance: WantedField["importance"], cost: Message): WantedField {
  return { field, part: "summary", importance, cost };
}

function line(field: string, importance: WantedField["importance"], cost: Message): WantedField {
  return { field, part: "transactions", importance, cost };
}
