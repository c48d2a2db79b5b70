/** Swedish texts of this folder. */
import { PORTAL_PATH, WHERE } from "../check/portal.ts";

export const sv = {
  noneLinesCanMatchedInvoice: "Ingen av raderna kan kopplas till en faktura eller order.",
  tick: `Kryssa i dem (minst order_id och merchant_reference1) och ladda ner rapporten igen, så kompletteras raderna. ${PORTAL_PATH.sv}. ${WHERE.transactions.sv}`,
  fill: "Ladda ner rapporten igen utan att ändra i den: order_id fyller Klarna alltid i på köp och returer.",
  renamed: "Finns de under andra namn: `kvitt check` föreslår inställningen `headers`.",
  reportNoSummaryPayoutS:
    "Rapporten saknar sammanfattning: utbetalningens belopp och alla summor är uträknade ur raderna, och skuld, återbetalning och avgiftsrättelser kan inte ses.",
  payoutSAmountTotalSettlement:
    "Utbetalningens belopp (total_settlement_amount) står inte i rapporten: det är uträknat och inte bevisat.",
  totalsMissingSummaryComputedLines: (others: string) =>
    `Summor som saknas i sammanfattningen och är uträknade ur raderna: ${others}.`,
  openingClosingDebtOpeningDebt:
    "Ingående och utgående skuld (opening_debt_balance, closing_debt_balance) saknas: skulden kan inte följas från utbetalning till utbetalning.",
  summaryAmountsKvittDoesKnow: (unknown: string) =>
    `Sammanfattningen har belopp som Kvitt inte känner till: ${unknown}. Utbetalningen går ihop utan dem.`,
  columnVatAmountMissingVat:
    "Kolumnen vat_amount saknas: momsen på avgifterna är bara känd som summa, eller inte alls.",
  payoutDatePayoutDateMissing:
    "Utbetalningsdatum (payout_date) saknas: det senaste datumet bland raderna används.",
  settlementTypeMerchantSettlementType:
    "Avräkningstypen (merchant_settlement_type) saknas: NET antas, alltså att avgifterna dras från utbetalningen.",
  merchantIdMerchantIdMissing: "Handlarens id (merchant_id) saknas i rapporten.",
  paymentReferenceTakenFileName: "Utbetalningens referens är hämtad ur filnamnet.",
  reportFeeInvoiceGrossFee:
    "Rapporten är en avgiftsfaktura (GROSS_FEE): ingenting har betalats ut, beloppet är en skuld till Klarna tills fakturan betalas.",
  noAmountFileDecimalsThey:
    "Inget belopp i filen har decimaler: de är lästa som hela kronor (eller euro), inte ören.",
  differenceMaySummaryLacks: (names: string) =>
    `Kanske förklaras skillnaden av det som saknas i sammanfattningen: ${names}.`,
  tableWithoutVat:
    "Rapporten har varken vat_amount eller total_tax_amount, så momsen på avgifterna saknas i summan.",
};
