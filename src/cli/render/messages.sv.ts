/** Swedish texts of this folder. */
const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const sv = {
  noConnectors:
    "Kvitt är inte anslutet till något system. Hur man ansluter ett, som Fortnox eller Björn Lundén, står i mappen docs/connect.",
  connectorRoles: {
    target: "verifikationer",
    payments: "inbetalningar",
    receivables: "kundfakturor",
    reports: "rapporter",
  },
  waitsForFile: "samlas i en fil",
  neverWorked: "har inte fungerat än",
  lastWorked: (when: string) => `fungerade senast ${when}`,
  failedThen: (when: string) => `misslyckades ${when}`,
  // the titles of columns
  columnAccount: "konto",
  columnAmount: "belopp",
  columnBegan: "började",
  columnCandidates: "förslag",
  columnCredit: "kredit",
  columnDate: "datum",
  columnDays: "dagar",
  columnDebit: "debet",
  columnDeliveredTo: "exporterad till",
  columnDeviation: "avvikelse",
  columnDeviations: "avvikelser",
  columnDifference: "differens",
  columnExpected: "väntat",
  columnFile: "fil",
  columnFiles: "filer",
  columnFound: "funnet",
  columnId: "id",
  columnLines: "rader",
  columnMatched: "matchade",
  columnMerchant: "handlar-id",
  columnOnClearing: "på avräkningskontot",
  columnOpenDeviations: "öppna avvikelser",
  columnPayout: "utbetalning",
  columnPayouts: "utbetalningar",
  columnProblem: "problem",
  columnReference: "referens",
  columnRow: "rad",
  columnRows: "rader",
  columnRun: "körning",
  columnState: "läge",
  columnText: "text",
  columnVoucher: "verifikation",
  columnWhatItIs: "vad det är",

  // lists
  noDeviations: "Inga avvikelser.",
  noPayoutsYet: "Inga utbetalningar än.",
  noRunsYet: "Inga körningar än.",
  noVouchers: "Inga verifikationer.",
  andMore: (more: number) => `  … och ${more} till`,

  // one deviation
  since: ({ date, days }: { date: string; days: number }) => `sedan ${date} (${many(days, "dag", "dagar")})`,
  candidates: "Möjliga:",
  nearMisses: "Liknar, men stämmer inte (matchas aldrig automatiskt):",
  openAmount: (amount: string) => `restbelopp ${amount}`,

  // what was refused, and lists of receivables
  lineNumber: (line: number) => `rad ${line}`,
  listQuarantined: (file: string) => `${file}: i karantän, inget är inläst`,
  listTaken: ({
    file,
    inserted,
    updated,
    unchanged,
    refusedCount,
    changed,
  }: {
    file: string;
    inserted: number;
    updated: number;
    unchanged: number;
    refusedCount: number;
    changed: number;
  }) =>
    `${file}: ${inserted} nya, ${updated} ändrade, ${unchanged} oförändrade, ${many(refusedCount, "avvisad rad", "avvisade rader")}` +
    (changed > 0 ? `, ${many(changed, "avvikelse", "avvikelser")}` : ""),

  // import --dry-run
  dryRunSummary: ({
    imported,
    duplicate,
    changed,
    quarantined,
    matched,
    vouchers,
  }: {
    imported: number;
    duplicate: number;
    changed: number;
    quarantined: number;
    matched: number;
    vouchers: number;
  }) =>
    `Provkörning: ingenting har skrivits. ${many(imported, "fil", "filer")} skulle läsas in, ` +
    `${many(duplicate, "dubblett", "dubbletter")}, ${changed > 0 ? `${many(changed, "ändrad", "ändrade")}, ` : ""}` +
    `${quarantined} i karantän; ${many(matched, "rad", "rader")} skulle matchas, ` +
    `${many(vouchers, "verifikation", "verifikationer")} bokföras.`,

  // check
  payoutAddsUp: ({
    paymentReference,
    amount,
    lineCount,
  }: {
    paymentReference: string;
    amount: string;
    lineCount: number;
  }) => `✓ Utbetalning ${paymentReference}: ${amount}, ${many(lineCount, "rad", "rader")}, stämmer på öret.`,
  fieldsMissing: "Fält som saknas i rapporten:",
  weights: { needed: "behövs", useful: "bra att ha" },
  unknownColumns: "Kolumner som Kvitt inte känner till (de sparas med varje rad):",
  columnsRenamed: "Kolumnerna ser ut att ha bytt namn. Lägg in det här i kvitt.config.yaml:",
  columnsMaybeRenamed: "Kolumner som kan ha bytt namn:",
  reportHasEverything: "Rapporten har allt som behövs.",
  listWithOwnHeaders: (file: string) => `${file} ser ut att vara en kundreskontralista med egna rubriker.`,
  listCannotBeRead: (file: string) => `✗ ${file} går inte att läsa in.`,
  listCanBeRead: ({ file, rows, refusedCount }: { file: string; rows: number; refusedCount: number }) =>
    `✓ ${file} är en kundreskontralista: ${many(rows, "rad", "rader")} kan läsas in, ${refusedCount} avvisas.`,
  putHeaderMap: "Lägg in det här i kvitt.config.yaml, och jämför varje kolumn med listan:",
  thenCheckAgain:
    "Kör sedan `kvitt check` på filen igen. Finns receivables: redan i filen lägger du kartan under headers:.",

  // start
  running: "Kvitt är igång.",
  startFirst: "Första inloggningen",
  onceWithinADay: "gäller en gång, i ett dygn",
  startPage: "Sida",
  startInbox: "Inkorg",
  startReceivables: "Kundreskontra",
  startNextRun: "Nattkörning",
  startSettings: "Inställningar",
  putReportsHere: "lägg avräkningsrapporterna här",
  putListsHere: "lägg listor över fakturor, kreditfakturor och order här",
  nextRunAt: ({ day, time, timeZone }: { day: string; time: string; timeZone: string }) =>
    `${day} kl. ${time.replace(":", ".")} (${timeZone}); en nu: kvitt nightly --wait`,
  settingsWritten: "filen är ny; varje inställning står i den, bortkommenterad",
  howToStop: "Avsluta med Ctrl-C: det som pågår görs klart eller återupptas vid nästa start.",

  // month
  columnOpening: "ingående",
  columnClosing: "utgående",
  columnNotExplained: "differens",
  nothingOnAccounts: "Inget har bokförts på de här kontona.",
};
