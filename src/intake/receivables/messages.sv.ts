/** Swedish texts of this folder. */
import type { Message } from "../../message.ts";

export const sv = {
  unknownKind: (found: string) => `${found} är varken faktura, kreditfaktura eller order.`,
  unknownKindTodo: "Skriv faktura, kreditfaktura eller order (invoice, credit_note, order).",
  numberMissing: "Numret saknas.",
  numberMissingTodo: "Ange fakturans, kreditfakturans eller orderns nummer.",
  valueTooLong: ({ length, max }: { length: number; max: number }) =>
    `Värdet har ${length} tecken; ett nummer har högst ${max}.`,
  valueTooLongTodo: "Kontrollera att rätt fält exporteras.",
  numberRewritten: (found: string) => `${found}: Excel har gjort om numret, och siffror har gått förlorade.`,
  numberRewrittenTodo: "Exportera filen igen utan att öppna och spara den i Excel.",
  unknownCurrency: (found: string) => `${found} är ingen valutakod.`,
  unknownCurrencyTodo: "Skriv en valutakod, till exempel SEK.",
  amountAmbiguous: (found: string) =>
    `${found} kan betyda två olika belopp, och filen visar inte säkert om decimaltecknet är punkt eller komma.`,
  amountAmbiguousTodo: "Skriv alla belopp i filen med två decimaler.",
  amountUnreadable: ({ found, mark, decimals, maxDigits }: UnreadableAmount) =>
    `${found} är inget belopp med decimaltecknet ”${mark}” och högst ${decimals} decimaler (eller har fler än ${maxDigits} siffror).`,
  amountUnreadableTodo: "Skriv beloppet som 1193.75 eller 1193,75, på samma sätt i hela filen.",
  amountZero: (found: string) => `Beloppet ${found} är noll.`,
  amountZeroTodo: "Skriv beloppet inklusive moms; utelämna rader på noll.",
  amountNegative: (found: string) => `Beloppet ${found} är negativt, och raden är ingen kreditfaktura.`,
  amountNegativeTodo:
    "Skriv kreditfaktura i kolumnen kind. Är alla negativa rader i exporten kreditfakturor: sätt negative: credit_note i dess rubrikkarta (receivables.headers i kvitt.config.yaml).",
  openAmountOutside: (found: string) => `Restbeloppet ${found} ligger inte mellan noll och hela beloppet.`,
  openAmountOutsideTodo:
    "Ange vad som återstår att betala, eller lämna open_amount tomt när inget är betalt.",
  totalRow: "Raden är en summarad, ingen faktura, kreditfaktura eller order.",
  totalRowTodo: "Ta bort summaraden ur listan. De andra raderna läses in ändå.",
  dateUnreadable: (found: string) => `${found} är inget datum.`,
  dateUnreadableTodo: "Skriv datum som 2026-01-31.",
  excelsLineSkipped: "Första raden är Excels egen (sep=) och hoppas över.",
  columnsIgnored: (names: string) => `Kolumner som Kvitt inte känner till och hoppar över: ${names}.`,
  readWithMap: (name: string) => `Läst med rubrikkartan ${name} i kvitt.config.yaml.`,
  readWithPreset: (name: string) => `Rubrikerna är de i en export ur ${name}: läst som en sådan.`,
  openAmountWord: "restbelopp",
  repeatedRows: (count: number) =>
    `${count} ${count === 1 ? "rad är likadan" : "rader är likadana"} som en annan rad i filen och räknas en gång.`,
  listsDisagree: ({ expected, found }: { expected: string; found: string }) =>
    `Två listor har olika uppgifter: ${expected}, men ${found}. Ingen betalning matchas med den förrän avvikelsen är åtgärdad: kvitt deviations`,
  fileEmpty: "Filen är tom.",
  notReceivables: (columns: string) =>
    `Första raden har inte rubrikerna i en kundreskontralista (${columns}).`,
  notReceivablesButReport: "Det ser ut som en avräkningsrapport: lägg den i inbox/ i stället.",
  notReceivablesTodo:
    "Är det en export ur ett annat system: `kvitt check FIL` eller sidan Ladda upp filer föreslår en rubrikkarta. Annars: låt första raden vara rubriker med de namnen, åtskilda med semikolon, komma eller tabb.",
  columnMissing: ({ missing, names }: { missing: string; names: string }) =>
    `Kolumnen ${missing} saknas. De kolumner som finns: ${names}.`,
  columnMissingTodo:
    "Lägg till kolumnen i exporten: varje rad behöver kind, number, currency och amount. Heter kolumnerna något annat: `kvitt check FIL` eller sidan Ladda upp filer föreslår en rubrikkarta.",
  columnTwice: (name: string) => `Kolumnen ${name} finns två gånger.`,
  columnTwiceTodo: "Ta bort eller byt namn på den ena.",
  severalMaps: (names: string) => `Flera rubrikkartor i kvitt.config.yaml passar filen lika väl: ${names}.`,
  severalMapsTodo:
    "Ta bort en av dem, eller ge den rätta en kolumn till som bara den här filen har (receivables.headers).",
  spreadsheetMarksRemoved: (count: number) =>
    `Kalkylprogrammets tecken kring värden (="…" eller ') är borttagna i ${count} ${count === 1 ? "cell" : "celler"}.`,
  negativeCreditNotes: (count: number) =>
    `${count} ${count === 1 ? "kreditfaktura är negativ" : "kreditfakturor är negativa"} i listan: beloppet är läst utan minustecken.`,
  rowsLeftOut: (count: number) =>
    `${count} ${count === 1 ? "rad är utelämnad" : "rader är utelämnade"}: enligt deras status ska inget betalas.`,
  zeroRowsLeftOut: (count: number) =>
    `${count} ${count === 1 ? "rad" : "rader"} på noll ${count === 1 ? "är utelämnad" : "är utelämnade"}.`,
  tooManyCells: ({ count, width }: { count: number; width: number }) =>
    `Raden har ${count} celler, rubrikraden har ${width}.`,
  quoteValuesThatContain: (delimiter: Message) =>
    `Sätt citattecken kring värden som innehåller ${delimiter.sv}.`,
  semicolon: "semikolon",
  comma: "komma",
  tab: "tabb",
  exportAgain: "Exportera filen igen ur affärssystemet som CSV (UTF-8) och lägg den i mappen receivables/.",
  quoteOpen: "Ett citattecken som öppnas på raden stängs aldrig.",
  quoteGarbage: "Efter ett avslutande citattecken står något annat än en fältavgränsare.",
  rowTooLong: (maxLength: number) => `Raden är längre än ${maxLength} tecken.`,
  tooManyColumns: (maxColumns: number) => `Raden har fler än ${maxColumns} kolumner.`,
  nulBytes: "Filen innehåller nolltecken (NUL) och är alltså ingen textfil, eller så är den skadad.",
  encodingBroken: "Filens teckenkodning är trasig.",
  zerosTakenOff: (column: string) =>
    `Alla värden i kolumnen ${column} slutar på ".0", som ett kalkylprogram gör: det är borttaget.`,
  numberOfSeveralMerchants: ({ number, merchants }: { number: string; merchants: string }) =>
    `Nummer ${number} finns hos flera handlare (${merchants}), och det framgår inte vilken av dem raden gäller.`,
  numberOfSeveralMerchantsTodo:
    "Lägg till kolumnen merchant_id i listan, eller lägg listan i receivables/MERCHANT_ID/.",
  rowsContradict: ({ number, amount, lines }: { number: string; amount: string; lines: string }) =>
    `Nummer ${number} (${amount}) finns också på rad ${lines}, med andra uppgifter. Ingen av raderna är inläst.`,
  rowsContradictTodo:
    "Exportera en rad per faktura eller order, med hela beloppet, i stället för en rad per artikel.",
};

export interface UnreadableAmount {
  readonly found: string;
  readonly mark: string;
  readonly decimals: number;
  readonly maxDigits: number;
}
