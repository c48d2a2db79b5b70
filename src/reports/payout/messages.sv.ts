/** Swedish texts of this folder. */
import { PORTAL_PATH, WHERE } from "../check/portal.ts";

export const sv = {
  unfindable: "Ingen av raderna kan matchas mot en faktura eller order.",
  columnsMissing: (names: readonly string[]) => `Rapporten saknar ${listed(names)}.`,
  columnsEmpty: (names: readonly string[]) => `Tomma på alla köp och returer är ${listed(names)}.`,
  idsNeedReceivables: (names: readonly string[]) =>
    `Att ${listed(names)} finns hjälper bara om kundfakturorna också har dem.`,
  tickReferences: `Kryssa i dem (minst order_id och merchant_reference1) och ladda ner rapporten igen, så kompletteras raderna. ${PORTAL_PATH.sv}. ${WHERE.transactions.sv}`,
  orderIdIsAlwaysFilled:
    "Ladda ner rapporten igen utan att ändra i den: order_id fyller Klarna alltid i på köp och returer.",
  mayBeRenamed:
    "Finns de under andra namn: `kvitt check` eller sidan Ladda upp filer föreslår inställningen `headers`.",
  summaryMissing:
    "Rapporten saknar sammanfattning: utbetalningens belopp och alla summor är uträknade ur raderna, och skuld, återbetalning och avgiftsrättelser kan inte ses.",
  settlementMissing:
    "Utbetalningens belopp (total_settlement_amount) finns inte i rapporten: det är uträknat och inte bevisat.",
  totalsMissing: (others: string) =>
    `Summor som saknas i sammanfattningen och är uträknade ur raderna: ${others}.`,
  debtMissing:
    "Ingående och utgående skuld (opening_debt_balance, closing_debt_balance) saknas: skulden kan inte följas från utbetalning till utbetalning.",
  totalsUnknown: (unknown: string) =>
    `Sammanfattningen har belopp som Kvitt inte känner till: ${unknown}. Utbetalningen går ihop utan dem.`,
  vatColumnMissing:
    "Kolumnen vat_amount saknas: momsen på avgifterna är bara känd som summa, eller inte alls.",
  payoutDateMissing: "Utbetalningsdatum (payout_date) saknas: det senaste datumet bland raderna används.",
  settlementTypeMissing:
    "Avräkningstypen (merchant_settlement_type) saknas: NET antas, alltså att avgifterna dras från utbetalningen.",
  merchantIdMissing: "Handlar-id (merchant_id) saknas i rapporten.",
  referenceFromFileName: "Utbetalningens referens är hämtad ur filnamnet.",
  feeInvoice:
    "Rapporten är en avgiftsfaktura (GROSS_FEE): ingenting har betalats ut, beloppet är en skuld till Klarna tills fakturan betalas.",
  noDecimals: "Inget belopp i filen har decimaler: de är lästa som hela kronor (eller euro), inte ören.",
  differenceHint: (names: string) =>
    `Kanske förklaras differensen av det som saknas i sammanfattningen: ${names}.`,
  vatNotInReport:
    "Rapporten har varken vat_amount eller total_tax_amount, så momsen på avgifterna saknas i summan.",
};

function listed(names: readonly string[]): string {
  return new Intl.ListFormat("sv").format(names);
}
