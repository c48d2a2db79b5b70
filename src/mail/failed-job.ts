/** A job that failed after its retries, as the mails report it. */
import { messages } from "./messages.ts";
import type { Message } from "../message.ts";

export const FAILED_STEPS = [
  "night",
  "sweep",
  "collect",
  "claim",
  "import",
  "match",
  "post",
  "digest",
  "mail",
] as const;
/** Starting the night, looking for lost jobs, collecting files, claiming one of them, importing one, matching and booking, exporting a voucher, composing a mail, sending one. */
export type FailedStep = (typeof FAILED_STEPS)[number];

export interface FailedJob {
  /** What `kvitt retry` takes; null: only `kvitt retry --all` reaches it. */
  readonly id: string | null;
  readonly step: FailedStep;
  /** A file name, "K 12 → sie", a mail's subject; null for a whole run. */
  readonly subject: string | null;
  /** When it was first tried. */
  readonly since: Date;
  /** How many times it was tried; 0 when that is not known. */
  readonly attempts: number;
  /** The technical error, unchanged. */
  readonly error: string;
  /** It was in an earlier mail, and is no reason for another one. */
  readonly wasTold?: boolean;
}

interface StepTexts {
  /** A noun: the headline adds that it failed. */
  readonly name: Message;
  /** What the failure means for the books. */
  readonly means: Message;
}

export const STEPS: Readonly<Record<FailedStep, StepTexts>> = {
  night: { name: messages.stepNight, means: messages.stepNightMeans },
  sweep: { name: messages.stepSweep, means: messages.stepSweepMeans },
  collect: { name: messages.stepCollect, means: messages.stepCollectMeans },
  claim: { name: messages.stepClaim, means: messages.stepClaimMeans },
  import: { name: messages.stepImport, means: messages.stepImportMeans },
  match: { name: messages.stepMatch, means: messages.stepMatchMeans },
  post: { name: messages.stepPost, means: messages.stepPostMeans },
  digest: { name: messages.stepDigest, means: messages.stepDigestMeans },
  mail: { name: messages.stepMail, means: messages.stepMailMeans },
};

const TAKEN_BY_RETRY = /^(?:file|run|posting|mail):\d{1,15}$/;

/** The command that runs it again; null: it comes again by itself. */
export function retryCommand({ id, step }: FailedJob): string | null {
  if (step === "sweep") return null;
  if (step === "claim" || step === "night") return "kvitt nightly --wait";
  return id !== null && TAKEN_BY_RETRY.test(id) ? `kvitt retry ${id}` : "kvitt retry --all";
}
