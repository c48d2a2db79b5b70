/**
 * What may go wrong with an outside system, in the five classes that decide what happens next. Every error of every system is put
 * into one of them by its client; one that nobody knows is `data`, and is not repeated.
 */
import { ToldError } from "../errors.ts";
import { verbatim, type Message } from "../message.ts";
import { messages } from "./messages.ts";

export const FAULT_CLASSES = ["auth", "config", "period", "data", "busy"] as const;
/**
 * - `auth`: the system does not let Kvitt in; a person connects it again
 * - `config`: an account, a series, a right or a licence is missing; a person sets it
 * - `period`: the period or year is closed, or not there
 * - `data`: the system refuses what was sent; repeating it changes nothing
 * - `busy`: it does not answer, or has too much to do; the only one that is tried again by itself
 */
export type FaultClass = (typeof FAULT_CLASSES)[number];

/** Of an answer that says no more than its status. */
export function classOfStatus(status: number): FaultClass {
  if (status === 401) return "auth";
  if (status === 403) return "config";
  return status === 429 || status >= 500 ? "busy" : "data";
}

export interface FaultFacts {
  /** As people call the system: "Fortnox". */
  readonly system: string;
  readonly kind: FaultClass;
  /** What it says itself, or what was seen. */
  readonly says: Message | string;
  /** The system's own code, for its support. */
  readonly code?: string | undefined;
  /** Of the answer, where there was one. */
  readonly status?: number | undefined;
  /** What to do; the class's own advice where there is none better. */
  readonly todo?: Message | undefined;
  /** `busy`: how long the system asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
}

/** Nothing was done in the system. Has a sentence for a person, and what to do. */
export class ConnectorFault extends ToldError {
  readonly system: string;
  readonly kind: FaultClass;
  readonly code: string | null;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor({ system, kind, says, code, status, todo, retryAfterMs }: FaultFacts, options?: ErrorOptions) {
    const what = typeof says === "string" ? verbatim(says) : says;
    const name = code === undefined ? system : `${system} (${code})`;
    super(
      messages.faults[kind]({ name, sv: ended(what.sv), en: ended(what.en) }),
      todo ?? messages.todo[kind](system),
      options,
    );
    this.name = "ConnectorFault";
    this.system = system;
    this.kind = kind;
    this.code = code ?? null;
    this.status = status ?? null;
    this.retryAfterMs = retryAfterMs ?? null;
  }
}

/** The answer to a call that changes something was lost: perhaps it is done. Looked up before anything else, never repeated. */
export class AnswerLost extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = "AnswerLost";
  }
}

/** One sentence ends with one full stop. */
function ended(text: string): string {
  const plain = text
    .replace(/[\s\p{C}]+/gu, " ")
    .trim()
    .slice(0, SAID_MAX);
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}

const SAID_MAX = 500;
