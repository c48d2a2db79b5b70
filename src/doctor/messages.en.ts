/** English texts of this folder. */
import type { Message } from "../message.ts";
import { atTime, dayAndTime } from "../format/days.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  ownDatabase: (pg: string) => `Kvitt's own in ${pg}`,
  databaseAt: ({ host, pathname }: { host: string; pathname: string }) => `at ${host}${pathname}`,
  queueInDatabase: "in the database",
  queueInRedis: (host: string) => `in Redis at ${host}`,
  queueAnswers: (where: Message) => `answers, ${where.en}`,
  queueSilent: (said: string) => `does not answer: ${said}`,
  migrateAsOwner: "Run kvitt migrate as the owner of the database.",
  startRedis: "Start Redis or correct REDIS_URL. Nothing is lost: the books have what is left to do.",
  mailAsFiles: (mail: string) => `is kept as files in ${mail} (SMTP_URL is not set)`,
  mailServerAnswers: (server: string) => `${server} answers and accepts the login`,
  startDatabase: "Start the database, or correct DATABASE_URL. Without DATABASE_URL Kvitt uses its own.",
  startMailServer: "Start the mail server or correct SMTP_URL. The mails wait until it answers.",
  seeError: "See the error above.",
  databaseVersion: ({ version, where }: { version: string; where: Message }) =>
    `PostgreSQL ${version}, ${where.en}`,
  upgradeDatabase: "Upgrade the database to PostgreSQL 15 or newer.",
  noSchema: "has not been made yet",
  runMigrate: "Run kvitt migrate. Other commands also do so automatically.",
  olderSchema: (missing: string) => `is to be upgraded (${missing})`,
  backUpAndMigrate: "Take a backup and run kvitt migrate.",
  schemaUpToDate: "is up to date",
  roleMissing: (applicationRole: string) => `the role ${applicationRole} is missing, or not for this login`,
  roleMayEdit: (applicationRole: string) => `the role ${applicationRole} may edit or remove what is booked`,
  revokeRights: (applicationRole: string) =>
    `Revoke update, delete and truncate from ${applicationRole} on the tables of the books.`,
  roleMayAppend: (applicationRole: string) => `${applicationRole} may append, not edit`,
  clockDiffers: ({ seconds, skewMs }: { seconds: string; skewMs: number }) =>
    `the database's clock is ${seconds} s ${skewMs < 0 ? "behind" : "ahead of"} this machine's`,
  setClocks: "Set both clocks by NTP.",
  clockAgrees: "agrees with the database's",
  foldersWritable: (inbox: string) => `all can be written to; the inbox is ${inbox}`,
  folderNotWritable: ({ folder, error }: { folder: string; error: string }) =>
    `${folder} cannot be written to: ${error}`,
  mountInbox: "Mount the share, or correct KVITT_INBOX: Kvitt does not make this folder itself.",
  makeFolder: "Make the folder, or restart Kvitt.",
  freeDisk: "Free space on the disk.",
  mountWritable: "Mount the disk so that it can be written to.",
  grantWriting: "Let the user that runs Kvitt write there.",
  diskFree: ({ size, folder }: { size: string; folder: string }) => `${size} free in ${folder}`,
  freeDiskForReports:
    "Free space: a large report is in the inbox, the archive and the database at the same time.",
  accountWithoutEffect: ({ place, role, feeVat }: { place: string; role: string; feeVat: string }) =>
    `${place}.${role} has no effect: voucher.feeVat is ${feeVat}`,
  removeAccount: "Take the account out, or write voucher.feeVat: reverse.",
  unknownDetailedType: (key: string) => `lineAccounts has ${key}, which Klarna's documents do not name`,
  checkDetailedType:
    "Look in a report how the detailed type is spelt; if the report has it like that, all is right.",
  readingOnlyInFolder: (id: string) =>
    `headers, decimalMark and dateOrder of ${id} are only for files in the inbox's folder ${id}/`,
  useInboxFolder: (id: string) =>
    `Put its reports into inbox/${id}/: in the root Kvitt does not know whose a file is before it has been read.`,
  noScheduler: ({ whose, at }: { whose: Message; at: string }) =>
    `${whose.en}no scheduler is running that starts the nightly run ${atTime(at, "en")}`,
  keepSchedulerRunning:
    "Keep kvitt start (or kvitt worker scheduler) running. Run kvitt nightly --wait for a nightly run now.",
  nightMissed: ({ whose, due, night }: { whose: Message; due: string; night: string }) =>
    `${whose.en}the nightly run of ${due} is missing; the last one was ${night}`,
  startScheduler:
    "Start kvitt start (or kvitt worker scheduler): the missed nightly run is then done at once.",
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
  }) => `${whose.en}next nightly run ${dayAndTime(next, timeZone, "en")}; ${last.en}`,
  noNightYet: "there has been no nightly run yet",
  nightRunning: "is under way",
  lastNight: ({ night, how }: { night: string; how: Message }) => `the last nightly run, ${night}, ${how.en}`,
  nightDone: "went well",
  nightFailed: "failed",
  settingsRead: (config: string) => `are read from ${config}`,
  settingsDefault: (config: string) => `are the defaults; there is no file ${config}`,
  correctRatesFile: "Correct the rates file (ratesFile); the nightly run stops without it.",
  noRecipients: "nobody receives the mail after the nightly run",
  writeRecipients: "Write recipients under mail.to in kvitt.config.yaml, or in KVITT_MAIL_TO.",
  defaultSender: (from: string) => `mail is sent from ${from}, which most servers refuse`,
  writeSender: "Write a sender under mail.from in kvitt.config.yaml, or in KVITT_MAIL_FROM.",
  noCompanyName: "the company has no name",
  writeCompanyName: "Write company.name in kvitt.config.yaml; it is in SIE files and mails.",
  wrongCheckDigit: (orgNumber: string) =>
    `the check digit of the organisation number ${orgNumber} does not agree`,
  compareOrgNumber: "Compare company.orgNumber in kvitt.config.yaml with the company's registration.",
  noOrgNumber: "the organisation number is missing",
  writeOrgNumber:
    "Write company.orgNumber in kvitt.config.yaml; accounting programs compare it when they read a SIE file.",
  correctChartFile: "Correct company.chartFile; without it no deviation can be booked on an account.",
  accountsMissing: ({ from, all }: { from: string; all: string }) =>
    `accounts that Kvitt uses are not in ${from}: ${all}`,
  addAccounts: "Add them in the accounting program, or choose others under accounts in kvitt.config.yaml.",
  file: "file",
  files: "files",
  run: "run",
  runs: "runs",
  posting: "export",
  postings: "exports",
  mail: "mail",
  mails: "mails",
  nothingStuck: "nothing has failed or is stuck",
  rowsFailed: ({ count, name, ids, why }: { count: number; name: Message; ids: string; why: string }) =>
    `${count} ${name.en} failed (${ids})${why}`,
  retryAll: "Fix the error and run kvitt retry --all.",
  waitForRate: ({ count, name, ids }: { count: number; name: Message; ids: string }) =>
    `${count} ${name.en} ${count === 1 ? "waits" : "wait"} for a rate (${ids})`,
  writeRate: "Put the rate under rates in kvitt.config.yaml and run kvitt nightly --wait.",
  rowsStuck: ({ count, name, ids, why }: { count: number; name: Message; ids: string; why: string }) =>
    `${count} ${name.en} ${count === 1 ? "has" : "have"} been stuck for more than an hour (${ids})${why}`,
  keepWorkersRunning:
    "See that kvitt start (or kvitt worker) is running; they are then tried again automatically.",
  redisEvicts: (policy: string) =>
    `Redis throws jobs away when memory runs short (maxmemory-policy is ${policy})`,
  setNoEviction: "Set maxmemory-policy noeviction in Redis.",
  redisForgets: "Redis forgets its jobs when it restarts (appendonly is no)",
  setAppendOnly:
    "Set appendonly yes in Redis. Nothing is lost without it: Kvitt asks for the jobs again, after a while.",
  databaseReadOnly: ({ version, where }: { version: string; where: Message }) =>
    `PostgreSQL ${version}, ${where.en}, can only be read`,
  makeWritable:
    "Point DATABASE_URL at the database that can be written to (no standby), or switch default_transaction_read_only off.",
  rolesAlive: ({ names, processes }: { names: string; processes: number }) =>
    `${names} are running, in ${processes} ${processes === 1 ? "process" : "processes"}`,
  rolesStopped: ({ names, when }: { names: string; when: string }) => `${names} stopped (last ${when})`,
  nobodyWorks:
    "no process is running by itself; a nightly run is started with kvitt nightly --wait (by cron, for example), or keep kvitt start running",
  startRole: (role: string) => `Start kvitt start (or kvitt worker ${role}).`,
  queueWakesNobody: (since: string) =>
    `the scheduler is running, but the queue has given it no job since ${since}`,
  restartKvitt: "Restart kvitt start (or kvitt worker scheduler), and see that the queue answers.",
  roleElsewhere: ({ role, host }: { role: string; host: string }) => `${role} is running, but not on ${host}`,
  roleWaits: (role: string) => `${role} is running, and waits`,
  roleWorks: ({ role, on }: { role: string; on: string }) => `${role} is running, and works on ${on}`,
  inboxThere: (inbox: string) => `is there: ${inbox}`,
  inboxMissing: (inbox: string) => `${inbox} does not exist`,
  inboxNotMounted: ({ inbox, mount }: { inbox: string; mount: string }) =>
    `${inbox} is not mounted: ${mount} is in fstab, but is a plain folder now`,
  mountAgain: (mount: string) =>
    `Run mount ${mount}. Files that are put there meanwhile end up behind the mount.`,
  nothingComes: (days: number) => `no settlement report has come for ${days} days`,
  lookForReports: "Look in Klarna's portal whether there have been payouts, and where the reports are sent.",
  noFilesLeft: ({ count, folder }: { count: number; folder: string }) =>
    `only ${count} more files fit in ${folder} (inodes)`,
  freeFiles: "Remove files from that disk, or make a file system with more inodes.",
  pageHere: (host: string) => `the page answers this machine only (${host})`,
  pageBehindProxy: (names: string) => `the page answers to ${names}, behind a proxy`,
  pageOpen: (host: string) => `the page answers other machines (${host}), not encrypted`,
  closePage: "Put a proxy with TLS in front and write its name into web.names, or write web.host: 127.0.0.1.",
  signInAnswers: (host: string) => `the sign-in provider ${host} answers`,
  signInWithoutSecret: (host: string) =>
    `the sign-in provider ${host} answers, but KVITT_OIDC_CLIENT_SECRET is not set`,
  setClientSecret:
    "Set KVITT_OIDC_CLIENT_SECRET (or KVITT_OIDC_CLIENT_SECRET_FILE), unless the provider knows Kvitt as a public client.",
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
  }) =>
    `${whose.en}the nightly run of ${night} began ${dayAndTime(startedAt, timeZone, "en")} and is not done`,
  seeWorkers: "See which role is missing above, and what has failed below.",
  pingFailed: (problem: string) =>
    `the address in heartbeat.url did not answer after the nightly run: ${problem}`,
  correctPing:
    "Correct heartbeat.url (or KVITT_PING_URL), and see that the address can be reached from here.",
  anotherHome: (names: string) =>
    `Other processes work on this database from another home folder: ${names}. They take each other's files.`,
  shareTheHome:
    "Let all processes that share the database share the home folder and the inbox too, or give the other one a database of its own.",
  noPingYet: "the address in heartbeat.url is fetched after the next nightly run that is done",
  pinged: (when: string) => `the address in heartbeat.url last answered ${when}`,

  // the names of the checks, and all of them in one sentence
  checks: {
    settings: "settings",
    folders: "folders",
    inbox: "inbox",
    disk: "disk",
    database: "database",
    schema: "schema",
    role: "database role",
    clock: "clock",
    queue: "queue",
    workers: "workers",
    schedule: "nightly run",
    rows: "work",
    page: "page",
    signIn: "sign-in",
    ping: "ping",
    connectors: "connection",
    mail: "mail",
  },
  partsBroken: (count: number) => (count === 1 ? "One thing does not work." : `${count} things do not work.`),
  everythingWorks: "Everything works.",
  worksButLookAt: (count: number) =>
    count === 1
      ? "Everything works; one thing deserves a look."
      : `Everything works; ${count} things deserve a look.`,
} satisfies typeof sv;
