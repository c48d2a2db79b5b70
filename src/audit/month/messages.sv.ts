/** Swedish texts of this folder. */
export const sv = {
  notAMonth: (text: string) => `${text} är ingen månad.`,
  writeMonth: "Skriv år och månad, till exempel 2026-10.",
  noVouchers: (month: string) => `Det finns inga verifikationer i ${month} att skriva till en SIE-fil.`,
  seeVouchers: "Se `kvitt vouchers`; en betalning i annan valuta väntar på sin kurs.",
  specificationColumns: "konto;namn;valuta;vad;datum;verifikation;handlar-id;utbetalning;order;text;belopp",
  opening: "ingående saldo",
  movement: "händelse",
  closing: "utgående saldo",
  part: "består av",
  voucherColumns:
    "verifikation;datum;verifikationstext;konto;debet;kredit;valuta;text;kostnadsställe;projekt",
};
