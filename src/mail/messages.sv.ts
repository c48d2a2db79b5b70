/** Swedish texts of this folder. */
import type { Message } from "../message.ts";

export const sv = {
  // the subject and headline of the digest
  allWell: "allt stämmer",
  payoutBooked: "utbetalning bokförd",
  payoutsBooked: "utbetalningar bokförda",
  payoutNotBooked: "utbetalning ännu inte bokförd",
  payoutsNotBooked: "utbetalningar ännu inte bokförda",
  payoutWithDifference: "utbetalning med differens",
  payoutsWithDifference: "utbetalningar med differens",
  openDeviation: "öppen avvikelse",
  openDeviationsCount: "öppna avvikelser",
  allFromBefore: " sedan tidigare",
  ofWhichNew: (count: number) => ` (${count} ${count === 1 ? "ny" : "nya"})`,
  deviationClosed: "avvikelse stängd",
  deviationsClosed: "avvikelser stängda",
  fileInQuarantine: "fil i karantän",
  filesInQuarantine: "filer i karantän",
  rowRefused: "rad i kundreskontran avvisad",
  rowsRefused: "rader i kundreskontran avvisade",
  jobFailed: "jobb misslyckades",
  jobsFailed: "jobb misslyckades",

  // what came in
  reports: "Avräkningsrapporter:",
  reportsImported: (count: number) => `${count} ${count === 1 ? "inläst" : "inlästa"}`,
  reportsChanged: (count: number) => `${count} med ändrat innehåll`,
  reportsKnown: (count: number) => `${count} ${count === 1 ? "redan känd" : "redan kända"}`,
  reportsInQuarantine: (count: number) => `${count} i karantän`,
  receivables: "Kundfakturor och ordrar:",
  receivablesImported: (count: number) => `${count} ${count === 1 ? "inläst" : "inlästa"}`,
  receivablesRefused: (count: number) => `${count} ${count === 1 ? "avvisad" : "avvisade"}`,
  listsInQuarantine: (count: number) => `${count} ${count === 1 ? "lista" : "listor"} i karantän`,
  completed: "Kompletterat:",
  advice: "Råd:",

  // payouts
  payouts: "Utbetalningar",
  payout: "Utbetalning",
  amount: "Belopp",
  difference: "Differens",
  lines: (count: string) => `${count} rader`,
  againstDailySums: "mot dagssummor",
  matched: (count: string) => `${count} matchade`,
  deviating: (count: string) => `${count} avviker`,
  morePayouts: ({ count, sums }: { count: number; sums: string }) =>
    `… och ${count} till, ${sums}: \`kvitt payouts\` visar alla.`,
  notBooked: "ej bokförd",
  voucher: "verifikation",
  notProven: "Ej kontrollerat:",

  // deviations
  deviation: "Avvikelse",
  newDeviations: "Nya avvikelser",
  stillOpen: "Fortfarande öppna avvikelser",
  likelyCause: "Trolig orsak:",
  todo: "Att göra:",
  lineOf: (line: number) => `rad ${line}`,
  payoutOf: (paymentReference: string) => `utbetalning ${paymentReference}`,
  expectedValue: (value: string) => `väntat ${value}`,
  foundValue: (value: string) => `funnet ${value}`,
  candidatesOf: (candidates: string) => `förslag: ${candidates}`,
  openAmount: (amount: string) => `restbelopp ${amount}`,
  andMore: (count: number) => `och ${count} till`,
  openSinceToday: "öppen sedan i dag",
  openFor: (age: string) => `öppen i ${age}`,
  moreInAttachment: (count: number) => `… och ${count} till, i den bifogade filen.`,
  notAllAttached: ({ attached, all, where }: { attached: number; all: number; where: string | null }) =>
    `I den bifogade filen är ${attached} av ${all} öppna avvikelser: de äldsta och största av varje slag. Alla finns ${where === null ? "" : `på ${where} och `}i \`kvitt deviations --csv alla.csv\`.`,
  closedSinceLastTime: (count: number) => `Stängda sedan sist (${count})`,
  more: (count: number) => `… och ${count} till.`,
  resolvedByPerson: "åtgärdad av en person",
  closedAutomatically: "stängdes automatiskt",

  // the attached CSV
  attachment: "avvikelser",
  columnCode: "Kod",
  columnTitle: "Rubrik",
  columnNew: "Ny",
  yes: "ja",
  no: "nej",
  columnAge: "Ålder (dagar)",
  columnReference: "Referens",
  columnCurrency: "Valuta",
  columnMerchantId: "Handlar-id (MID)",
  columnLine: "Rad",
  columnLineType: "Radtyp",
  columnFile: "Fil",
  columnExpected: "Väntat",
  columnFound: "Funnet",
  columnCandidates: "Förslag",
  columnNearMisses: "Liknar, men stämmer inte",
  columnTodo: "Att göra",

  // refused files and rows
  filesInQuarantineTitle: (count: number) => `Filer i karantän (${count})`,
  nothingBooked: "Inget ur filerna är bokfört. De ligger i mappen quarantine/ tillsammans med orsaken.",
  moreInQuarantine: (count: number) => `… och ${count} till i mappen quarantine/.`,
  moreInReasonFile: (count: number) => `… och ${count} till i filen .reason.json.`,
  placeLine: (line: number) => `Rad ${line}`,
  placeColumn: (column: string) => `kolumn ${column}`,
  inboxNeedsYou: "se över inkorgen",
  fileLeftAlone: "fil lämnad i inkorgen",
  filesLeftAlone: "filer lämnade i inkorgen",
  inbox: "Inkorgen",
  skippedFiles: (count: number) => `Filer som inte lästes in (${count})`,
  moreInInbox: (count: number) => `… och ${count} till i inkorgen.`,
  refusedRows: (count: number) => `Rader i kundreskontran som inte gick att läsa in (${count})`,
  correctRows: "Rätta raderna och läs in filen igen; de andra raderna är redan inlästa.",
  fileAndLine: "Fil och rad",
  lineOfFile: (line: number) => `rad ${line}`,
  moreOfSameKind: (count: number) => `… och ${count} till av samma slag.`,

  // fees, ages and the clearing account
  fees: "Avgifter",
  overcharged: ({ month, amounts }: { month: string; amounts: string }) =>
    `Hittills i ${month} har avgifterna varit ${amounts} högre än avtalet. Begär rättelse hos Klarna eller Kustom.`,
  openByAge: "Öppna avvikelser efter ålder",
  days: "Dagar",
  openDeviations: "Öppna avvikelser",
  onClearingAccount: "På avräkningskontot",
  clearingByMerchant: "Avräkningskontot per handlar-id (MID)",
  bookedByKvitt: "Kvitt har bokfört",

  // failed jobs
  failedJobs: (count: number) => `Misslyckade jobb (${count})`,
  moreFailedJobs: (count: number) => `… och ${count} till: \`kvitt doctor\`.`,
  since: "Sedan:",
  attempts: (count: number) => (count === 1 ? "ett försök" : `${count} försök`),
  retryWhenFixed: (command: string) =>
    `Kör \`kvitt doctor\`, som visar vad som inte fungerar. När felet är åtgärdat: \`${command}\`.`,
  comesAgain:
    "Kör `kvitt doctor`, som visar vad som inte fungerar. När felet är åtgärdat kommer kontrollen av sig själv igen inom en minut.",
  oneLetter:
    "Om fler jobb misslyckas av samma orsak den närmaste timmen skickas inga fler mejl: `kvitt doctor` visar allt som har misslyckats.",
  stepNight: "Start av nattkörningen",
  stepNightMeans: "Nattkörningen har inte börjat. Filerna ligger kvar i inkorgen; inget är förlorat.",
  stepSweep: "Kontrollen av tappade jobb",
  stepSweepMeans:
    "Den har misslyckats i flera minuter. Jobb som en avbruten process har lämnat väntar tills den fungerar igen; inget är förlorat.",
  stepCollect: "Inläsning från inkorgen",
  stepCollectMeans:
    "Nattens rapporter och kundreskontralistor är inte inlästa. Filerna ligger kvar i inkorgen; inget är förlorat.",
  stepClaim: "En fil som inte kunde hämtas",
  stepClaimMeans: "Den ligger kvar där den låg och prövas igen nästa natt. Resten är inläst.",
  stepImport: "Inläsning av en rapport",
  stepImportMeans:
    "Rapportens utbetalningar är inte bokförda. Filen är sparad, och inget ur den är halvt inläst.",
  stepMatch: "Matchning och bokföring",
  stepMatchMeans: "Raderna är inlästa men inte matchade med fakturor, och verifikationerna är inte skapade.",
  stepPost: "Export av en verifikation",
  stepPostMeans: "Verifikationen finns i Kvitt men har inte exporterats till bokföringssystemet.",
  stepDigest: "Nattens sammanfattning",
  stepDigestMeans: "Det som bokförts gäller, men nattens sammanfattning har inte kunnat skrivas.",
  stepMail: "Utskick av ett mejl",
  stepMailMeans: "Mejlet är sparat och kan skickas igen; bokföringen berörs inte.",
  stepFailed: ({ step, about }: { step: Message; about: string }) => `${step.sv} misslyckades${about}`,

  // a night that is late or does not end
  nightLate: (day: string) => `nattkörningen ${day} har inte börjat`,
  nightUnfinished: (day: string) => `nattkörningen ${day} är inte klar`,
  nightLateMeans: (at: string) =>
    `Den skulle ha börjat ${at}. Inget är förlorat: rapporterna ligger kvar i inkorgen.`,
  nightUnfinishedMeans: (since: string) =>
    `Den började ${since} och borde ha varit klar nu. Det som är bokfört gäller; resten fortsätter av sig självt när det går.`,
  nightTodo:
    "Kör `kvitt doctor`, som visar vad som inte fungerar. Se till att `kvitt start` (eller varje `kvitt worker`) är igång: då görs nattkörningen genast.",
  runInFolder: "Kommandona körs i Kvitts mapp, med npx framför.",
  nothingNew: "Nattkörningen är klar. Inget nytt har kommit in.",

  // the foot of a mail
  runDeviations:
    "Kommandona körs i Kvitts mapp, med npx framför: `npx kvitt deviations` visar alla öppna avvikelser.",
  runRetryAll:
    "Kommandona körs i Kvitts mapp, med npx framför. `npx kvitt retry --all` kör allt som har misslyckats.",
  doNotReply: "Det här mejlet skickas automatiskt av Kvitt och går inte att svara på.",
  saveThisMail: (hash: string) =>
    `Spara det här mejlet: \`npx kvitt verify --anchor ${hash}\` visar även ett år senare att inget som bokförts fram till nu har ändrats.`,

  // sending
  noSmtpAddress: "SMTP_URL är ingen SMTP-adress.",
  writeSmtpAddress: "Skriv en adress som smtp://användare:lösenord@mejl.example.se:587.",
  loginRefused: (answer: string) => `Mejlservern godtar inte inloggningen: ${answer}.`,
  correctLogin: "Rätta användarnamn och lösenord i SMTP_URL, starta om Kvitt och kör `kvitt retry --all`.",
  recipientsRefused: ({ recipients, answer }: { recipients: string; answer: string }) =>
    `Mejlservern tar inte emot mejl till ${recipients}: ${answer}.`,
  correctRecipients:
    "Rätta mottagarna i KVITT_MAIL_TO eller under mail.to i kvitt.config.yaml och kör `kvitt retry --all`.",
  mailRefused: (answer: string) => `Mejlservern vägrar ta emot mejlet: ${answer}.`,
  checkSender:
    "Kontrollera avsändaren (KVITT_MAIL_FROM) och att servern i SMTP_URL får skicka för den, och kör `kvitt retry --all`.",

  // the test letter
  testSubject: "provmejl",
  testHeadline: "Mejlen kommer fram",
  testMeans: ({ name, when }: { name: string; when: string }) =>
    `${name} bad om det här provmejlet ${when}. Nattens mejl går samma väg.`,
  vouchersToTakeIn: (count: number) =>
    count === 1 ? "En verifikation att läsa in" : `${count} verifikationer att läsa in`,
  takeInFile: (file: string) =>
    `SIE-filen ${file} ligger bifogad. Läs in den i bokföringsprogrammet, om programmet inte gör det självt. Den skickas en enda gång, och ingen verifikation i den finns i någon annan fil.`,
  numbersFromProgram:
    "Bokföringsprogrammet ger verifikationerna deras nummer. Kvitts egna nummer står först i verifikationernas texter.",
  vouchersSubject: ({ company, file }: { company: string; file: string }) =>
    `SIE-fil ${file} från ${company}`,
  voucherColumn: "Verifikation",
  voucherDate: "Datum",
  goesByMail: "skickas med mejl",
  // the night's files and decisions
  sieFiles: "SIE-filer",
  file: "Fil",
  decided: "Beslut sedan sist",
  actions: {
    match: "matchade",
    account: "bokförde på ett konto",
    write_off: "skrev av det som återstod",
    accept: "godkände",
    undo: "tog tillbaka",
  },
};
