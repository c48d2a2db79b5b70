/**
 * What can stop the embedded database that only a person can cure, in words. Every one of them has the same way
 * out besides its own: point `DATABASE_URL` at another PostgreSQL.
 */
import { errnoOf, isError, UserError } from "../errors.ts";
import type { Message } from "../message.ts";

const OTHER_SERVER: Message = {
  en: "Or set DATABASE_URL to a PostgreSQL server (15 or newer) of your own.",
  sv: "Eller peka DATABASE_URL mot en egen PostgreSQL-server (15 eller senare).",
};

const NOT_ALLOWED = new Set(["EACCES", "EPERM", "EROFS", "EINVAL", "ENOTDIR"]);

function problem(what: Message, todo: Message): UserError {
  return new UserError(what, {
    en: `${todo.en} ${OTHER_SERVER.en}`,
    sv: `${todo.sv} ${OTHER_SERVER.sv}`,
  });
}

export function noBinary(platform: string): UserError {
  return problem(
    {
      en: `There is no embedded PostgreSQL for this machine (${platform}).`,
      sv: `Det finns ingen inbyggd PostgreSQL för den här datorn (${platform}).`,
    },
    {
      en: "If the package was left out at installation, run npm ci again without --omit=optional.",
      sv: "Om paketet hoppades över vid installationen: kör npm ci igen utan --omit=optional.",
    },
  );
}

export function cannotRun(path: string, why: string): UserError {
  return problem(
    {
      en: `The embedded PostgreSQL cannot be run here: ${path}: ${why}.`,
      sv: `Den inbyggda PostgreSQL går inte att köra här: ${path}: ${why}.`,
    },
    {
      en: "It needs a system with glibc (not Alpine's musl) and a disk that allows programs to be run.",
      sv: "Den kräver ett system med glibc (inte Alpines musl) och en disk där program får köras.",
    },
  );
}

export function noSpace(folder: string): UserError {
  return problem(
    {
      en: `The disk that holds the embedded database (${folder}) is full.`,
      sv: `Disken där den inbyggda databasen ligger (${folder}) är full.`,
    },
    {
      en: "Free some space (a new database takes about 50 MB) and run the command again.",
      sv: "Frigör utrymme (en ny databas tar ungefär 50 MB) och kör kommandot igen.",
    },
  );
}

export function noPermission(path: string, why: string): UserError {
  return problem(
    {
      en: `The embedded database has no permission to use ${path} (${why}).`,
      sv: `Den inbyggda databasen har inte behörighet till ${path} (${why}).`,
    },
    {
      en: "Run Kvitt as the user who owns that folder, or set KVITT_HOME to a folder you may write in.",
      sv: "Kör Kvitt som den användare som äger mappen, eller sätt KVITT_HOME till en mapp där du får skriva.",
    },
  );
}

export function noFreePort(): UserError {
  return problem(
    {
      en: "The embedded database found no free port on 127.0.0.1.",
      sv: "Den inbyggda databasen hittade ingen ledig port på 127.0.0.1.",
    },
    {
      en: "Check that programs may listen on 127.0.0.1, and that not all ports are taken.",
      sv: "Kontrollera att program får lyssna på 127.0.0.1 och att inte alla portar är upptagna.",
    },
  );
}

export function homeIsACopy(pointer: string, original: string): UserError {
  return problem(
    {
      en: `This home folder is a copy: its database belongs to ${original} (see ${pointer}).`,
      sv: `Den här hemmappen är en kopia: databasen hör till ${original} (se ${pointer}).`,
    },
    {
      en: `To begin here with an empty database, remove ${pointer}.`,
      sv: `Ta bort ${pointer} om du vill börja här med en tom databas.`,
    },
  );
}

export function databaseIsGone(folder: string, pointer: string): UserError {
  return problem(
    {
      en: `The database of this home shall lie in ${folder} (says ${pointer}), and is not there.`,
      sv: `Databasen för den här hemmappen ska ligga i ${folder} (enligt ${pointer}) men finns inte där.`,
    },
    {
      en: `Restore it from a backup, or remove ${pointer} to begin with an empty database.`,
      sv: `Återställ den från en säkerhetskopia, eller ta bort ${pointer} för att börja med en tom databas.`,
    },
  );
}

export function cannotWalkTo(home: string): UserError {
  return problem(
    {
      en: `The account that PostgreSQL runs as can no longer walk to its database in ${home}.`,
      sv: `Kontot som PostgreSQL körs som når inte längre sin databas i ${home}.`,
    },
    {
      en: "Give the folders above it the right to be walked through (chmod o+x).",
      sv: "Ge mapparna ovanför genomgångsrätt (chmod o+x).",
    },
  );
}

/** What the system answered while the folders were made and read, in words; anything else is returned as it is. */
export function explain(error: unknown, folder: string): unknown {
  const code = errnoOf(error) ?? "";
  if (code === "ENOSPC" || code === "EDQUOT") return noSpace(folder);
  const path = isError(error) && "path" in error && typeof error.path === "string" ? error.path : folder;
  return NOT_ALLOWED.has(code) ? noPermission(path, code) : error;
}

/** initdb or postgres gave up; `said` is the end of what it wrote. Sorted into the problems above where it can be. */
export function serverRefused(folder: string, said: string): Error {
  if (/No space left on device/i.test(said)) return noSpace(folder);
  if (/Permission denied|Operation not permitted|Read-only file system/i.test(said)) {
    return noPermission(
      folder,
      firstMatch(said, /Permission denied|Operation not permitted|Read-only file system/i),
    );
  }
  if (/could not look up effective user/i.test(said)) {
    return noPermission(folder, "this user id has no name in /etc/passwd");
  }
  if (/initialized by PostgreSQL version|incompatible with server/i.test(said)) {
    return problem(
      {
        en: `The embedded database in ${folder} was made by another major version of PostgreSQL.`,
        sv: `Den inbyggda databasen i ${folder} skapades av en annan huvudversion av PostgreSQL.`,
      },
      {
        en: "Use the version of Kvitt that made it, dump it with pg_dump and restore it into the new one.",
        sv: "Använd den Kvitt-version som skapade den, ta en dump med pg_dump och läs in den i den nya.",
      },
    );
  }
  return new Error(
    `the embedded PostgreSQL in ${folder} did not start: ${said.trim() || "it wrote no reason"}`,
  );
}

function firstMatch(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[0] ?? "";
}
