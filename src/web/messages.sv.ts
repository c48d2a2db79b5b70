/** Swedish texts of this folder. */
import { atTime } from "../format/days.ts";

export const sv = {
  // vouchers
  account: "Konto",
  debit: "Debet",
  credit: "Kredit",
  text: "Text",

  // the frame of every page
  home: "Start",
  settings: "Inställningar",
  partsOfKvitt: "Delar av Kvitt",
  search: "Sök",
  searchFor: "Order, faktura, belopp …",
  signOut: "Logga ut",

  // the top of the page
  toTheContent: "Till innehållet",
  status: "Läget",
  onThisPage: "På sidan",
  lastFinished: "Senast klar",
  never: "aldrig",
  nextNight: "Nästa nattkörning",
  onClearingAccount: "På avräkningskontot",
  sales: "sålt",
  returns: "återbetalt",
  nothing: "inget",
  allWell: "Allt stämmer.",
  openDeviations: (open: number) => `${open} ${open === 1 ? "öppen avvikelse" : "öppna avvikelser"}.`,
  failed: (failed: number) =>
    `${failed} steg misslyckades av tekniska orsaker. Kör kvitt doctor, sedan kvitt retry --all.`,
  cannotAnswer: "Kvitt kan inte svara just nu. Kör kvitt doctor för att se vad som är fel.",

  // deviations
  deviations: "Avvikelser",
  noDeviations: "Inga öppna avvikelser.",
  latestShown: "Här visas de senaste. Alla: ",
  likelyCause: "Trolig orsak:",
  todo: "Att göra:",
  showMore: (count: number) => `Visa ${count} till`,
  row: (row: number) => `rad ${row}`,
  id: "ID",
  reference: "Referens",
  amount: "Belopp",
  expected: "Väntat",
  found: "Funnet",
  candidates: "Förslag",
  age: "Ålder",

  // files in quarantine
  quarantine: "Filer i karantän",
  moreErrors: (count: number) => `… och ${count} fel till; se .reason.json bredvid filen.`,
  quarantineCloses: (deviationId: number) =>
    `Avvikelsen stängs när en rättad fil med samma namn har lästs in, eller med \`kvitt resolve ${deviationId} --accept --why "…"\`.`,

  // payouts
  payouts: "Utbetalningar",
  noPayouts: "Inga utbetalningar än. Lägg en avräkningsrapport i inkorgen, så läses den in i natt.",
  payout: "Utbetalning",
  date: "Datum",
  lines: "Rader",
  matched: "Matchade",
  deviating: "Avviker",
  difference: "Differens",
  state: "Läge",

  // the clearing account
  clearingByMerchant: "Avräkningskontot per handlar-id (MID)",
  merchantId: "Handlar-id (MID)",
  bookedByKvitt: "Kvitt har bokfört",
  meaning: "Vad det är",

  // runs
  runs: "Körningar",
  latestRuns: "Senaste körningar",
  noRuns: "Inget har körts än.",
  run: "Körning",
  began: "Började",
  files: "Filer",

  // upload
  upload: "Ladda upp en fil",
  file: "Fil",
  whatIsIt: "Vad är det?",
  settlementReport: "Avräkningsrapport från Klarna eller Kustom",
  receivablesList: "Kundreskontralista (CSV)",
  send: "Ladda upp",
  sending: "Skickar …",
  didNotWork: "Det gick inte: ",
  tooLargeToSend: "Filen är för stor att skickas så här. Lägg den direkt i mappen i stället.",
  withoutJavaScript: "Utan JavaScript: ",
  received: ({ name, nightlyAt }: { name: string; nightlyAt: string }) =>
    `${name} är mottagen och läses in i natt ${atTime(nightlyAt, "sv")}, eller nu med kvitt nightly.`,
  fileName: "Filnamnet måste vara ett vanligt namn, utan mapp och utan punkt först, på högst 240 byte.",
  halfWritten: "Filer som slutar på .tmp eller .part räknas som halvskrivna och läses aldrig in.",
  emptyFile: "Filen är tom.",
  tooLarge: (limit: string) => `Filen är större än ${limit}. Lägg den direkt i mappen i stället.`,
};
