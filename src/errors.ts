/**
 * The two families of error. What a *person* must cure is a value with words in it (a refusal, a deviation) or,
 * where only a command can answer, a `NeedsPerson`. Everything else that is thrown is *technical* and is retried.
 */
import { types } from "node:util";
import type { Language, Message } from "./message.ts";

/** A value, or why there is none. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Message };

export function refuse(problem: Message): { readonly ok: false; readonly problem: Message } {
  return { ok: false, problem };
}

/** Wrong usage, or input that only its giver can mend. Never retried; a command ends with exit code 2. */
export class UserError extends Error {
  readonly problem: Message;
  readonly todo: Message;

  constructor(problem: Message, todo: Message) {
    super(`${problem.en} ${todo.en}`);
    this.name = "NeedsPerson";
    this.problem = problem;
    this.todo = todo;
  }

  say(language: Language): string {
    const problem = this.problem[language];
    // a list of problems ends its own line
    return `${problem}${problem.endsWith("\n") ? "" : " "}${this.todo[language]}`;
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return isError(thrown) ? thrown.message : String(thrown);
}

/** The system's own word for an input/output error, such as "ENOENT"; undefined for anything else. */
export function errnoOf(thrown: unknown): string | undefined {
  if (!isError(thrown) || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}

/** Also for errors of another realm: Node's own, seen from a test that runs in a context, are no `instanceof Error`. */
export function isError(thrown: unknown): thrown is Error {
  return types.isNativeError(thrown) || thrown instanceof Error;
}

/** A technical error that says what could not be done, and in plain words why. */
export function diskError(what: string, error: unknown): Error {
  const plain = DISK_REASONS[errnoOf(error) ?? ""];
  const why = plain === undefined ? messageOf(error) : `${plain} (${messageOf(error)})`;
  return new Error(`${what}: ${why}`, { cause: error });
}

const DISK_REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "Kvitt has no permission there",
  EPERM: "Kvitt has no permission there",
};
