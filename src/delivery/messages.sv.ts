/** Swedish texts of this folder. */

export const sv = {
  chartFileMissing: (file: string) =>
    `Kontoplanen ${file} finns inte. Lägg dit den eller ta bort company.chartFile ur inställningarna.`,
  chartFileEmpty: (file: string) =>
    `Det finns inget #KONTO i ${file}: exportera kontoplanen som SIE ur bokföringsprogrammet.`,
  // row texts of delivered SIE files, which verify compares word for word: changing one fails every older file
  conversionRounding: "Öresavrundning vid valutaomräkning",
  exchangeDifference: "Kursdifferens",
  firstLineMustNameColumns: ({ name, missing }: { name: string; missing: string }) =>
    `${name}: första raden ska ange kolumnerna date;currency;rate, men saknar ${missing}.`,
  rowMoreCellsThanHeader: "raden har fler celler än rubriken; har ett decimalkomma lästs som avgränsare?",
  misplacedQuote: "ett citattecken står fel eller stängs aldrig",
  dateSuch: (date: string) => `”${date}” är inget datum, t.ex. 2026-01-31`,
  currencySuchEur: (currency: string) => `”${currency}” är ingen valuta, t.ex. EUR`,
  rateSuch: (rate: string) => `”${rate}” är ingen kurs, t.ex. 11,4523`,
  hereFurtherUp: ({
    currency,
    date,
    rate,
    before,
  }: {
    currency: string;
    date: string;
    rate: string;
    before: string;
  }) => `${currency} den ${date} är ${rate} här och ${before} längre upp`,
  line: ({ name, line, sv }: { name: string; line: number; sv: string; en: string }) =>
    `${name}, rad ${line}: ${sv}.`,
  ratesFileMissing: (file: string) =>
    `Kursfilen ${file} finns inte. Lägg dit den eller ta bort ratesFile ur inställningarna.`,
  rateIsZero: ({ currency, date, rate }: { currency: string; date: string; rate: string }) =>
    `Kursen för ${currency} den ${date} är ${rate}: ange vad en ${currency} kostar.`,
};
