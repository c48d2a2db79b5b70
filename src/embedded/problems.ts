/**
 * What can stop the embedded database that only a person can cure, in words. Every one of them has the same way
 * out besides its own: point `DATABASE_URL` at another PostgreSQL.
 */
import { messages } from "./messages.ts";
import { errnoOf, isError, UserError } from "../errors.ts";
import type { Message } from "../message.ts";

const OTHER_SERVER: Message = messages.otherServer;

const NOT_ALLOWED = new Set(["EACCES", "EPERM", "EROFS", "EINVAL", "ENOTDIR"]);

function problem(what: Message, todo: Message): UserError {
  return new UserError(what, {
    en: `${todo.en} ${OTHER_SERVER.en}`,
    sv: `${todo.sv} ${OTHER_SERVER.sv}`,
  });
}

export function noBinary(platform: string): UserError {
  return problem(messages.noEmbeddedPostgreSqlMachine(platform), messages.ifPackageLeftOutInstallation);
}

export function cannotRun(path: string, why: string): UserError {
  return problem(messages.embeddedPostgreSqlCannotRun({ path, why }), messages.needsSystemGlibcAlpineS);
}

export function noSpace(folder: string): UserError {
  return problem(messages.diskHoldsEmbeddedDatabaseFull(folder), messages.freeSomeSpaceNewDatabase);
}

export function noPermission(path: string, why: string): UserError {
  return problem(messages.embeddedDatabaseNoPermissionUse({ path, why }), messages.runKvittUserOwnsFolder);
}

export function noFreePort(): UserError {
  return problem(messages.embeddedDatabaseFoundNoFree, messages.checkProgramsMayListenAll);
}

export function homeIsACopy(pointer: string, original: string): UserError {
  return problem(
    messages.homeFolderCopyDatabaseBelongs({ original, pointer }),
    messages.beginHereEmptyDatabaseRemove(pointer),
  );
}

export function databaseIsGone(folder: string, pointer: string): UserError {
  return problem(
    messages.databaseHomeShallLieSays({ folder, pointer }),
    messages.restoreBackupRemoveBeginEmpty(pointer),
  );
}

export function cannotWalkTo(home: string): UserError {
  return problem(messages.accountPostgreSqlRunsCan(home), messages.giveFoldersAboveRightWalked);
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
    return problem(messages.embeddedDatabaseMadeAnotherMajor(folder), messages.useVersionKvittMadeDump);
  }
  return new Error(
    `the embedded PostgreSQL in ${folder} did not start: ${said.trim() || "it wrote no reason"}`,
  );
}

function firstMatch(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[0] ?? "";
}
