/** A job that failed after its retries, as the mails tell of it. */
import { messages } from "./messages.ts";
import type { Message } from "../message.ts";

export const FAILED_STEPS = ["collect", "take", "import", "match", "post", "tell", "mail"] as const;
/** The step that failed: taking in files, taking one of them, importing one, matching and booking, delivering a voucher, composing a mail, sending one. */
export type FailedStep = (typeof FAILED_STEPS)[number];

export interface FailedJob {
  /** What `kvitt retry` takes; null: only `kvitt retry --all` reaches it. */
  readonly id: string | null;
  readonly step: FailedStep;
  /** What it was about: a file name, "K 12 → sie", a subject. null: nothing of its own (a whole run). */
  readonly subject: string | null;
  /** When it was first tried. */
  readonly since: Date;
  /** How many times it was tried; 0 when nobody has counted. */
  readonly attempts: number;
  /** The technical error, as it came. */
  readonly error: string;
}

interface StepWords {
  /** "Importen av en rapport" + what happened: a sentence's beginning. */
  readonly what: Message;
  /** What that means for the books. */
  readonly means: Message;
}

export const STEP_WORDS: Readonly<Record<FailedStep, StepWords>> = {
  collect: {
    what: messages.stepCollect,
    means: messages.stepCollectMeans,
  },
  take: {
    what: messages.stepTake,
    means: messages.stepTakeMeans,
  },
  import: {
    what: messages.stepImport,
    means: messages.stepImportMeans,
  },
  match: {
    what: messages.stepMatch,
    means: messages.stepMatchMeans,
  },
  post: {
    what: messages.stepPost,
    means: messages.stepPostMeans,
  },
  tell: {
    what: messages.stepTell,
    means: messages.stepTellMeans,
  },
  mail: {
    what: messages.stepMail,
    means: messages.stepMailMeans,
  },
};

/** A job without an id of its own (a sweep, the start of a night) is reached by --all only. */
const TAKEN_BY_RETRY = /^(?:file|run|posting|mail):\d{1,15}$/;

/** The command that runs it again. */
export function retryCommand({ id, step }: FailedJob): string {
  if (step === "take") return "kvitt nightly --wait";
  return id !== null && TAKEN_BY_RETRY.test(id) ? `kvitt retry ${id}` : "kvitt retry --all";
}

/** Error messages of drivers may quote the address they used, password and all. */
export function withoutSecrets(error: string): string {
  return error.replace(/(\w:\/\/)[^\s/@]+@/g, "$1***@");
}
