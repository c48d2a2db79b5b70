/** Swedish texts of this folder. */
import type { Message } from "../message.ts";
import { dayAndTime } from "../format/days.ts";

export const sv = {
  kvittSOwn: (pg: string) => `Kvitts egen i ${pg}`,
  at: ({ host, pathname }: { host: string; pathname: string }) => `på ${host}${pathname}`,
  inTheDatabase: "i databasen",
  inRedisAt: (host: string) => `i Redis på ${host}`,
  answers: (where: Message) => `svarar, ${where.sv}`,
  doesAnswer: (said: string) => `svarar inte: ${said}`,
  runKvittMigrateOwnerDatabase: "Kör kvitt migrate som databasens ägare.",
  startRedisCorrectRedisUrl:
    "Starta Redis eller rätta REDIS_URL. Inget går förlorat: böckerna vet vad som är kvar att göra.",
  keptFilesSmtpUrlSet: (mail: string) => `läggs som filer i ${mail} (SMTP_URL är inte satt)`,
  answersAcceptsUs: (server: string) => `${server} svarar och godtar oss`,
  curesDatabase: "Starta databasen, eller rätta DATABASE_URL. Utan DATABASE_URL använder Kvitt sin egen.",
  curesMail: "Starta e-postservern eller rätta SMTP_URL. Mejlen väntar tills den svarar.",
  seeErrorAbove: "Se felet ovan.",
  postgreSql: ({ version, where }: { version: string; where: Message }) =>
    `PostgreSQL ${version}, ${where.sv}`,
  upgradeDatabasePostgreSqlNewer: "Uppgradera databasen till PostgreSQL 15 eller nyare.",
  beenMadeYet: "är inte skapat än",
  runKvittMigrateOtherCommands: "Kör kvitt migrate. Andra kommandon gör det också av sig själva.",
  beenChangedNewerKvitt: (newer: string) => `har ändrats av en nyare Kvitt (${newer})`,
  updateKvitt: "Uppdatera den här Kvitt.",
  isToBeUpgraded: (missing: string) => `ska uppgraderas (${missing})`,
  takeBackupRunKvittMigrate: "Ta en säkerhetskopia och kör kvitt migrate.",
  upDate: "är i senaste version",
  roleMissingLogin: (applicationRole: string) =>
    `rollen ${applicationRole} saknas, eller får inte användas av den här inloggningen`,
  roleMayEditRemoveBooked: (applicationRole: string) =>
    `rollen ${applicationRole} får ändra eller ta bort bokförda rader`,
  revokeUpdateDeleteTruncateTables: (applicationRole: string) =>
    `Ta bort rättigheterna update, delete och truncate från ${applicationRole} på bokföringens tabeller.`,
  mayAppendEdit: (applicationRole: string) => `${applicationRole} får lägga till, inte ändra`,
  databaseSClockSMachine: ({ seconds, skewMs }: { seconds: string; skewMs: number }) =>
    `databasens klocka går ${seconds} s ${skewMs < 0 ? "efter" : "före"} den här datorns`,
  setBothClocksNtp: "Ställ klockorna med NTP.",
  agreesDatabaseS: "går lika här och i databasen",
  allCanWrittenInbox: (inbox: string) => `alla går att skriva i; inkorgen är ${inbox}`,
  cannotWritten: ({ folder, error }: { folder: string; error: string }) =>
    `det går inte att skriva i ${folder}: ${error}`,
  makeFolderRestartKvitt: "Skapa mappen, eller starta om Kvitt.",
  makeRoomDisk: "Ge plats på disken.",
  mountDiskSoCanWritten: "Montera disken så att det går att skriva på den.",
  letUserRunsKvittWrite: "Ge den användare som kör Kvitt rätt att skriva där.",
  freeIn: ({ size, folder }: { size: string; folder: string }) => `${size} ledigt i ${folder}`,
  makeRoomLargeReportInbox: "Ge plats: en stor rapport ligger samtidigt i inkorgen, arkivet och databasen.",
  noEffectVoucherFeeVat: ({ place, role, feeVat }: { place: string; role: string; feeVat: string }) =>
    `${place}.${role} har ingen verkan: voucher.feeVat är ${feeVat}`,
  takeAccountOutWriteVoucher: "Ta bort kontot, eller skriv voucher.feeVat: reverse.",
  lineAccountsKlarnaSDocuments: (key: string) => `lineAccounts har ${key}, som Klarnas dokument inte nämner`,
  lookReportHowDetailedType:
    "Se efter i en rapport hur den detaljerade typen stavas; står den så där är allt bra.",
  headersDecimalMarkDateOrder: (id: string) =>
    `headers, decimalMark och dateOrder för ${id} gäller bara filer i inkorgens mapp ${id}/`,
  putReportsIntoInboxRoot: (id: string) =>
    `Lägg dess rapporter i inbox/${id}/: i roten vet Kvitt inte vems en fil är innan den har lästs.`,
  judgeScope: "",
  scheduleJudgeScope: (scope: string) => `${scope}: `,
  nobodyWakesNight: ({ whose, at }: { whose: Message; at: string }) =>
    `${whose.sv}ingen väcker natten kl. ${at}`,
  keepKvittStartKvittWorker:
    "Låt kvitt start (eller kvitt worker scheduler) vara igång. Kör kvitt nightly --wait för en natt nu.",
  nightRunLastOne: ({ whose, due, night }: { whose: Message; due: string; night: string }) =>
    `${whose.sv}natten ${due} har inte körts; den senaste var ${night}`,
  startKvittStartKvittWorker:
    "Starta kvitt start (eller kvitt worker scheduler): den missade natten körs då genast.",
  nextNight: ({
    whose,
    next,
    timeZone,
    lastWords,
  }: {
    whose: Message;
    next: Date;
    timeZone: string;
    lastWords: Message;
  }) => `${whose.sv}nästa natt ${dayAndTime(next, timeZone, "sv")}; ${lastWords.sv}`,
  noNightRunYet: "ingen natt har körts än",
  underWay: "pågår",
  lastNight: ({ night, how }: { night: string; how: Message }) => `senaste natten ${night} ${how.sv}`,
  statesDone: "gick bra",
  statesFailed: "misslyckades",
  areReadFrom: (config: string) => `läses från ${config}`,
  defaultsNoFile: (config: string) => `är standard; filen ${config} finns inte`,
  correctRatesFileRatesFile: "Rätta kursfilen (ratesFile); utan den stannar natten.",
  nobodyReceivesNightSMail: "ingen tar emot nattens e-post",
  writeRecipientsUnderMailKvitt: "Skriv mottagare under mail.to i kvitt.config.yaml, eller i KVITT_MAIL_TO.",
  mailSentMostServersRefuse: (from: string) =>
    `e-posten har avsändaren ${from}, som de flesta servrar vägrar`,
  writeSenderUnderMailKvitt:
    "Skriv en avsändare under mail.from i kvitt.config.yaml, eller i KVITT_MAIL_FROM.",
  companyNoName: "företaget har inget namn",
  writeCompanyNameKvittConfig: "Skriv company.name i kvitt.config.yaml; det står i SIE-filer och e-post.",
  checkDigitOrganisationNumberDoes: (orgNumber: string) =>
    `kontrollsiffran i organisationsnumret ${orgNumber} stämmer inte`,
  compareCompanyOrgNumberKvitt:
    "Jämför company.orgNumber i kvitt.config.yaml med företagets registreringsbevis.",
  organisationNumberMissing: "organisationsnummer saknas",
  writeCompanyOrgNumberKvitt:
    "Skriv company.orgNumber i kvitt.config.yaml; bokföringsprogram jämför det när de läser en SIE-fil.",
  correctCompanyChartFileWithout: "Rätta company.chartFile; utan den kan inget avgöras på ett konto.",
  accountsKvittBooks: ({ from, all }: { from: string; all: string }) =>
    `konton som Kvitt bokför på saknas i ${from}: ${all}`,
  addThemAccountingProgramChoose:
    "Lägg upp dem i bokföringsprogrammet, eller välj andra under accounts i kvitt.config.yaml.",
  kindsFileOne: "fil",
  kindsFileMany: "filer",
  kindsRunOne: "körning",
  kindsRunMany: "körningar",
  kindsPostingOne: "leverans",
  kindsPostingMany: "leveranser",
  kindsMailOne: "mejl",
  kindsMailMany: "mejl",
  nothingFailedStandsStill: "inget har misslyckats eller stannat",
  failed: ({ count, name, ids, why }: { count: number; name: Message; ids: string; why: string }) =>
    `${count} ${name.sv} misslyckades (${ids})${why}`,
  cureCauseRunKvittRetry: "Åtgärda orsaken och kör kvitt retry --all.",
  forARate: ({ count, name, ids }: { count: number; name: Message; ids: string }) =>
    `${count} ${name.sv} väntar på en växelkurs (${ids})`,
  putRateUnderRatesKvitt: "Lägg in kursen under rates i kvitt.config.yaml och kör kvitt nightly --wait.",
  stoodMoreThanHour: ({
    count,
    name,
    ids,
    why,
  }: {
    count: number;
    name: Message;
    ids: string;
    why: string;
  }) => `${count} ${name.sv} har stått i mer än en timme (${ids})${why}`,
  seeKvittStartKvittWorker:
    "Se till att kvitt start (eller kvitt worker) är igång; då prövas de igen av sig själva.",
};
