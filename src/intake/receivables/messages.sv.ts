/** Swedish texts of this folder. */

export const sv = {
  noKindReceivable: (text: string) => `${text} är inget slag av fordran.`,
  writeInvoiceCreditNoteOrder: "Skriv faktura, kreditfaktura eller order (invoice, credit_note, order).",
  numberMissing: "Numret saknas.",
  giveNumberInvoiceCreditNote: "Ange fakturans, kreditfakturans eller orderns nummer.",
  valueCharactersLongerThanNo: ({ length, maxText }: { length: number; maxText: number }) =>
    `Värdet har ${length} tecken; längre än ${maxText} är inget nummer.`,
  checkRightFieldExported: "Kontrollera att rätt fält exporteras.",
  excelRewrittenNumberDigitsLost: (text: string) =>
    `${text}: Excel har gjort om numret, och siffror har gått förlorade.`,
  exportFileAgainWithoutOpening: "Exportera filen igen utan att öppna och spara den i Excel.",
  noCurrencyCode: (text: string) => `${text} är ingen valutakod.`,
  writeCurrencyCodeSuchSek: "Skriv en valutakod som SEK.",
  canMeanTwoDifferentAmounts: (text: string) =>
    `${text} kan betyda två olika belopp, och filen visar inte säkert om decimaltecknet är punkt eller komma.`,
  writeAllAmountsFileTwo: "Skriv alla belopp i filen med två decimaler.",
  noAmountDecimalMarkMost: ({
    text,
    mark,
    decimals,
    maxDigits,
  }: {
    text: string;
    mark: string;
    decimals: number;
    maxDigits: number;
  }) =>
    `${text} är inget belopp med decimaltecknet ${mark} och högst ${decimals} decimaler (eller har fler än ${maxDigits} siffror).`,
  writeAmountSameWayWhole: "Skriv beloppet som 1193.75 eller 1193,75, på samma sätt i hela filen.",
  amountZero: (text: string) => `Beloppet ${text} är noll.`,
  writeGrossAmountLeaveOut: "Skriv beloppet inklusive moms; utelämna rader på noll.",
  amountLessThanZeroRow: (text: string) =>
    `Beloppet ${text} är mindre än noll, och raden är ingen kreditfaktura.`,
  writeCreditNoteColumnKind:
    "Skriv kreditfaktura i kolumnen kind. Är alla negativa rader i exporten kreditfakturor: sätt negative: credit_note i dess rubrikkarta (receivables.headers i kvitt.config.yaml).",
  openAmountBetweenZeroWhole: (text: string) =>
    `Det öppna beloppet ${text} ligger inte mellan noll och hela beloppet.`,
  giveStillPaidLeaveOpen:
    "Ange vad som återstår att betala, eller lämna open_amount tomt när inget är betalt.",
  totalRow: "Raden är en summarad, ingen faktura, kreditfaktura eller order.",
  totalRowTodo: "Ta bort summaraden ur listan. De andra raderna läses in ändå.",
  noDate: (text: string) => `${text} är inget datum.`,
  writeDates: "Skriv datum som 2026-01-31.",
  excelsOwn: "Första raden är Excels egen (sep=) och hoppas över.",
  columnsKvittDoesKnowPasses: (list: string) =>
    `Kolumner som Kvitt inte känner till och hoppar över: ${list}.`,
  readHeaderMapKvittConfig: (name: string) => `Läst med rubrikkartan ${name} i kvitt.config.yaml.`,
  headersThoseExportReadOne: (name: string) => `Rubrikerna är de i en export ur ${name}: läst som en sådan.`,
  open: "öppet",
  sameAnotherRowFileCount: (repeated: number) =>
    `${repeated} ${repeated === 1 ? "rad säger" : "rader säger"} samma sak som en annan rad i filen och räknas en gång.`,
  twoListsDisagreeButNo: ({ expected, found }: { expected: string; found: string }) =>
    `Två listor säger olika: ${expected}, men ${found}. Ingen betalning paras med den förrän det är avgjort: kvitt deviations`,
  fileEmpty: "Filen är tom.",
  firstLineDoesHeadersReceivables: (receivableColumns: string) =>
    `Första raden har inte rubrikerna i en fordringsfil (${receivableColumns}).`,
  looksLikeSettlementReportPut: "Det ser ut som en avräkningsrapport: lägg den i inbox/ i stället.",
  ifAnotherSystemSExport:
    "Är det en export ur ett annat system: kör `kvitt check FIL`, som föreslår en rubrikkarta att lägga i kvitt.config.yaml. Annars: låt första raden vara rubriker med de namnen, åtskilda med semikolon, komma eller tabb.",
  columnMissingColumns: ({ missing, names }: { missing: string; names: string }) =>
    `Kolumnen ${missing} saknas. De kolumner som finns: ${names}.`,
  addColumnExportEveryRow:
    "Lägg till kolumnen i exporten: varje rad behöver kind, number, currency och amount. Heter kolumnerna något annat: kör `kvitt check FIL`, som föreslår en rubrikkarta.",
  columnTwice: (name: string) => `Kolumnen ${name} finns två gånger.`,
  removeRenameOneThem: "Ta bort eller byt namn på den ena.",
  severalHeaderMapsKvittConfig: (list: string) =>
    `Flera rubrikkartor i kvitt.config.yaml passar filen lika väl: ${list}.`,
  removeOneThemGiveRight:
    "Ta bort en av dem, eller ge den rätta en kolumn till som bara den här filen har (receivables.headers).",
  whole: "",
  spreadsheetPutsAroundValuesTaken: (mended: number) =>
    `Kalkylprogrammets tecken kring värden (="…" eller ') är borttagna i ${mended} ${mended === 1 ? "cell" : "celler"}.`,
  creditNegativeListAmountRead: (negative: number) =>
    `${negative} ${negative === 1 ? "kreditfaktura är negativ" : "kreditfakturor är negativa"} i listan: beloppet är läst utan minustecken.`,
  leftOutStatusSaysNothing: (leftOut: number) =>
    `${leftOut} ${leftOut === 1 ? "rad är utelämnad" : "rader är utelämnade"}: deras status säger att inget ska betalas.`,
  zeroLeftOut: (zero: number) =>
    `${zero} ${zero === 1 ? "rad" : "rader"} på noll ${zero === 1 ? "är utelämnad" : "är utelämnade"}.`,
  lineCellsHeaderLine: ({ count, width }: { count: number; width: number }) =>
    `Raden har ${count} celler, rubrikraden har ${width}.`,
  aSemicolon: "semikolon",
  aComma: "komma",
  aTab: "tabb",
  exportAgain: "Exportera filen igen ur affärssystemet som CSV (UTF-8) och lägg den i mappen receivables/.",
  whatQuoteOpen: "Ett citattecken som öppnas på raden stängs aldrig.",
  whatQuoteGarbage: "Efter ett avslutande citattecken står något annat än en fältavgränsare.",
  whatRowTooLong: (maxRowLength: number) => `Raden är längre än ${maxRowLength} tecken.`,
  whatTooManyColumns: (maxColumns: number) => `Raden har fler än ${maxColumns} kolumner.`,
  whatNulBytes: "Filen innehåller nolltecken (NUL) och är alltså ingen textfil, eller så är den skadad.",
  whatEncodingBroken: "Filens teckenkodning är trasig.",
  allValuesColumnEndSpreadsheet: (column: string) =>
    `Alla värden i kolumnen ${column} slutar på ".0", som ett kalkylprogram gör: det är borttaget.`,
  numberSeveralShopsRowDoes: ({ number, list }: { number: string; list: string }) =>
    `Nummer ${number} finns för flera butiker (${list}), och raden säger inte vilken den gäller.`,
  addColumnMerchantIdList:
    "Lägg till kolumnen merchant_id i listan, eller lägg listan i receivables/MERCHANT_ID/.",
  numberAlsoLineOtherContents: ({ number, amount, list }: { number: string; amount: string; list: string }) =>
    `Nummer ${number} (${amount}) finns också på rad ${list}, med andra uppgifter. Ingen av raderna är inläst.`,
  exportOneRowEachInvoice:
    "Exportera en rad per faktura eller order, med hela beloppet, i stället för en rad per artikel.",
};
