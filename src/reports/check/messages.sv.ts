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
  paymentReferenceCost: "Utbetalningen kan inte identifieras, om inte referensen finns i filnamnet.",
  payoutDateCost: "Verifikationen får det senaste datumet bland raderna i stället för utbetalningens.",
  settlementCurrencyCost: "Valutan måste tas ur raderna; en utbetalning utan rader kan inte läsas.",
  merchantIdCost: "Handlaren måste framgå av mappen eller vara den enda i inställningarna.",
  settlementTypeCost:
    "NET antas: en GROSS-utbetalning (avgifterna faktureras) går inte ihop och sätts i karantän.",
  settlementAmountCost:
    "Utbetalningens belopp räknas ut i stället för att bevisas: det som saknas i filen märks först på bankkontot.",
  typeCost: "Utan typ framgår inte åt vilket håll pengarna går: rapporten kan inte läsas.",
  amountCost: "Utan belopp kan rapporten inte läsas.",
  captureDateCost: "Rader kan inte bokföras eller rapporteras per dag.",
  saleDateCost: "Orderns dag syns inte i avvikelser, vilket gör dem svårare att reda ut.",
  orderIdCost: "Den säkraste nyckeln till ordern saknas: fler rader blir avvikelser.",
  shortOrderIdCost: "Numret som kunden och Klarnas support använder syns inte i avvikelser.",
  captureIdCost: "Flera leveranser på samma order kan inte skiljas åt.",
  merchantReference1Cost: "Butikens ordernummer saknas: fakturor utan Klarnas order-id kan inte hittas.",
  merchantReference2Cost: "Den andra referensen (hos en del butiker fakturanumret) kan inte användas.",
  postingCurrencyCost: "Att raderna är i utbetalningens valuta kan inte kontrolleras.",
  detailedTypeCost: "Avgifter, krediteringar och debiteringar kan inte konteras var för sig.",
  refundIdCost: "Flera återbetalningar på samma order kan inte skiljas åt.",
  captureReferenceCost: "Fakturanumret som butiken skickar vid leverans kan inte användas.",
  refundReferenceCost: "Kreditfakturans nummer som butiken skickar vid retur kan inte användas.",
  vatAmountCost: "Momsen på avgifterna är bara känd som summa: avgifterna kan inte granskas rad för rad.",
  vatRateCost: "Momssatsen på avgifterna syns inte.",
  klarnaCommentCost:
    "Klarnas kommentar (till exempel vid kvittning mellan Klarna och Kustom) syns inte i avvikelser.",
  reversalReferenceCost: "Tvistens nummer syns inte på bestridda köp.",
};
