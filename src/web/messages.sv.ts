/** Swedish texts of this folder. */

export const sv = {
  // vouchers
  account: "Konto",
  debit: "Debet",
  credit: "Kredit",
  text: "Text",

  // the frame of every page
  home: "Start",
  health: "Driftläge",
  queues: "Köer",
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
  inInbox: "I inkorgen",
  filesInInbox: ({ first, more }: { first: string; more: number }) => `${first} och ${more} till`,
  onClearingAccount: "På avräkningskontot",
  sales: "sålt",
  returns: "återbetalt",
  nothing: "inget",
  allWell: "Allt stämmer.",
  openDeviations: (open: number) => `${open} ${open === 1 ? "öppen avvikelse" : "öppna avvikelser"}.`,
  failed: (failed: number) => `${failed} steg misslyckades av tekniska orsaker. Se under Körningar.`,
  notUnderstood: "Servern förstår inte adressen eller formuläret.",
  cannotAnswer: "Kvitt kan inte svara just nu. Den som sköter driften ser i loggen vad som är fel.",
  tryAgain: "Försök igen.",

  // deviations
  deviations: "Avvikelser",
  noDeviations: "Inga öppna avvikelser.",
  oldestShown: "Här visas de äldsta. Alla: ",
  orders: { newest: "nyaste först", oldest: "äldst först" },
  show: "Visa:",
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
  quarantineCloses:
    "Avvikelsen stängs när en rättad fil med samma namn har lästs in, eller när du godtar den.",

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
  upload: "Ladda upp filer",
};
