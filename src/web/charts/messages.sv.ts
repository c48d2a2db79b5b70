/** Swedish texts of this folder. */
export const sv = {
  figures: "Visa siffrorna",
  highest: (amount: string) => `högst ${amount}`,
  payoutsByMonth: "Utbetalt per månad",
  month: "Månad",
  allMatched: "Allt matchat",
  withOpen: "Med öppna avvikelser",
  payoutsSummary: ({ from, to, all, open }: { from: string; to: string; all: string; open: string }) =>
    `Från ${from} till ${to} betalades ${all} ut, varav ${open} i utbetalningar med öppna avvikelser.`,
  clearingByAge: "Omatchat på avräkningskontot efter ålder i dagar",
  age: "Ålder",
  ageDays: (days: string) => `${days} dagar`,
  sold: "Sålt",
  returned: "Återbetalt",
  clearingSummary: ({ sold, returned, oldest }: { sold: string; returned: string; oldest: string }) =>
    `Omatchat är ${sold} sålt och ${returned} återbetalt. Det äldsta är ${oldest}.`,
};
