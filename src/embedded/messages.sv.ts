/** Swedish texts of this folder. */

export const sv = {
  otherServer: "Eller peka DATABASE_URL mot en egen PostgreSQL-server (15 eller senare).",
  noEmbeddedPostgreSqlMachine: (platform: string) =>
    `Det finns ingen inbyggd PostgreSQL för den här datorn (${platform}).`,
  ifPackageLeftOutInstallation:
    "Om paketet hoppades över vid installationen: kör npm ci igen utan --omit=optional.",
  embeddedPostgreSqlCannotRun: ({ path, why }: { path: string; why: string }) =>
    `Den inbyggda PostgreSQL går inte att köra här: ${path}: ${why}.`,
  needsSystemGlibcAlpineS:
    "Den kräver ett system med glibc (inte Alpines musl) och en disk där program får köras.",
  diskHoldsEmbeddedDatabaseFull: (folder: string) =>
    `Disken där den inbyggda databasen ligger (${folder}) är full.`,
  freeSomeSpaceNewDatabase: "Frigör utrymme (en ny databas tar ungefär 50 MB) och kör kommandot igen.",
  embeddedDatabaseNoPermissionUse: ({ path, why }: { path: string; why: string }) =>
    `Den inbyggda databasen har inte behörighet till ${path} (${why}).`,
  runKvittUserOwnsFolder:
    "Kör Kvitt som den användare som äger mappen, eller sätt KVITT_HOME till en mapp där du får skriva.",
  embeddedDatabaseFoundNoFree: "Den inbyggda databasen hittade ingen ledig port på 127.0.0.1.",
  checkProgramsMayListenAll:
    "Kontrollera att program får lyssna på 127.0.0.1 och att inte alla portar är upptagna.",
  homeFolderCopyDatabaseBelongs: ({ original, pointer }: { original: string; pointer: string }) =>
    `Den här hemmappen är en kopia: databasen hör till ${original} (se ${pointer}).`,
  beginHereEmptyDatabaseRemove: (pointer: string) =>
    `Ta bort ${pointer} om du vill börja här med en tom databas.`,
  databaseHomeShallLieSays: ({ folder, pointer }: { folder: string; pointer: string }) =>
    `Databasen för den här hemmappen ska ligga i ${folder} (enligt ${pointer}) men finns inte där.`,
  restoreBackupRemoveBeginEmpty: (pointer: string) =>
    `Återställ den från en säkerhetskopia, eller ta bort ${pointer} för att börja med en tom databas.`,
  accountPostgreSqlRunsCan: (home: string) =>
    `Kontot som PostgreSQL körs som når inte längre sin databas i ${home}.`,
  giveFoldersAboveRightWalked: "Ge mapparna ovanför genomgångsrätt (chmod o+x).",
  embeddedDatabaseMadeAnotherMajor: (folder: string) =>
    `Den inbyggda databasen i ${folder} skapades av en annan huvudversion av PostgreSQL.`,
  useVersionKvittMadeDump:
    "Använd den Kvitt-version som skapade den, ta en dump med pg_dump och läs in den i den nya.",
};
