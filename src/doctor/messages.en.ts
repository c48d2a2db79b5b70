/** English texts of this folder. */
import type { Message } from "../message.ts";
import { dayAndTime } from "../format/days.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  kvittSOwn: (pg: string) => `Kvitt's own in ${pg}`,
  at: ({ host, pathname }: { host: string; pathname: string }) => `at ${host}${pathname}`,
  inTheDatabase: "in the database",
  inRedisAt: (host: string) => `in Redis at ${host}`,
  answers: (where: Message) => `answers, ${where.en}`,
  doesAnswer: (said: string) => `does not answer: ${said}`,
  runKvittMigrateOwnerDatabase: "Run kvitt migrate as the owner of the database.",
  startRedisCorrectRedisUrl:
    "Start Redis or correct REDIS_URL. Nothing is lost: the books know what is left to do.",
  keptFilesSmtpUrlSet: (mail: string) => `is kept as files in ${mail} (SMTP_URL is not set)`,
  answersAcceptsUs: (server: string) => `${server} answers and accepts us`,
  curesDatabase: "Start the database, or correct DATABASE_URL. Without DATABASE_URL Kvitt uses its own.",
  curesMail: "Start the mail server or correct SMTP_URL. The mails wait until it answers.",
  seeErrorAbove: "See the error above.",
  postgreSql: ({ version, where }: { version: string; where: Message }) =>
    `PostgreSQL ${version}, ${where.en}`,
  upgradeDatabasePostgreSqlNewer: "Upgrade the database to PostgreSQL 15 or newer.",
  beenMadeYet: "has not been made yet",
  runKvittMigrateOtherCommands: "Run kvitt migrate. Other commands also do so by themselves.",
  beenChangedNewerKvitt: (newer: string) => `has been changed by a newer Kvitt (${newer})`,
  updateKvitt: "Update this Kvitt.",
  isToBeUpgraded: (missing: string) => `is to be upgraded (${missing})`,
  takeBackupRunKvittMigrate: "Take a backup and run kvitt migrate.",
  upDate: "is up to date",
  roleMissingLogin: (applicationRole: string) =>
    `the role ${applicationRole} is missing, or not for this login`,
  roleMayEditRemoveBooked: (applicationRole: string) =>
    `the role ${applicationRole} may edit or remove what is booked`,
  revokeUpdateDeleteTruncateTables: (applicationRole: string) =>
    `Revoke update, delete and truncate from ${applicationRole} on the tables of the books.`,
  mayAppendEdit: (applicationRole: string) => `${applicationRole} may append, not edit`,
  databaseSClockSMachine: ({ seconds, skewMs }: { seconds: string; skewMs: number }) =>
    `the database's clock is ${seconds} s ${skewMs < 0 ? "behind" : "ahead of"} this machine's`,
  setBothClocksNtp: "Set both clocks by NTP.",
  agreesDatabaseS: "agrees with the database's",
  allCanWrittenInbox: (inbox: string) => `all can be written to; the inbox is ${inbox}`,
  cannotWritten: ({ folder, error }: { folder: string; error: string }) =>
    `${folder} cannot be written to: ${error}`,
  makeFolderRestartKvitt: "Make the folder, or restart Kvitt.",
  makeRoomDisk: "Make room on the disk.",
  mountDiskSoCanWritten: "Mount the disk so that it can be written to.",
  letUserRunsKvittWrite: "Let the user that runs Kvitt write there.",
  freeIn: ({ size, folder }: { size: string; folder: string }) => `${size} free in ${folder}`,
  makeRoomLargeReportInbox:
    "Make room: a large report is in the inbox, the archive and the database at the same time.",
  noEffectVoucherFeeVat: ({ place, role, feeVat }: { place: string; role: string; feeVat: string }) =>
    `${place}.${role} has no effect: voucher.feeVat is ${feeVat}`,
  takeAccountOutWriteVoucher: "Take the account out, or write voucher.feeVat: reverse.",
  lineAccountsKlarnaSDocuments: (key: string) =>
    `lineAccounts has ${key}, which Klarna's documents do not name`,
  lookReportHowDetailedType:
    "Look in a report how the detailed type is spelt; if it stands there like that, all is well.",
  headersDecimalMarkDateOrder: (id: string) =>
    `headers, decimalMark and dateOrder of ${id} are only for files in the inbox's folder ${id}/`,
  putReportsIntoInboxRoot: (id: string) =>
    `Put its reports into inbox/${id}/: in the root Kvitt does not know whose a file is before it has been read.`,
  judgeScope: "",
  scheduleJudgeScope: (scope: string) => `${scope}: `,
  nobodyWakesNight: ({ whose, at }: { whose: Message; at: string }) =>
    `${whose.en}nobody wakes the night at ${at}`,
  keepKvittStartKvittWorker:
    "Keep kvitt start (or kvitt worker scheduler) running. Run kvitt nightly --wait for a night now.",
  nightRunLastOne: ({ whose, due, night }: { whose: Message; due: string; night: string }) =>
    `${whose.en}the night of ${due} has not run; the last one was ${night}`,
  startKvittStartKvittWorker:
    "Start kvitt start (or kvitt worker scheduler): the missed night is then run at once.",
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
  }) => `${whose.en}next night ${dayAndTime(next, timeZone, "en")}; ${lastWords.en}`,
  noNightRunYet: "no night has run yet",
  underWay: "is under way",
  lastNight: ({ night, how }: { night: string; how: Message }) => `the last night, ${night}, ${how.en}`,
  statesDone: "went well",
  statesFailed: "failed",
  areReadFrom: (config: string) => `are read from ${config}`,
  defaultsNoFile: (config: string) => `are the defaults; there is no file ${config}`,
  correctRatesFileRatesFile: "Correct the rates file (ratesFile); the night stops without it.",
  nobodyReceivesNightSMail: "nobody receives the night's mail",
  writeRecipientsUnderMailKvitt: "Write recipients under mail.to in kvitt.config.yaml, or in KVITT_MAIL_TO.",
  mailSentMostServersRefuse: (from: string) => `mail is sent from ${from}, which most servers refuse`,
  writeSenderUnderMailKvitt: "Write a sender under mail.from in kvitt.config.yaml, or in KVITT_MAIL_FROM.",
  companyNoName: "the company has no name",
  writeCompanyNameKvittConfig: "Write company.name in kvitt.config.yaml; it stands in SIE files and mails.",
  checkDigitOrganisationNumberDoes: (orgNumber: string) =>
    `the check digit of the organisation number ${orgNumber} does not agree`,
  compareCompanyOrgNumberKvitt:
    "Compare company.orgNumber in kvitt.config.yaml with the company's registration.",
  organisationNumberMissing: "the organisation number is missing",
  writeCompanyOrgNumberKvitt:
    "Write company.orgNumber in kvitt.config.yaml; accounting programs compare it when they read a SIE file.",
  correctCompanyChartFileWithout:
    "Correct company.chartFile; without it nothing can be decided onto an account.",
  accountsKvittBooks: ({ from, all }: { from: string; all: string }) =>
    `accounts that Kvitt books on are not in ${from}: ${all}`,
  addThemAccountingProgramChoose:
    "Add them in the accounting program, or choose others under accounts in kvitt.config.yaml.",
  kindsFileOne: "file",
  kindsFileMany: "files",
  kindsRunOne: "run",
  kindsRunMany: "runs",
  kindsPostingOne: "delivery",
  kindsPostingMany: "deliveries",
  kindsMailOne: "mail",
  kindsMailMany: "mails",
  nothingFailedStandsStill: "nothing has failed or stands still",
  failed: ({ count, name, ids, why }: { count: number; name: Message; ids: string; why: string }) =>
    `${count} ${name.en} failed (${ids})${why}`,
  cureCauseRunKvittRetry: "Cure the cause and run kvitt retry --all.",
  forARate: ({ count, name, ids }: { count: number; name: Message; ids: string }) =>
    `${count} ${name.en} ${count === 1 ? "waits" : "wait"} for a rate (${ids})`,
  putRateUnderRatesKvitt: "Put the rate under rates in kvitt.config.yaml and run kvitt nightly --wait.",
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
  }) => `${count} ${name.en} ${count === 1 ? "has" : "have"} stood for more than an hour (${ids})${why}`,
  seeKvittStartKvittWorker:
    "See that kvitt start (or kvitt worker) is running; they are then tried again by themselves.",
} satisfies typeof sv;
