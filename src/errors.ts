/**
 * The two families of error. What a *person* must fix is a value with a message (a refusal, a deviation) or, where a command
 * has to stop, a `UserError`. Everything else that is thrown is *technical* and is retried.
 */
import { types } from "node:util";
import type { Language, Message } from "./message.ts";
import { withoutSecrets } from "./secrets.ts";

/** A value, or why there is none. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Message };

export function refuse(problem: Message): { readonly ok: false; readonly problem: Message } {
  return { ok: false, problem };
}

/** Says in words what is wrong and what to do. */
export class ToldError extends Error {
  readonly problem: Message;
  readonly todo: Message;

  constructor(problem: Message, todo: Message, options?: ErrorOptions) {
    super(`${problem.en} ${todo.en}`, options);
    this.name = "ToldError";
    this.problem = problem;
    this.todo = todo;
  }

  say(language: Language): string {
    const problem = this.problem[language];
    // a list of problems ends with a line break of its own
    return `${problem}${problem.endsWith("\n") ? "" : " "}${this.todo[language]}`;
  }
}

/** Wrong usage, or input that only a person can correct. Never retried; a command ends with exit code 2. */
export class UserError extends ToldError {
  constructor(problem: Message, todo: Message) {
    super(problem, todo);
    this.name = "UserError";
  }
}

/** The machine does not allow it: no permission, a full disk. Technical, so a command ends with exit code 1. */
export class MachineError extends ToldError {
  constructor(problem: Message, todo: Message, options?: ErrorOptions) {
    super(problem, todo, options);
    this.name = "MachineError";
  }
}

/** The message of anything that was thrown, without passwords: drivers quote the address they used, servers the login. */
export function messageOf(thrown: unknown): string {
  return withoutSecrets(isError(thrown) ? thrown.message : String(thrown));
}

/** The code of an input/output error, such as "ENOENT"; undefined for anything else. */
export function errnoOf(thrown: unknown): string | undefined {
  if (!isError(thrown) || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}

/**
 * Whether the error is about a file or a folder, so that others may be well. What the network or the database answers is not:
 * a connection has codes of the same look.
 */
export function isFileError(thrown: unknown): thrown is Error {
  if (!isError(thrown)) return false;
  if (thrown instanceof FileError) return true;
  const code = errnoOf(thrown);
  const syscall = "syscall" in thrown ? thrown.syscall : undefined;
  if (code !== undefined && typeof syscall === "string")
    return !NETWORK_CALLS.has(syscall) && !NETWORK_CODES.test(code);
  return isFileError(thrown.cause);
}

const NETWORK_CALLS: ReadonlySet<string> = new Set(["connect", "getaddrinfo", "listen", "bind", "accept"]);
const NETWORK_CODES = /^(?:ECONN|EPIPE|EAI_|ENOTFOUND)/;

/** What is wrong with one file, found by us and not by the system. */
export class FileError extends Error {
  override readonly name = "FileError";
}

/** Also for errors of another realm: Node's own, seen from a test that runs in a context, are not `instanceof Error`. */
export function isError(thrown: unknown): thrown is Error {
  return types.isNativeError(thrown) || thrown instanceof Error;
}

/** A technical error that says what could not be done, and in plain words why. */
export function diskError(what: string, error: unknown): Error {
  const plain = DISK_REASONS[errnoOf(error) ?? ""];
  const why = plain === undefined ? messageOf(error) : `${plain.why} (${messageOf(error)}). ${plain.todo}`;
  return new Error(`${what}: ${why}`, { cause: error });
}

const NO_RIGHT = {
  why: "Kvitt has no permission there",
  todo: "Give the account that Kvitt runs as permission to read and write there.",
};
const DISK_REASONS: Readonly<Record<string, { readonly why: string; readonly todo: string }>> = {
  ENOSPC: { why: "the disk is full", todo: "Make room on it; nothing is lost." },
  EDQUOT: { why: "the disk quota is used up", todo: "Make room or have it raised; nothing is lost." },
  EROFS: { why: "the file system is read-only", todo: "Mount it so that it can be written to." },
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
};
