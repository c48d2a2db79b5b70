/** Swedish texts of this folder. */

export const sv = {
  outsideFiscalYear: ({
    name,
    fiscalYear,
    date,
    from,
    to,
  }: {
    name: string;
    fiscalYear: string;
    date: string;
    from: string;
    to: string;
  }) =>
    `Verifikation ${name} är numrerad i räkenskapsåret ${fiscalYear}, men enligt inställningarna hör dess datum ${date} till ${from}–${to}.`,
  outsideFiscalYearRemedy:
    "Har company.fiscalYearStart eller company.fiscalYears ändrats? Ställ tillbaka dem till det som gällde när verifikationen skapades och försök igen.",
  nameTaken: ({ name, folder }: { name: string; folder: string }) =>
    `Det finns redan en fil ${name} i ${folder}, men den innehåller något annat än verifikationen.`,
  nameTakenRemedy:
    "Ta reda på om filen redan har lästs in i bokföringsprogrammet. Flytta den från mappen och försök igen; Kvitt skriver aldrig över en fil.",
};
