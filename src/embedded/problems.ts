/**
 * The errors of the embedded database that the user must fix. Each remedy ends with the common alternative: set
 * `DATABASE_URL` to another PostgreSQL.
 */
import { messages } from "./messages.ts";
import { errnoOf, isError, UserError } from "../errors.ts";
import type { Message } from "../message.ts";

const NOT_ALLOWED = new Set(["EACCES", "EPERM", "EROFS", "EINVAL", "ENOTDIR"]);

function userError(problem: Message, remedy: Message): UserError {
  return new UserError(problem, {
    en: `${remedy.en} ${messages.useOwnServer.en}`,
    sv: `${remedy.sv} ${messages.useOwnServer.sv}`,
  });
}

export function noBinary(platform: string): UserError {
  return userError(messages.noBinary(platform), messages.noBinaryRemedy);
}

export function cannotRun(path: string, why: string): UserError {
  return userError(messages.cannotRun({ path, why }), messages.cannotRunRemedy);
}

export function noSpace(folder: string): UserError {
  return userError(messages.noSpace(folder), messages.noSpaceRemedy);
}

export function noPermission(path: string, why: string): UserError {
  return userError(messages.noPermission({ path, why }), messages.noPermissionRemedy);
}

export function noFreePort(): UserError {
  return userError(messages.noFreePort, messages.noFreePortRemedy);
}

export function homeIsACopy(pointer: string, original: string): UserError {
  return userError(messages.copiedHome({ original, pointer }), messages.copiedHomeRemedy(pointer));
}

export function databaseIsGone(folder: string, pointer: string): UserError {
  return userError(messages.databaseMissing({ folder, pointer }), messages.databaseMissingRemedy(pointer));
}

export function cannotReach(pgFolder: string): UserError {
  return userError(messages.cannotReach(pgFolder), messages.cannotReachRemedy);
}

/** The UserError for a system error while folders were created and read; any other error is returned unchanged. */
export function toUserError(error: unknown, folder: string): unknown {
  const code = errnoOf(error) ?? "";
  if (code === "ENOSPC" || code === "EDQUOT") return noSpace(folder);
  const path = isError(error) && "path" in error && typeof error.path === "string" ? error.path : folder;
  return NOT_ALLOWED.has(code) ? noPermission(path, code) : error;
}

/** initdb or postgres failed. One of the errors above where `output`, the end of its log, shows which. */
export function serverRefused(folder: string, output: string): Error {
  if (/No space left on device/i.test(output)) return noSpace(folder);
  if (/Permission denied|Operation not permitted|Read-only file system/i.test(output)) {
    return noPermission(
      folder,
      firstMatch(output, /Permission denied|Operation not permitted|Read-only file system/i),
    );
  }
  if (/could not look up effective user/i.test(output)) {
    return noPermission(folder, "this user id has no name in /etc/passwd");
  }
  if (/initialized by PostgreSQL version|incompatible with server/i.test(output)) {
    return userError(messages.otherMajorVersion(folder), messages.otherMajorVersionRemedy);
  }
  return new Error(
    `the embedded PostgreSQL in ${folder} did not start: ${output.trim() || "it wrote no reason"}`,
  );
}

function firstMatch(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[0] ?? "";
}
