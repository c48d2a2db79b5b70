/** Swedish texts of this folder. */

export const sv = {
  portalPath:
    "Portalen → Avstämningar (Settlements) → Konfigurera rapporter (Configure reports) → CSV → välj handlar-id (MID) och kanalen «Merchant Portal / API» (och kanalen SFTP, om rapporterna kommer den vägen)",
  whereSummary:
    "Layout: kryssa i «Include settlement summary section». Sammanfattningsdel (Summary): kryssa i fältet.",
  whereTransactions: "Transaktionslista (Transaction list): kryssa i fältet.",
  formatting:
    "Formattering: semikolon som avgränsare, datum som 2024-05-02T07:45:00Z, belopp som 1234.56. Tecken på negativa belopp (add signs) gör även rättelser (CORRECTION) bevisbara.",
  totalCost:
    "Summan räknas ut ur raderna i stället för att bevisas mot dem: en rad som fattas märks bara på utbetalningens belopp.",
  debtCost:
    "Skulden till Klarna kan inte följas från utbetalning till utbetalning (avvikelsen debt_gap kan inte upptäckas).",
  noLinesCost:
    "Beloppet har inga egna rader: en utbetalning där det inte är 0 går inte ihop och sätts i karantän.",
  payoutCannotIdentifiedUnlessFile: "Utbetalningen kan inte kännas igen, om inte filnamnet bär referensen.",
  voucherGetsLatestDateAmong:
    "Verifikationen får det senaste datumet bland raderna i stället för utbetalningens.",
  currencyMustTakenLinesPayout: "Valutan måste tas ur raderna; en utbetalning utan rader kan inte läsas.",
  merchantMustToldFolderOnly: "Handlaren måste framgå av mappen eller vara den enda i inställningarna.",
  netAssumedGrossPayoutFees:
    "NET antas: en GROSS-utbetalning (avgifterna faktureras) går inte ihop och sätts i karantän.",
  payoutSAmountComputedInstead:
    "Utbetalningens belopp räknas ut i stället för att bevisas: det som saknas i filen märks först på banken.",
  withoutTypeNobodyKnowsDirection:
    "Utan typ vet ingen åt vilket håll pengarna går: rapporten kan inte läsas.",
  withoutAmountReportCannotRead: "Utan belopp kan rapporten inte läsas.",
  linesCannotBookedReportedDay: "Rader kan inte bokföras eller rapporteras per dag.",
  dayOrderMissingDeviationsMakes: "Ordens dag syns inte i avvikelser, vilket gör dem svårare att reda ut.",
  safestKeyOrderMissingMore: "Den säkraste nyckeln till ordern saknas: fler rader blir avvikelser.",
  numberConsumerKlarnaSSupport: "Numret som kunden och Klarnas support använder syns inte i avvikelser.",
  severalShipmentsOneOrderCannot: "Flera leveranser på samma order kan inte skiljas åt.",
  shopSOrderNumberMissing: "Butikens ordernummer saknas: fakturor utan Klarnas order-id kan inte hittas.",
  secondReferenceSomeShopsInvoice:
    "Den andra referensen (hos en del butiker fakturanumret) kan inte användas.",
  linesPayoutSCurrencyCannot: "Att raderna är i utbetalningens valuta kan inte kontrolleras.",
  kindsFeesChargesCreditsCannot: "Avgifter, krediteringar och debiteringar kan inte konteras var för sig.",
  severalRefundsOneOrderCannot: "Flera återbetalningar på samma order kan inte skiljas åt.",
  invoiceNumberShopSendsWhen: "Fakturanumret som butiken skickar vid leverans kan inte användas.",
  creditNoteSNumberShop: "Kreditfakturans nummer som butiken skickar vid retur kan inte användas.",
  vatFeesKnownOnlyTotal:
    "Momsen på avgifterna är bara känd som summa: avgifterna kan inte granskas rad för rad.",
  vatRateFeesMissing: "Momssatsen på avgifterna syns inte.",
  klarnaSCommentSuchNetting:
    "Klarnas kommentar (till exempel vid kvittning mellan Klarna och Kustom) syns inte i avvikelser.",
  disputeSNumberMissingChargebacks: "Tvistens nummer syns inte på bestridda köp.",
};
