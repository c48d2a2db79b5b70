/** Swedish texts of this folder. */

export const sv = {
  quoteOpen: "Ett citattecken som öppnas på raden stängs aldrig.",
  quoteGarbage: "Efter ett avslutande citattecken står något annat än en fältavgränsare.",
  rowTooLong: "Raden är längre än {expected} tecken.",
  tooManyColumns: "Raden har fler än {expected} kolumner.",
  cellCount: "Raden har {found} celler, rubrikraden har {expected}.",
  unexpectedRow: "Raden är varken rubrik, sammanfattning eller transaktion.",
  spreadsheetRow:
    "Raden «{found}» är ingen transaktion: en summa, en anteckning eller en rad utan typ eller belopp, som någon har lagt till i ett kalkylprogram.",
  summaryEmpty: "Sammanfattningens rubriker följs inte av någon rad med värden.",
  missingColumn: "Kolumnen {expected} saknas i transaktionslistan. De kolumner som finns: {found}.",
  duplicateColumn: "Kolumnen {found} finns två gånger.",
  scientificNotation:
    "Ett id eller en referens är skriven som {found}: Excel har gjort om den till ett tal och siffror har gått förlorade.",
  amountUnreadable: "{found} är inget belopp med decimaltecknet ”{expected}”.",
  amountPrecision: "{found} har fler decimaler än valutan har ({expected}). Kvitt avrundar aldrig.",
  amountTooLarge: "{found} har fler än {expected} siffror.",
  amountAmbiguous:
    "{found} kan betyda två olika belopp, och inget annat belopp i filen visar om decimaltecknet är punkt eller komma.",
  amountAmbiguousTodo:
    'Ange `decimalMark: "."` eller `decimalMark: ","` för handlaren i kvitt.config.yaml och importera igen.',
  decimalMarksMixed: "En del belopp har decimalpunkt och andra decimalkomma: {expected} och {found}.",
  dateUnreadable: "{found} är inget datum som kan läsas.",
  dateAmbiguous:
    "{found} kan betyda två olika dagar, och inget annat datum i filen visar om dagen eller månaden står först.",
  dateAmbiguousTodo:
    "Ange `dateOrder: dmy` (dag först) eller `dateOrder: mdy` (månad först) för handlaren i kvitt.config.yaml och importera igen.",
  dateOrdersMixed: "En del datum har dagen först och andra månaden: {expected} och {found}.",
  unknownType: "Transaktionstypen {found} är okänd, så det går inte att veta åt vilket håll pengarna går.",
  unknownTypeTodo:
    "Fråga Klarnas eller Kustoms handlarsupport vad typen betyder och rapportera den till Kvitt. Filen ligger kvar i karantän.",
  signContradicts: "Beloppet {found} har ett tecken som inte stämmer med transaktionstypen ({expected}).",
  emptyFile: "Filen är tom.",
  nulBytes: "Filen innehåller nolltecken (NUL) och är alltså ingen textfil, eller så är den skadad.",
  encodingBroken: "Filens teckenkodning ({expected}) är trasig.",
  tooLarge: "Filen är större än {expected}; så stora avräkningsrapporter finns inte.",
  tooLargeTodo:
    "Kontrollera att det är rätt fil. Är den det: hämta en rapport per utbetalning i stället för en för hela perioden.",
  notAReport: "Filen är ingen avräkningsrapport som Kvitt känner igen: inga kända kolumnrubriker.",
  notAReportTodo:
    "Hämta avräkningsrapporten (CSV) för utbetalningen under Avstämningar i portalen. Har kolumnerna bytt namn: `kvitt check` eller sidan Ladda upp filer föreslår vad som ska stå i inställningen `headers`.",
  notKlarna:
    "Filen är ingen avräkningsrapport från Klarna eller Kustom: kolumnerna ({found}) kan finnas i vilken fil som helst, och ingen av Klarnas egna kolumner finns.",
  notKlarnaTodo:
    "Kommer filen någon annanstans ifrån: flytta den dit den hör hemma, och hämta avräkningsrapporten (CSV) under Avstämningar i portalen. Är det Klarnas rapport: kryssa i capture_date, order_id och merchant_reference1 i dess inställningar. Har kolumnerna bytt namn: `kvitt check` eller sidan Ladda upp filer föreslår inställningen `headers`.",
  bareHeader: "Filen har rubriker men varken sammanfattning eller rader.",
  bareHeaderTodo:
    "Ladda ner rapporten igen. Är den tom då också: kryssa i «Include settlement summary section» i rapportens inställningar i portalen, så att rapporten visar vilken utbetalning den gäller.",
  noPaymentReference:
    "Utbetalningens referens (payment_reference) finns varken i sammanfattningen, i en kolumn eller i filnamnet.",
  noPaymentReferenceTodo:
    "Kryssa i «Include settlement summary section» och fältet payment_reference i portalen och ladda ner rapporten igen, eller behåll portalens eget filnamn (settlement.<referens>.csv).",
  tableMissing: "Sammanfattningen anger belopp, men filen saknar transaktionslistan som förklarar dem.",
  tableMissingTodo:
    "Ta med transaktionslistan i rapportens inställningar i portalen (minst type och amount) och ladda ner den igen.",
  getReport: "Hämta i stället avräkningsrapporten som CSV: portalen → Avstämningar → utbetalningen → CSV.",
  unpack: "Packa upp filen och lägg CSV-filerna som ligger i den i inkorgen.",
  pdf: "Filen är en PDF: rapporten för människor, med samma belopp men utan rader att läsa.",
  excel: "Filen är en Excel-arbetsbok.",
  archive: "Filen är packad ({found}). Kvitt packar aldrig upp det som läggs i inkorgen.",
  klarnaNetwork:
    "Filen är en rapport från Klarna Network eller Klarna Direct, en annan produkt med andra kolumner än Klarna Checkout och Kustom.",
  klarnaNetworkTodo:
    "Hämta avräkningsrapporten för handlar-id:t som Klarna Checkout (KCO v3) eller Kustom betalar ut till. Kvitt läser inte Klarna Network än.",
  klarnaTransactions:
    "Filen är en transaktionsrapport (Custom report / Transaction report): den går efter köp- och returdatum, tar med köp som ännu inte är utbetalda, och förklarar ingen utbetalning.",
  klarnaLegacy: "Filen är en avräkningsnota från Klarnas äldre system (Klarna Online / KPM).",
  klarnaLegacyTodo:
    "Bokför den för hand. Nyare utbetalningar har avräkningsrapporter i portalen under Avstämningar.",
  klarnaPayoutSummary: "Filen är en summering av flera utbetalningar (payouts/summary) utan deras rader.",
  klarnaPayoutSummaryTodo:
    "Hämta varje utbetalning med dess transaktioner: GET /payouts/{payment_reference} och GET /transactions?payment_reference=…, båda svaren i samma fil. Eller hämta CSV-rapporten i portalen.",
  klarnaApiError: "Filen är ett felmeddelande från Klarnas API ({found}), ingen rapport.",
  klarnaApiErrorTodo: "Rätta anropet (referens, behörighet) och hämta rapporten igen.",
  receivables: "Filen är en kundreskontralista, ingen avräkningsrapport.",
  receivablesTodo: "Lägg den i mappen receivables/ i stället, eller läs in den med `kvitt receivables FIL`.",
  otherProvider: "Filen kommer från en annan betaltjänst: {found}.",
  otherProviderTodo:
    "Flytta filen dit den betaltjänstens utbetalningar bokförs. Det Klarna eller Kustom själva betalar ut står i deras avräkningsrapport: portalen → Avstämningar → utbetalningen → CSV. Går Klarna-köpen genom den andra betaltjänsten har Klarna ingen egen rapport över dem.",
  receivablesExport:
    "Filen är en lista över ordrar eller fakturor ({found}), ingen avräkningsrapport från Klarna eller Kustom.",
  receivablesExportTodo:
    "Ordrar och fakturor hör hemma i mappen receivables/, som CSV med kolumnerna kind, number, currency och amount (gärna order_number och order_id). `kvitt check FIL` eller sidan Ladda upp filer visar hur den här kan läsas. Till inkorgen: hämta avräkningsrapporten, portalen → Avstämningar → utbetalningen → CSV.",
  bankFile: "Filen är ett kontoutdrag eller en annan fil från banken ({found}), ingen avräkningsrapport.",
  bankFileTodo:
    "Läs in den i bokföringsprogrammet. Vad utbetalningen på kontot består av står i avräkningsrapporten: portalen → Avstämningar → utbetalningen → CSV.",
  accountingFile: "Filen är en bokföringsfil ({found}), ingen avräkningsrapport.",
  accountingFileTodo:
    "Läs in den i bokföringsprogrammet (Import → SIE). Det Kvitt bokför exporteras som SIE-filer till mappen sie/; i inkorgen ska bara avräkningsrapporter ligga.",
  otherDocument: "Filen är ingen avräkningsrapport: {found}.",
  image: "Filen är en bild.",
  jsonBroken: "Filen börjar som JSON men är inte giltig, eller så är den avhuggen.",
  jsonDuplicate: "Fältet {found} finns två gånger i samma objekt.",
  jsonTooDeep: "Filen är nästlad för djupt.",
  jsonTooBig: "Filen innehåller för mycket som inte är transaktioner.",
  jsonNumber:
    "{found} är inget helt antal ören: i API:ts JSON är belopp heltal i minsta enhet (119375, inte 1193.75).",
  jsonPageMissing: "Filen har {found} av {expected} transaktioner: fler sidor finns att hämta.",
  jsonPageMissingTodo:
    "Hämta alla sidor (följ pagination.next, size är högst 500) och lägg svaren efter varandra i samma fil.",
  jsonTransactionsMissing:
    "Filen har utbetalningen {expected} (svaret på GET /payouts/{payment_reference}) men inte dess transaktioner, så beloppen kan inte förklaras.",
  jsonTransactionsMissingTodo:
    'Hämta också GET /transactions?payment_reference={expected}&size=500 (alla sidor: följ pagination.next) och lägg svaren efter varandra i en och samma fil, utbetalningens först: {"payment_reference": …}{"transactions": […]}. Lägg den filen i inkorgen.',
  jsonPayoutMissing:
    "Filen har transaktioner men inte utbetalningen som de hör till, så ingenting kan bevisas.",
  jsonPayoutMissingTodo:
    "Hämta också GET /payouts/{payment_reference} och lägg båda svaren efter varandra i en och samma fil. Lägg den filen i inkorgen.",
  jsonStranger: "I listan {found} finns något som varken är en utbetalning eller en transaktion.",
  jsonNotAReport:
    "Filen är JSON men innehåller varken utbetalningar eller transaktioner från Klarnas Settlements API.",
  noCurrency: "Utbetalningens valuta finns varken i sammanfattningen eller i någon kolumn.",
  summaryWithoutCurrency:
    "I sammanfattningen framgår inte vilken valuta beloppen är i, och raderna är i {found}, som inte har ören.",
  currencyUnknown: "{found} är ingen valutakod.",
  currencyDiffers: "Raden är i {found}, men utbetalningen är i {expected}.",
  merchantDiffers: "Raden hör till handlaren {found}, men utbetalningen till {expected}.",
  settlementTypeUnknown: "Avräkningstypen {found} är okänd (kända: {expected}).",
  rowsWithoutPayout: "Filen har flera utbetalningar, men det framgår inte vilken av dem raden hör till.",
  rowsWithoutPayoutTodo:
    "Kryssa i kolumnen payment_reference i transaktionslistan i portalen, eller hämta en rapport per utbetalning.",
  rowOfNoPayout: "Raden hör till utbetalningen {found}, som inte finns i sammanfattningen.",
  summaryOfSeveral:
    "Sammanfattningen gäller flera utbetalningar tillsammans, och {column} = {found} går inte att fördela mellan dem.",
  summaryOfSeveralTodo: "Hämta en rapport per utbetalning.",
  payoutTwice: "Utbetalningen {found} finns två gånger i samma fil.",
  tooManyPayouts: "Filen har fler än {expected} utbetalningar.",
  tooManyPayoutsTodo: "Hämta rapporten för en kortare period.",
  layoutUnclear: "Det går inte att avgöra vilken sammanfattning som hör till vilken transaktionslista.",
  layoutUnclearTodo:
    "Hämta en rapport per utbetalning, eller kryssa i kolumnen payment_reference i transaktionslistan.",
  rowTotalDiffers: "Sammanfattningens {column} är {expected}, men raderna summerar till {found}.",
  settlementDiffers:
    "Enligt sammanfattningen är utbetalningen {expected}, men beloppen som förklarar den summerar till {found}.",
  settlementDiffersTodo:
    "Saknas fält i sammanfattningen: kryssa i dem i portalen (Avstämningar → Konfigurera rapporter → CSV). Ladda ner rapporten igen. Blir det samma sak: skicka filen till Klarnas eller Kustoms handlarsupport och be om en rättad rapport.",
  vatNotInReport:
    "Enligt sammanfattningen är utbetalningen {expected}, men beloppen som förklarar den summerar till {found}.",
  vatNotInReportTodo:
    "Kryssa i vat_amount i transaktionslistan och total_tax_amount i sammanfattningen i portalen (Avstämningar → Konfigurera rapporter → CSV) och ladda ner rapporten igen.",
  debtDiffers:
    "Utgående skuld är {expected}, men ingående skuld minus återbetalt plus ny skuld blir {found}.",
  negativeSettlement:
    "Utbetalningen är negativ ({found}). En brist ska vara 0,00 med beloppet som ny skuld (deposit).",
  unknownTotal:
    "Sammanfattningen har ett belopp som Kvitt inte känner till, {column} = {found}, och utan utbetalningens belopp går det inte att bevisa vad det betyder.",
  directionAmbiguous:
    "Riktningen på raderna av typen {found} går inte att bevisa: filen går ihop på mer än ett sätt, bara med rader i motsatta riktningar, eller inte alls.",
  directionAmbiguousTodo:
    "Kryssa i «add signs to negative amounts» under formatering i portalen, och alla total_-fält i sammanfattningen, och ladda ner rapporten igen.",
  tooManyUndecided: "Fler än {expected} rader har en riktning som bara summorna kan avgöra.",
  tooManyUndecidedTodo:
    "Kryssa i «add signs to negative amounts» under formatering i portalen och ladda ner rapporten igen.",
  downloadAgain:
    "Ladda ner rapporten igen från Klarnas eller Kustoms portal och lägg filen i inkorgen utan att öppna och spara den i Excel.",
  askIssuer:
    "Ladda ner rapporten igen. Blir det samma sak: skicka filen till Klarnas eller Kustoms handlarsupport och be om en rättad rapport.",
  configure:
    "Rätta rapportens inställningar i portalen (Avstämningar → Konfigurera rapporter → CSV) och ladda ner den igen. `kvitt check` eller sidan Ladda upp filer visar vilka fält som saknas.",
  fetchAgain:
    "Hämta utbetalningen igen ur Klarnas Settlements API (payouts/{payment_reference} och transactions), eller hämta CSV-rapporten i portalen.",
};
