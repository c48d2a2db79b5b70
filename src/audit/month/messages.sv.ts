/** Swedish texts of this folder. */
export const sv = {
  notAMonth: (text: string) => `${text} är ingen månad.`,
  writeMonth: "Skriv år och månad, till exempel 2026-10.",
  noVouchers: (month: string) => `Det finns inga verifikationer i ${month} att skriva till en SIE-fil.`,
  seeVouchers: "En utbetalning i annan valuta väntar på sin kurs: kvitt vouchers",
  noneReady: ({ month, said }: { month: string; said: string }) =>
    `Ingen verifikation i ${month} kan skrivas till en SIE-fil än. ${said}.`,
  addRate:
    "Lägg till kursen (ladda upp en kursfil eller skriv den under `rates`), och hämta igen. Allt annat går att hämta redan nu.",
  needsRate: ({ currency, date }: { currency: string; date: string }) =>
    `väntar på kursen för ${currency} den ${date}`,
  otherFiscalYear: ({ numbered, now, date }: { numbered: string; now: string; date: string }) =>
    `daterad ${date} och numrerad i räkenskapsåret ${numbered}, som enligt inställningarna nu är ${now}; skriv tillbaka räkenskapsåren i company, eller hämta dess egen SIE-fil`,
  leftOutColumns: "verifikation;varför den inte är i SIE-filen;att göra",
  specificationColumns: "konto;namn;valuta;vad;datum;verifikation;handlar-id;utbetalning;order;text;belopp",
  opening: "ingående saldo",
  movement: "händelse",
  closing: "utgående saldo",
  part: "består av",
  voucherColumns:
    "verifikation;datum;verifikationstext;konto;debet;kredit;valuta;text;kostnadsställe;projekt",
};
