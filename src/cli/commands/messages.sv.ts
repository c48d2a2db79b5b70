/** Swedish texts of this folder. */
import type { Message } from "../../message.ts";

export const sv = {
  onlyThoseOnePayout: "bara de som hör till en utbetalning",
  vouchersRowsDeliveries: "verifikationerna, med rader och leveranser",
  oneJsonDocumentStdout: "ett JSON-dokument på stdout",
  hledgerJournalAnotherProgramCan: "hledger: en journal som ett annat program kan summera",
  settlementReportListReceivables: "en avräkningsrapport, eller en lista över kundfordringar",
  reportConfiguredWellKlarnaS:
    "är rapporten rätt inställd i Klarnas portal? vilka fält saknas, och var kryssar man i dem",
  noFileCanRead: (given: string) => `${given} är ingen fil som kan läsas.`,
  nameSettlementReport: "Ange en avräkningsrapport.",
  deviationsKvittDeviationsNumbersThem: "avvikelser, med numren ur `kvitt deviations`",
  decideDeviationMovesMoneyMakes: "avgör en avvikelse; det som flyttar pengar blir en egen verifikation",
  putLineTheseReceivablesE:
    "lägg raden på de här kundfordringarna, t.ex. invoice:F1001,F1002; där flera butiker har numret: order:K123456/1001",
  putLineReceivablesLeaveAccount:
    "lägg raden, eller det som kundfordringarna lämnar kvar av den, på det här kontot; flera gånger med belopp, t.ex. 3001=100,00, och ett utan som tar resten. För en delbetald faktura: skriv av det som återstår",
  takeSoMuchVatOut:
    "ta ut så mycket moms (25, 12 eller 6) ur det som läggs på intäkts- och kostnadskonton; den bokförs på momskontot",
  writeOffLeftPartlyPaid:
    "skriv av det som återstår av en delbetald faktura, inom din gräns: som kundförlust, eller på --account",
  acceptMatchAcceptDifferenceWithin: "godkänn som det är; med --match: godkänn skillnaden, inom din gräns",
  reasonKeptDecision: "skälet, som sparas med beslutet",
  decidesDefaultUserMachine: "vem som avgör (annars: datorns användare)",
  allOpenDeviationsCode: "alla öppna avvikelser med den här koden",
  codeOnlyThoseOlderThan: "med --code: bara de som är äldre än så, t.ex. 30d",
  deviationsWhoseDecisionTakenBack: "avvikelser vars beslut tas tillbaka",
  takeDecisionBackReversingVoucher: "ta tillbaka ett beslut, med en omvänd verifikation",
  theReason: "skälet",
  doneBeforeError: (before: string) => `Klart före felet: ${before}.`,
  noDeviationDecide: "Ingen avvikelse att avgöra.",
  deviationDecided: ({ id, vouchers }: { id: number; vouchers: Message }) =>
    `Avvikelse ${id} är avgjord${vouchers.sv}.`,
  deviationsDecided: ({ length, vouchers }: { length: number; vouchers: Message }) =>
    `${length} avvikelser är avgjorda${vouchers.sv}.`,
  nothingOpenAgainLineSettled: "Inget är öppet igen: raden är klar.",
  openAgain: (again: string) => `Öppet igen:${again}.`,
  decisionsTakenBack: ({ ids, vouchers, state }: { ids: string; vouchers: Message; state: Message }) =>
    `Beslut som är tagna tillbaka: ${ids}${vouchers.sv}. ${state.sv}`,
  vouchersWords: "",
  withVoucher: (names: string) => `, med verifikation ${names}`,
  withVouchers: (count: number) => `, med ${count} verifikationer`,
  correctRunAgain: "Rätta och kör igen.",
  sayDeviation: "Ange vilken avvikelse.",
  numberKvittDeviationsCodeCode: "Dess nummer ur kvitt deviations, eller --code KOD.",
  noDeviationCode: (code: string) => `Det finns ingen avvikelsekod ${code}.`,
  seeCodesKvittDeviationsJson: "Se koderna: kvitt deviations --json",
  noDeviation: (text: string) => `"${text}" är ingen avvikelse.`,
  writeNumberKvittDeviationsSuch: "Skriv dess nummer ur kvitt deviations, som 12.",
  noNumberDays: (text: string) => `"${text}" är inget antal dagar.`,
  writeNumberSuch30d: "Skriv ett antal, som 30d.",
  sayHowDeviationDecided: "Ange hur avvikelsen avgörs.",
  oneMatchKindNumberAccount: "Ett av --match KIND:NUMMER, --account N, --write-off och --accept --why TEXT.",
  doGoTogether: ({ other, clash }: { other: string; clash: string }) =>
    `${other} och ${clash} går inte ihop.`,
  chooseOneThem: "Välj ett av dem.",
  vatGoesAccount: "--vat hör ihop med ett konto.",
  addAccountNLeaveVat: "Lägg till --account N, eller ta bort --vat.",
  writesOffSaysWhy: "Den som skriver av säger varför.",
  acceptsSaysWhy: "Den som godkänner säger varför.",
  addWhyText: "Lägg till --why TEXT.",
  doesSayReceivable: (text: string) => `"${text}" säger inte vilken kundfordran det är.`,
  writeKindNumberKindOne:
    "Skriv slag:nummer, där slaget är invoice, credit_note eller order, som invoice:F1001.",
  noAccount: (text: string) => `"${text}" är inget konto.`,
  writeFourDigitsSuch: "Skriv fyra siffror, som 3740 eller 3740=12,50.",
  bothTakeLeft: ({ rest, account }: { rest: number; account: number }) =>
    `Både ${rest} och ${account} ska ta det som blir kvar.`,
  onlyOneAccountMayStand: "Bara ett --account får stå utan belopp: skriv till exempel 3740=12,50.",
  noAmount: (said: string) => `"${said}" är inget belopp.`,
  writeExample: "Skriv till exempel 3740=12,50.",
  noRateVat: (text: string) => `"${text}" är ingen momssats.`,
  writeOne: (rates: string) => `Skriv någon av ${rates}.`,
  monthSwedishShopTakenNight: "en månad i en svensk butik, inläst av en egen natt",
  settingsOwnBelongsRealShop: (folder: string) =>
    `${folder} har egna inställningar och hör till en riktig butik.`,
  runDemoAnotherFolderKvitt: "Kör demon i en annan mapp: KVITT_HOME=.kvitt-demo npm run demo",
  monthReportsPutIntoInbox: "En månad av Norrskensbutikens rapporter läggs i inkorgen ...",
  databaseQueueMailFoldersClock:
    "databas, kö, mejl, mappar, klocka, inställningar: fungerar det, och annars vad man gör",
  namesSettings: "inställningar",
  namesFolders: "mappar",
  namesDisk: "disk",
  namesDatabase: "databas",
  namesSchema: "schema",
  namesRole: "databasroll",
  namesClock: "klocka",
  namesQueue: "kö",
  namesSchedule: "nätter",
  namesRows: "arbete",
  namesMail: "e-post",
  oneThingDoesWork: (bad: number) => (bad === 1 ? "En sak fungerar inte." : `${bad} saker fungerar inte.`),
  everythingWorks: "Allt fungerar.",
  everythingWorksOneThingDeserves: (seen: number) =>
    seen === 1 ? "Allt fungerar; en sak bör ses över." : `Allt fungerar; ${seen} saker bör ses över.`,
  payoutsHowManyLinesSettled: "utbetalningarna, med hur många rader som är klara och vad som är oförklarat",
  paymentReferenceBankStatement: "utbetalningens referens, som på kontoutdraget",
  onePayoutLinesStateDeviations: "en utbetalning: radernas läge, avvikelser och verifikationer",
  onlyOneAllAboutD12: "en enda, med allt om den: 12 eller d12",
  needsPerson: "det som en människa behöver avgöra",
  alsoThoseResolvedClosed: "också de avgjorda och stängda",
  onlyHowOldOpenClearing: "bara hur gammalt det öppna är, med avräkningskontot",
  nightsImportsRan: "nätterna och inläsningarna som har körts",
  lookNoDeviation: (name: string) => `Det finns ingen avvikelse ${name}.`,
  seeListKvittDeviationsAll: "Se listan: kvitt deviations --all",
  account: "konto",
  debit: "debet",
  credit: "kredit",
  scheduleDoesNightNowTake: "det som schemat gör om natten, nu: läs in, matcha, bokför, meddela",
  doWorkHereWaitEnd: "gör arbetet här och vänta tills det är klart",
  settlementReports: "avräkningsrapporter",
  samePathGivenReports: "samma väg för rapporter som anges",
  writeNothingShowOutcome: "skriv ingenting, och visa vad det skulle bli",
  receivablesCsvContractKindNumber: "kundfordringar som CSV (kind, number, currency, amount, ...)",
  takeReceivables: "läs in kundfordringar",
  whoseTheyMerchantIdWhere: "vems de är (merchant id), där listan inte säger det",
  failedKvittDoctorMailNames:
    "det som misslyckades, som `kvitt doctor` eller mejlet kallar det: file:12, run:3, posting:7, mail:4",
  runFailedImportsMatchingsPostings:
    "kör om inläsningar, matchningar, leveranser eller mejl som har misslyckats",
  everythingFailed: "allt som har misslyckats",
  nothingFailed: "Inget har misslyckats.",
  beenRunAgain: (count: number) => `${count} har körts om.`,
  waitWorkerKvittStartWait: (count: number) =>
    `${count} väntar på en arbetare (kvitt start). Med --wait körs de om här och nu.`,
  runWaitsWorkerKvittStart: (runId: bigint) =>
    `Körning ${runId} väntar på en arbetare (kvitt start). Med --wait görs den här och nu.`,
  moreReasonJson: (rest: number) => `  ... och ${rest} till i .reason.json`,
  quarantineSee: ({ quarantined, quarantine }: { quarantined: number; quarantine: string }) =>
    `${quarantined} ${quarantined === 1 ? "fil" : "filer"} i karantän: se ${quarantine}`,
  couldTakenLieWhereThey: (names: string) => `Kunde inte hämtas och ligger kvar: ${names}`,
  didArriveWillTriedAgain: (left: number) =>
    `${left} ${left === 1 ? "leverans eller mejl" : "leveranser eller mejl"} kom inte fram och prövas igen: kvitt retry --all --wait`,
  summary: ({
    imported,
    duplicate,
    changed,
    quarantined,
    payouts,
    lines,
    matched,
    vouchers,
    mails,
    deviations,
  }: {
    imported: number;
    duplicate: number;
    changed: Message;
    quarantined: number;
    payouts: number;
    lines: number;
    matched: number;
    vouchers: number;
    mails: number;
    deviations: number;
  }) =>
    `Filer: ${imported} inlästa, ${duplicate} dubbletter, ${changed.sv}${quarantined} i karantän\n` +
    `Utbetalningar: ${payouts} med ${lines} rader, ${matched} kopplade\n` +
    `Verifikationer: ${vouchers}   E-post: ${mails}   Öppna avvikelser: ${deviations}`,
  refRowReportFileDeviation: "REF:RAD, som i rapportfilen, eller en avvikelse som d12",
  whyLineWentWhereWent:
    "varför en rad hamnade där den hamnade: varje steg, vilka som var möjliga, och vad som avgjordes",
  recomputeEveryInvariantBooksRaw:
    "räkna om allt i böckerna ur de ursprungliga filerna; säger det första som inte stämmer",
  nameEverythingDoesAgree: "säg allt som inte stämmer",
  hashAuditTrailNotedEarlier: "en hash ur granskningskedjan som noterats tidigare: den ska finnas kvar",
  oneZipAuditorReportLines:
    "en zip till revisorn: rapport, rader med kopplingar och skäl, verifikationer, SIE, avvikelser, hashar",
  whereWriteDefaultKvittEvidence: "var den ska skrivas (annars: kvitt-evidence-REF.zip här)",
  runKvittRunsNumbersThem: "en körning, med numret ur `kvitt runs`",
  runPastNightSMatching:
    "kör en tidigare natts matchning igen, med dåvarande inställningar och kundfordringar, och jämför",
  noLine: (text: string) => `"${text}" är ingen rad.`,
  writeRefRowSuchDeviation: "Skriv REF:RAD, som 123456789:7, eller en avvikelse som d12.",
  noHash: (text: string) => `"${text}" är ingen hash.`,
  hexadecimalDigitsEndNightS: "Den har 64 hexadecimala siffror, som i slutet av nattens mejl.",
  fileAlready: (path: string) => `Det finns redan en fil ${path}.`,
  moveAwayNameAnotherOut: "Flytta den eller ange en annan med --out.",
  anyMoreLeftOut: (name: string) => `${name} ligger inte kvar och är inte med.`,
  noRun: (text: string) => `"${text}" är ingen körning.`,
  writeNumberKvittRunsSuch: "Skriv dess nummer ur kvitt runs, som 3.",
  wholeSystemOneProcessScheduler: "hela systemet i en process: schema, alla arbetare, webbsida; till SIGTERM",
  processDoes: "vad den här processen gör",
  onlyTheseRolesScalingOut: "bara de här rollerna, för att sprida arbetet",
  createUpgradeSchemaSafeRun: "skapa eller uppgradera schemat; går att köra två gånger, och samtidigt",
  databaseUpDate: "Databasen är i senaste version.",
};
