/** Swedish texts of this folder. */
import type { Message } from "../message.ts";
import { atTime, dayAndTime } from "../format/days.ts";

export const sv = {
  ownDatabase: (pg: string) => `Kvitts egen i ${pg}`,
  databaseAt: ({ host, pathname }: { host: string; pathname: string }) => `på ${host}${pathname}`,
  queueInDatabase: "i databasen",
  queueInRedis: (host: string) => `i Redis på ${host}`,
  queueAnswers: (where: Message) => `svarar, ${where.sv}`,
  queueSilent: (said: string) => `svarar inte: ${said}`,
  migrateAsOwner: "Kör kvitt migrate som databasens ägare.",
  startRedis:
    "Starta Redis eller rätta REDIS_URL. Inget går förlorat: i bokföringen står vad som är kvar att göra.",
  mailAsFiles: (mail: string) => `läggs som filer i ${mail} (SMTP_URL är inte satt)`,
  mailServerAnswers: (server: string) => `${server} svarar och godtar inloggningen`,
  startDatabase: "Starta databasen, eller rätta DATABASE_URL. Utan DATABASE_URL använder Kvitt sin egen.",
  startMailServer: "Starta mejlservern eller rätta SMTP_URL. Mejlen väntar tills den svarar.",
  seeError: "Se felet ovan.",
  databaseVersion: ({ version, where }: { version: string; where: Message }) =>
    `PostgreSQL ${version}, ${where.sv}`,
  upgradeDatabase: "Uppgradera databasen till PostgreSQL 15 eller nyare.",
  noSchema: "är inte skapat än",
  runMigrate: "Kör kvitt migrate. Andra kommandon gör det också automatiskt.",
  olderSchema: (missing: string) => `ska uppgraderas (${missing})`,
  backUpAndMigrate: "Ta en säkerhetskopia och kör kvitt migrate.",
  schemaUpToDate: "är i senaste version",
  roleMissing: (applicationRole: string) =>
    `rollen ${applicationRole} saknas, eller får inte användas av den här inloggningen`,
  roleMayEdit: (applicationRole: string) =>
    `rollen ${applicationRole} får ändra eller ta bort bokförda rader`,
  revokeRights: (applicationRole: string) =>
    `Ta bort rättigheterna update, delete och truncate från ${applicationRole} på bokföringens tabeller.`,
  roleMayAppend: (applicationRole: string) => `${applicationRole} får lägga till, inte ändra`,
  clockDiffers: ({ seconds, skewMs }: { seconds: string; skewMs: number }) =>
    `databasens klocka går ${seconds} s ${skewMs < 0 ? "efter" : "före"} den här datorns`,
  setClocks: "Ställ klockorna med NTP.",
  clockAgrees: "går lika här och i databasen",
  foldersWritable: (inbox: string) => `alla går att skriva i; inkorgen är ${inbox}`,
  folderNotWritable: ({ folder, error }: { folder: string; error: string }) =>
    `det går inte att skriva i ${folder}: ${error}`,
  mountInbox: "Montera den delade mappen, eller rätta KVITT_INBOX: den mappen skapar inte Kvitt själv.",
  makeFolder: "Skapa mappen, eller starta om Kvitt.",
  freeDisk: "Frigör plats på disken.",
  mountWritable: "Montera disken så att det går att skriva på den.",
  grantWriting: "Ge den användare som kör Kvitt rätt att skriva där.",
  diskFree: ({ size, folder }: { size: string; folder: string }) => `${size} ledigt i ${folder}`,
  freeDiskForReports: "Frigör plats: en stor rapport ligger samtidigt i inkorgen, arkivet och databasen.",
  accountWithoutEffect: ({ place, role, feeVat }: { place: string; role: string; feeVat: string }) =>
    `${place}.${role} har ingen verkan: voucher.feeVat är ${feeVat}`,
  removeAccount: "Ta bort kontot, eller skriv voucher.feeVat: reverse.",
  unknownDetailedType: (key: string) => `lineAccounts har ${key}, som Klarnas dokument inte nämner`,
  checkDetailedType:
    "Se efter i en rapport hur den detaljerade typen stavas; står den så i rapporten är allt rätt.",
  readingOnlyInFolder: (id: string) =>
    `headers, decimalMark och dateOrder för ${id} gäller bara filer i inkorgens mapp ${id}/`,
  useInboxFolder: (id: string) =>
    `Lägg dess rapporter i inbox/${id}/: i roten vet Kvitt inte vems en fil är innan den har lästs.`,
  noScheduler: ({ whose, at }: { whose: Message; at: string }) =>
    `${whose.sv}ingen schemaläggare är igång som startar nattkörningen ${atTime(at, "sv")}`,
  keepSchedulerRunning:
    "Låt kvitt start (eller kvitt worker scheduler) vara igång. Kör kvitt nightly --wait för en nattkörning nu.",
  nightMissed: ({ whose, due, night }: { whose: Message; due: string; night: string }) =>
    `${whose.sv}nattkörningen ${due} har inte gjorts; den senaste var ${night}`,
  startScheduler:
    "Starta kvitt start (eller kvitt worker scheduler): den missade nattkörningen görs då genast.",
  nextNight: ({
    whose,
    next,
    timeZone,
    last,
  }: {
    whose: Message;
    next: Date;
    timeZone: string;
    last: Message;
  }) => `${whose.sv}nästa nattkörning ${dayAndTime(next, timeZone, "sv")}; ${last.sv}`,
  noNightYet: "ingen nattkörning har gjorts än",
  nightRunning: "pågår",
  lastNight: ({ night, how }: { night: string; how: Message }) =>
    `senaste nattkörningen, ${night}, ${how.sv}`,
  nightDone: "gick bra",
  nightFailed: "misslyckades",
  settingsRead: (config: string) => `läses från ${config}`,
  settingsDefault: (config: string) => `är standard; filen ${config} finns inte`,
  correctRatesFile: "Rätta kursfilen (ratesFile); utan den stannar nattkörningen.",
  noRecipients: "ingen får mejlet efter nattkörningen",
  writeRecipients: "Skriv mottagare under mail.to i kvitt.config.yaml, eller i KVITT_MAIL_TO.",
  defaultSender: (from: string) => `mejlen har avsändaren ${from}, som de flesta servrar vägrar`,
  writeSender: "Skriv en avsändare under mail.from i kvitt.config.yaml, eller i KVITT_MAIL_FROM.",
  noCompanyName: "företaget har inget namn",
  writeCompanyName: "Skriv company.name i kvitt.config.yaml; det står i SIE-filer och mejl.",
  wrongCheckDigit: (orgNumber: string) => `kontrollsiffran i organisationsnumret ${orgNumber} stämmer inte`,
  compareOrgNumber: "Jämför company.orgNumber i kvitt.config.yaml med företagets registreringsbevis.",
  noOrgNumber: "organisationsnummer saknas",
  writeOrgNumber:
    "Skriv company.orgNumber i kvitt.config.yaml; bokföringsprogram jämför det när de läser en SIE-fil.",
  correctChartFile: "Rätta company.chartFile; utan den kan ingen avvikelse bokföras på ett konto.",
  accountsMissing: ({ from, all }: { from: string; all: string }) =>
    `konton som Kvitt bokför på saknas i ${from}: ${all}`,
  addAccounts: "Lägg upp dem i bokföringsprogrammet, eller välj andra under accounts i kvitt.config.yaml.",
  file: "fil",
  files: "filer",
  run: "körning",
  runs: "körningar",
  posting: "export",
  postings: "exporter",
  mail: "mejl",
  mails: "mejl",
  nothingStuck: "inget har misslyckats eller fastnat",
  rowsFailed: ({ count, name, ids, why }: { count: number; name: Message; ids: string; why: string }) =>
    `${count} ${name.sv} misslyckades (${ids})${why}`,
  retryAll: "Åtgärda felet och kör kvitt retry --all.",
  waitForRate: ({ count, name, ids }: { count: number; name: Message; ids: string }) =>
    `${count} ${name.sv} väntar på en växelkurs (${ids})`,
  writeRate: "Lägg in kursen under rates i kvitt.config.yaml och kör kvitt nightly --wait.",
  rowsStuck: ({ count, name, ids, why }: { count: number; name: Message; ids: string; why: string }) =>
    `${count} ${name.sv} har inte kommit vidare på mer än en timme (${ids})${why}`,
  keepWorkersRunning: "Se till att kvitt start (eller kvitt worker) är igång; då prövas de igen automatiskt.",
  redisEvicts: (policy: string) => `Redis kastar jobb när minnet tar slut (maxmemory-policy är ${policy})`,
  setNoEviction: "Sätt maxmemory-policy noeviction i Redis.",
  redisForgets: "Redis glömmer sina jobb vid en omstart (appendonly är no)",
  setAppendOnly:
    "Sätt appendonly yes i Redis. Inget går förlorat utan det: Kvitt begär jobben igen, men det tar en stund.",
  databaseReadOnly: ({ version, where }: { version: string; where: Message }) =>
    `PostgreSQL ${version}, ${where.sv}, går bara att läsa`,
  makeWritable:
    "Peka DATABASE_URL på databasen som går att skriva i (en kopia eller reserv går inte), eller stäng av default_transaction_read_only.",
  rolesAlive: ({ names, processes }: { names: string; processes: number }) =>
    `${names} är igång, i ${processes} ${processes === 1 ? "process" : "processer"}`,
  rolesStopped: ({ names, when }: { names: string; when: string }) => `${names} stoppades (senast ${when})`,
  nobodyWorks:
    "ingen process är igång av sig själv; nattkörningen startas med kvitt nightly --wait (till exempel av cron), eller låt kvitt start vara igång",
  startRole: (role: string) => `Starta kvitt start (eller kvitt worker ${role}).`,
  queueWakesNobody: (since: string) =>
    `schemaläggaren är igång men har inte fått något jobb av kön sedan ${since}`,
  restartKvitt: "Starta om kvitt start (eller kvitt worker scheduler), och se efter att kön svarar.",
  roleElsewhere: ({ role, host }: { role: string; host: string }) => `${role} är igång, men inte på ${host}`,
  roleWaits: (role: string) => `${role} är igång och väntar`,
  roleWorks: ({ role, on }: { role: string; on: string }) => `${role} är igång och arbetar med ${on}`,
  inboxThere: (inbox: string) => `finns: ${inbox}`,
  inboxMissing: (inbox: string) => `${inbox} finns inte`,
  inboxNotMounted: ({ inbox, mount }: { inbox: string; mount: string }) =>
    `${inbox} är inte monterad: ${mount} står i fstab, men är en vanlig mapp nu`,
  mountAgain: (mount: string) =>
    `Kör mount ${mount}. Filer som läggs där under tiden hamnar bakom monteringen.`,
  nothingComes: (days: number) => `ingen avräkningsrapport har kommit på ${days} dagar`,
  lookForReports: "Se efter i Klarnas portal om det har kommit utbetalningar, och vart rapporterna skickas.",
  noFilesLeft: ({ count, folder }: { count: number; folder: string }) =>
    `bara ${count} filer till får plats i ${folder} (inoder)`,
  freeFiles: "Ta bort filer på den disken, eller gör ett filsystem med fler inoder.",
  pageHere: (host: string) => `webbsidan svarar bara den här datorn (${host})`,
  pageBehindProxy: (names: string) => `webbsidan svarar på ${names}, bakom en proxy`,
  pageOpen: (host: string) => `webbsidan svarar andra datorer (${host}), okrypterat`,
  closePage:
    "Sätt en proxy med TLS framför och skriv dess namn i web.names, eller skriv web.host: 127.0.0.1.",
  signInAnswers: (host: string) => `inloggningstjänsten ${host} svarar`,
  signInWithoutSecret: (host: string) =>
    `inloggningstjänsten ${host} svarar, men KVITT_OIDC_CLIENT_SECRET är inte satt`,
  setClientSecret:
    "Sätt KVITT_OIDC_CLIENT_SECRET (eller KVITT_OIDC_CLIENT_SECRET_FILE), om tjänsten inte känner Kvitt som en publik klient.",
  nightUnfinished: ({
    whose,
    night,
    startedAt,
    timeZone,
  }: {
    whose: Message;
    night: string;
    startedAt: Date;
    timeZone: string;
  }) => `${whose.sv}nattkörningen ${night} började ${dayAndTime(startedAt, timeZone, "sv")} och är inte klar`,
  seeWorkers: "Se vilken roll som saknas ovan, och vad som har misslyckats nedan.",
  pingFailed: (problem: string) => `adressen i heartbeat.url svarade inte efter nattkörningen: ${problem}`,
  correctPing: "Rätta heartbeat.url (eller KVITT_PING_URL), och se att adressen går att nå härifrån.",
  anotherHome: (names: string) =>
    `Andra processer arbetar i samma databas från en annan hemmapp: ${names}. De tar varandras filer.`,
  shareTheHome:
    "Låt alla processer som delar databas också dela hemmapp och inkorg, eller ge den andra en egen databas.",
  noPingYet: "adressen i heartbeat.url hämtas efter nästa nattkörning som är klar",
  pinged: (when: string) => `adressen i heartbeat.url svarade senast ${when}`,

  // the names of the checks, and all of them in one sentence
  checks: {
    settings: "inställningar",
    folders: "mappar",
    inbox: "inkorg",
    disk: "disk",
    database: "databas",
    schema: "schema",
    role: "databasroll",
    clock: "klocka",
    queue: "kö",
    workers: "arbetare",
    schedule: "nattkörning",
    rows: "arbete",
    page: "webbsida",
    signIn: "inloggning",
    ping: "ping",
    mail: "mejl",
    connectors: "anslutning",
  },
  partsBroken: (count: number) => (count === 1 ? "En sak fungerar inte." : `${count} saker fungerar inte.`),
  everythingWorks: "Allt fungerar.",
  worksButLookAt: (count: number) =>
    count === 1 ? "Allt fungerar; en sak bör ses över." : `Allt fungerar; ${count} saker bör ses över.`,
};
