/** Swedish texts of this folder: what the help says of each command, and what it answers. */
interface Vouchers {
  readonly count: number;
  /** "K 44, K 45" */
  readonly names: string;
}

/** At the end of a sentence on what was decided. */
function withVouchers({ count, names }: Vouchers): string {
  if (count === 0) return "";
  return count === 1 ? `, med verifikation ${names}` : `, med ${count} verifikationer`;
}

export const sv = {
  connectors:
    "systemen som Kvitt är anslutet till: om de fungerar, när de senast gjorde det, och vad som ska göras",
  people: "vilka som får logga in på sidan; länkar för nya lösenord",
  peopleFirst: "skriv länken som släpper in den första administratören",
  peopleInvite: "lägg till en person och skriv länken där lösenordet väljs",
  peopleName: "personens namn, som det står vid beslut",
  peopleRole: "read läser, decide beslutar, admin administrerar",
  peopleReset: "skriv en länk till ett nytt lösenord",
  columnName: "Namn",
  columnEmail: "Mejl",
  columnRole: "Roll",
  isAdministrator: "Det finns redan en administratör.",
  inviteInstead: "Be den personen, eller kör `kvitt people --invite ADRESS --role admin`.",
  seePeople: "Kör `kvitt people` för att se vilka som finns.",
  noSuchPerson: (email: string) => `${email} finns inte.`,
  // used by several commands
  wait: "gör arbetet här och vänta tills det är klart",
  onlyOfOnePayout: "bara de som hör till en utbetalning",
  paymentReference: "utbetalningens referens, som på kontoutdraget",
  decidedBy: "vem som beslutar (annars: datorns användare)",

  nightly: "gör nattkörningen nu: läs in, matcha, bokför, exportera och mejla",

  import: "läs in angivna avräkningsrapporter",
  importFiles: "avräkningsrapporter",
  importDryRun: "skriv ingenting, visa bara vad resultatet skulle bli",

  receivables: "läs in fakturor, kreditfakturor och order",
  receivablesFiles: "kundreskontralistor som CSV (kind, number, currency, amount, ...)",
  receivablesMerchant: "vilket handlar-id (MID) de hör till, när listan inte anger det",

  check: "är rapporten rätt inställd i Klarnas portal? vilka fält saknas, och var kryssar man i dem",
  checkFile: "en avräkningsrapport eller en kundreskontralista",
  notAReadableFile: (file: string) => `${file} är ingen fil som går att läsa.`,
  nameReportOrList: "Ange en avräkningsrapport eller en kundreskontralista.",

  retry: "kör om inläsningar, matchningar, exporter eller mejl som har misslyckats",
  retryId:
    "det som misslyckades, med namnet ur `kvitt doctor` eller mejlet: file:12, run:3, posting:7, mail:4",
  retryAll: "allt som har misslyckats",
  retryArrived: "mejlet med SIE-filen har kommit fram: det räknas som skickat och skickas inte igen",
  countsAsSent: "Mejlet räknas som skickat.",
  nothingFailed: "Inget har misslyckats.",
  retried: (count: number) => `${count} har körts om.`,
  retriesWait: (count: number) =>
    `${count} väntar på en arbetsprocess (kvitt start). Med --wait körs de om här och nu.`,

  payouts: "utbetalningarna, med hur många rader som är matchade och eventuell differens",
  payout: "en utbetalning: läge, avvikelser och verifikationer",

  deviations: "öppna avvikelser, och hur gamla de är",
  deviationsId: "bara en, med allt om den: 12 eller d12",
  deviationsCsv: "skriv alla öppna avvikelser till en CSV-fil för Excel",
  moreDeviations: (count: number) =>
    `… och ${count} äldre. Alla: kvitt deviations --csv alla.csv, eller --json`,
  nameAnotherFile: "Välj ett annat namn, eller flytta filen.",
  written: (file: string) => `Skrev ${file}`,
  morePayouts: (count: number) => `… och ${count} äldre. Alla: kvitt payouts --json`,
  deviationsAll: "också de som är åtgärdade eller stängda",
  deviationsAgeing: "bara hur gamla de öppna avvikelserna är, med avräkningskontot",
  noSuchDeviation: (id: string) => `Det finns ingen avvikelse ${id}.`,
  seeAllDeviations: "Se listan: kvitt deviations --all",

  vouchers: "verifikationerna, med rader och exporter",
  vouchersFormat: "hledger: en journal som ett annat program kan summera",

  runs: "körningarna: nattkörningar och inläsningar",

  resolve: "åtgärda avvikelser; det som flyttar pengar blir en egen verifikation",
  resolveIds: "avvikelser, med numren ur `kvitt deviations`",
  resolveMatch:
    "matcha raden mot de här fakturorna, kreditfakturorna eller orderna, t.ex. invoice:F1001,F1002; när flera handlar-id:n har numret: order:K123456/1001",
  resolveAccount:
    "bokför raden, eller det av den som blir kvar efter --match, på det här kontot; flera gånger med belopp, t.ex. 3001=100,00, och ett utan som tar resten. För en delbetald faktura: skriv av restbeloppet",
  resolveVat:
    "ta ut så mycket moms (25, 12 eller 6) ur det som bokförs på intäkts- och kostnadskonton; den bokförs på momskontot",
  resolveWriteOff:
    "skriv av restbeloppet på en delbetald faktura, inom din beloppsgräns: som kundförlust, eller på --account",
  resolveAccept: "godkänn som det är; med --match: godkänn differensen, inom din beloppsgräns",
  resolveWhy: "orsaken, som sparas med beslutet",
  resolveCode: "alla öppna avvikelser med den här koden",
  resolveOlderThan: "med --code: bara de som är äldre än så, t.ex. 30d",
  deviationsResolved: ({ ids, vouchers }: { ids: readonly number[]; vouchers: Vouchers }) => {
    if (ids.length === 0) return "Ingen avvikelse att åtgärda.";
    return ids.length === 1
      ? `Avvikelse ${ids.join()} är åtgärdad${withVouchers(vouchers)}.`
      : `${ids.length} avvikelser är åtgärdade${withVouchers(vouchers)}.`;
  },
  correctAndRunAgain: "Rätta och kör igen.",
  noDeviationGiven: "Ange vilken avvikelse.",
  nameDeviationOrCode: "Numret ur kvitt deviations, eller --code KOD.",
  noSuchCode: (code: string) => `Det finns ingen avvikelsekod ${code}.`,
  seeCodes: "Se koderna: kvitt deviations --json",
  notDays: (text: string) => `"${text}" är inget antal dagar.`,
  writeDays: "Skriv ett antal, som 30d.",

  undo: "ta tillbaka beslut, med omvända verifikationer",
  undoIds: "avvikelser vars beslut tas tillbaka",
  undoWhy: "orsaken",
  decisionsTakenBack: ({
    ids,
    open,
    vouchers,
  }: {
    ids: readonly number[];
    open: readonly number[];
    vouchers: Vouchers;
  }) =>
    `Återtagna beslut: ${ids.join(", ")}${withVouchers(vouchers)}. ` +
    (open.length === 0
      ? "Ingen avvikelse är öppen igen: raden är matchad."
      : `Öppna igen: ${open.join(", ")}.`),

  start: "hela systemet i en process: schema, alla arbetsprocesser, webbsida; tills SIGTERM eller Ctrl-C",
  worker: "bara de angivna rollerna, för att sprida arbetet",
  workerRoles: "vad den här processen gör",

  migrate: "skapa eller uppgradera databasschemat; går att köra två gånger, och samtidigt",
  databaseUpToDate: "Databasen är i senaste version.",

  doctorRole:
    "bara om rollen är igång på den här datorn; för hälsokontroller, kostar en fråga till databasen",
  doctor: "kontrollera databas, kö, mejl, mappar, klocka och inställningar, med råd om det som inte fungerar",

  demo: "en månad i en påhittad svensk butik, i en egen mapp (.kvitt-demo)",
  demoFolderTaken: (folder: string) =>
    `${folder} har andra inställningar än demons, och kan höra till en riktig butik.`,
  removeDemoFolder: "Ta bort mappen om den inte behövs, eller kör demon i en annan mapp.",
  demoBegins: (folder: string) =>
    `Norrskensbutikens rapporter för en månad läggs i ${folder}/inbox. Demon har en egen databas och rör inga andra böcker.`,
  demoIgnores: (variables: string) => `Demon använder inte ${variables}.`,
  demoOutcome: ({
    imported,
    duplicate,
    quarantined,
    matched,
    sie,
    mail,
    quarantine,
  }: {
    imported: number;
    duplicate: number;
    quarantined: number;
    matched: number;
    sie: string;
    mail: string;
    quarantine: string;
  }) =>
    `Nattkörningen: ${imported} rapporter inlästa, ${duplicate} redan kända, ${quarantined} i karantän; ${matched} rader matchade.\n` +
    `Verifikationer (SIE 4I): ${sie}\n` +
    `Mejl (.eml): ${mail}\n` +
    `Karantän: ${quarantine} (varje fil har en .reason.json med orsaken)`,
  filesIn: ({ count, folder }: { count: number; folder: string }) =>
    `${count} ${count === 1 ? "fil" : "filer"} i ${folder}`,
  tryNext: "Prova nu:",
  tryDemoAgain: "en gång till: ingenting läses in två gånger",
  tryStart: "hela systemet, med schema och webbsida",

  verify: "räkna om allt i böckerna ur originalfilerna; visar det första som inte stämmer",
  verifyAll: "visa allt som inte stämmer",
  verifyAnchor: "en hash ur behandlingshistoriken som har noterats tidigare: den ska finnas kvar",
  notAHash: (text: string) => `"${text}" är ingen hash.`,
  writeHash: "En hash har 64 hexadecimala siffror, som i slutet av mejlet efter nattkörningen.",

  explain: "varför en rad matchades som den gjorde: varje steg, vilka som var möjliga, och utfallet",
  explainLine: "REF:RAD, som i rapportfilen, eller en avvikelse som d12",
  notALine: (text: string) => `"${text}" är ingen rad.`,
  writeLine: "Skriv REF:RAD, som 123456789:7, eller en avvikelse som d12.",

  replay: "matcha en tidigare körning igen, med dåvarande inställningar och kundreskontra, och jämför",
  replayRun: "en körning, med numret ur `kvitt runs`",
  notARun: (text: string) => `"${text}" är ingen körning.`,
  writeRunNumber: "Skriv numret ur kvitt runs, som 3.",

  evidence:
    "en zip till revisorn: rapport, rader med matchningar och orsaker, verifikationer, SIE, avvikelser, hashar",
  evidenceOut: "var den ska skrivas (annars: kvitt-evidence-REF.zip här)",
  fileExists: (path: string) => `Det finns redan en fil ${path}.`,
  moveFileOrUseOut: "Flytta den eller ange en annan med --out.",
  evidenceFileMissing: (name: string) => `${name} finns inte kvar och är inte med.`,

  // month
  month: "vad avräkningskontona hade i en månad; månadens SIE-fil och zip",
  monthArgument: "månaden, till exempel 2026-10",
  monthSie: "skriver månadens verifikationer som en SIE-fil",
  monthZip: "skriver en zip med SIE, verifikationer, rapporter och specifikation",
  moveFileOrUseOther: "Flytta den, eller ange ett annat namn.",
  monthWaiting: (names: string) => `Inte i filen: ${names}.`,
};
