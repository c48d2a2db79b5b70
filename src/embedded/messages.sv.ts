/** Swedish texts of this folder. */

export const sv = {
  useOwnServer: "Eller peka DATABASE_URL mot en egen PostgreSQL-server (15 eller senare).",
  noBinary: (platform: string) => `Det finns ingen inbyggd PostgreSQL för den här datorn (${platform}).`,
  noBinaryRemedy: "Om paketet hoppades över vid installationen: kör npm ci igen utan --omit=optional.",
  cannotRun: ({ path, why }: { path: string; why: string }) =>
    `Den inbyggda PostgreSQL går inte att köra här: ${path}: ${why}.`,
  cannotRunRemedy: "Den kräver ett system med glibc (inte Alpines musl) och en disk där program får köras.",
  noSpace: (folder: string) => `Disken där den inbyggda databasen ligger (${folder}) är full.`,
  noSpaceRemedy: "Frigör utrymme (en ny databas tar ungefär 50 MB) och kör kommandot igen.",
  noPermission: ({ path, why }: { path: string; why: string }) =>
    `Den inbyggda databasen har inte behörighet till ${path} (${why}).`,
  noPermissionRemedy:
    "Kör Kvitt som den användare som äger mappen, eller sätt KVITT_HOME till en mapp där du får skriva.",
  noFreePort: "Den inbyggda databasen hittade ingen ledig port på 127.0.0.1.",
  noFreePortRemedy: "Kontrollera att program får lyssna på 127.0.0.1 och att inte alla portar är upptagna.",
  copiedHome: ({ original, pointer }: { original: string; pointer: string }) =>
    `Den här arbetsmappen är en kopia: databasen hör till ${original} (se ${pointer}).`,
  copiedHomeRemedy: (pointer: string) => `Ta bort ${pointer} om du vill börja här med en tom databas.`,
  databaseMissing: ({ folder, pointer }: { folder: string; pointer: string }) =>
    `Databasen för den här arbetsmappen ska ligga i ${folder} (enligt ${pointer}) men finns inte där.`,
  databaseMissingRemedy: (pointer: string) =>
    `Återställ den från en säkerhetskopia, eller ta bort ${pointer} för att börja med en tom databas.`,
  cannotReach: (folder: string) => `Kontot som PostgreSQL körs som når inte längre sin databas i ${folder}.`,
  cannotReachRemedy: "Ge alla rätt att gå in i mapparna ovanför (chmod o+x).",
  otherMajorVersion: (folder: string) =>
    `Den inbyggda databasen i ${folder} skapades av en annan huvudversion av PostgreSQL.`,
  otherMajorVersionRemedy:
    "Använd den Kvitt-version som skapade den, ta en dump med pg_dump och läs in den i den nya.",
};
