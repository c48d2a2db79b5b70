/** Swedish texts of this folder. */

export const sv = {
  expectedFound: ({ sv, expected, found }: { sv: string; expected: string; found: string; en: string }) =>
    `${sv}: väntat ${expected}, funnet ${found}`,
  sieFileDoesBeginFlagga: "det här är ingen SIE-fil: den börjar inte med #FLAGGA",
  fileEmpty: "filen är tom",
  standsOutsideVerBlock: (label: string) => `${label} står utanför ett #VER-block`,
  blockClosedBeforeNextVer: (line: number) => `blocket avslutas inte före nästa #VER på rad ${line}`,
  standsWhereNoBlockCan: "en { står där inget block kan börja",
  standsWhereNoBlockOpen: "en } står där inget block är öppet",
  verNoBlockRowsAfter: "#VER följs inte av något block med rader",
  checksumButContentGivesFile: ({ stated, crc }: { stated: string; crc: number }) =>
    `kontrollsumman är ${stated}, men innehållet ger ${crc}: filen är ändrad eller skadad`,
  ksummaDoesBelongPair: "den här #KSUMMA-posten hör inte till något par",
  blockNeverClosedFileCut: "blocket avslutas aldrig: filen är avhuggen",
  closingKsummaMissingFileCut: "den avslutande #KSUMMA-posten saknas: filen är avhuggen",
  voucherNumberedFiscalYearBut: ({
    name,
    own,
    date,
    from,
    to,
  }: {
    name: string;
    own: string;
    date: string;
    from: string;
    to: string;
  }) =>
    `Verifikation ${name} är numrerad i räkenskapsåret ${own}, men enligt inställningarna hör dess datum ${date} till ${from}–${to}.`,
  companyFiscalYearStartCompany:
    "Har company.fiscalYearStart eller company.fiscalYears ändrats? Ställ tillbaka dem till det som gällde när verifikationen skapades och försök igen.",
  alreadyFileDoesSayVoucher: ({ name, folder }: { name: string; folder: string }) =>
    `Det finns redan en fil ${name} i ${folder}, men den innehåller något annat än verifikationen.`,
  findOutWhetherFileBeen:
    "Ta reda på om filen redan har lästs in i bokföringsprogrammet. Flytta den från mappen och försök igen; Kvitt skriver aldrig över en fil.",
  noLabel: "raden börjar inte med en etikett som #VER",
  unclosedQuote: "ett citattecken avslutas inte",
  afterQuote: "det saknas mellanslag efter ett avslutande citattecken",
  unclosedList: "en objektlista saknar sin }",
  oddList: "en objektlista har en dimension utan objekt",
  verNeedsSeriesNumberDate: "#VER ska ha serie, nummer och datum",
  transNeedsAccountObjectsAmount: "#TRANS ska ha konto, {objekt} och belopp",
  isNotAnAmountIn: ({ amount, currency }: { amount: string; currency: string }) =>
    `”${amount}” är inget belopp i ${currency}`,
  accountNumber: (found: string) => `”${found}” är inget kontonummer`,
  voucherOutBalance: ({ shown, currency }: { shown: string; currency: string }) =>
    `verifikationen balanserar inte: ${shown} ${currency} skiljer`,
  dateYyyymmdd: (text: string) => `”${text}” är inget datum (ÅÅÅÅMMDD)`,
};
