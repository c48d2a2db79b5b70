/** A job that failed after its retries, as the mails tell of it. */
import type { Words } from "../words.ts";

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
  readonly what: Words;
  /** What that means for the books. */
  readonly means: Words;
}

export const STEP_WORDS: Readonly<Record<FailedStep, StepWords>> = {
  collect: {
    what: { sv: "Inläsning från inkorgen", en: "Taking in files from the inbox" },
    means: {
      sv: "Nattens rapporter och kundfordringar är inte inlästa. Filerna ligger kvar i inkorgen; inget är förlorat.",
      en: "The night's reports and receivables have not been taken in. The files are still in the inbox; nothing is lost.",
    },
  },
  take: {
    what: { sv: "En fil som inte kunde hämtas", en: "A file that could not be taken" },
    means: {
      sv: "Den ligger kvar där den låg och prövas igen nästa natt. Resten är inläst.",
      en: "It is still where it was, and is tried again next night. The rest has been taken in.",
    },
  },
  import: {
    what: { sv: "Import av en rapport", en: "Importing a report" },
    means: {
      sv: "Rapportens utbetalningar är inte bokförda. Filen är sparad, och inget ur den är halvt inläst.",
      en: "The report's payouts are not booked. The file is kept, and nothing of it is half taken in.",
    },
  },
  match: {
    what: { sv: "Parning och bokföring", en: "Matching and booking" },
    means: {
      sv: "Raderna är inlästa men inte parade med fakturor, och verifikationerna är inte skapade.",
      en: "The lines have been taken in, but are not paired with invoices, and the vouchers have not been made.",
    },
  },
  post: {
    what: { sv: "Leverans av en verifikation", en: "Delivering a voucher" },
    means: {
      sv: "Verifikationen finns i Kvitt men har inte kommit fram till bokföringssystemet.",
      en: "The voucher is in Kvitt, but has not reached the accounting system.",
    },
  },
  tell: {
    what: { sv: "Nattens sammanfattning", en: "The night's mail" },
    means: {
      sv: "Det som bokförts står fast, men nattens sammanfattning har inte kunnat skrivas.",
      en: "What was booked stands, but the night's digest could not be written.",
    },
  },
  mail: {
    what: { sv: "Utskick av ett mejl", en: "Sending a mail" },
    means: {
      sv: "Mejlet är sparat och kan skickas igen; bokföringen berörs inte.",
      en: "The mail is kept and can be sent again; the books are not affected.",
    },
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
